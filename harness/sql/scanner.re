/* Where a token of SQL ends: PostgreSQL's scan.l and psqlscan.l, SQLite's tokenize.c.
 *
 * The tokens of valid SQL are the engine's own. What an engine's lexer refuses is given a kind all the same,
 * since it is the engine that says what is wrong with it. */
#include <mighar/sql.h>

#include <string.h>

/* Start conditions: yycsqlite, yycpostgres, and within PostgreSQL's text
 * yyccomment  block comments, which nest
 * yycstring   strings whose only escape is the doubled quote
 * yycescaped  strings with backslash escapes */
/*!types:re2c*/

/* An E'' string that goes on in quotes on a later line keeps its escapes there (manual, 4.1.2). */
enum {
  NO_CONTINUATION,
  AFTER_ESCAPED,      /* nothing but white space and line comments since an E'' string */
  BELOW_ESCAPED,      /* the same, with a line end among it */
};

/* An operator's name is shorter than NAMEDATALEN; not to look further keeps "++++..." linear. */
enum { LONGEST_OPERATOR = 63 };

static gboolean starts_comment(const char *cursor, const char *limit)
{
  return limit - cursor > 1 && (memcmp(cursor, "--", 2) == 0 || memcmp(cursor, "/*", 2) == 0);
}

/* Where the PostgreSQL operator at start ends: before a comment, and not in + or - unless it has one of the
 * characters that no operator of the SQL standard has, so that "a=-1" is four tokens (manual, 4.1.3). */
static const char *operator_end(const char *start, const char *limit)
{
  const char *furthest = limit - start > LONGEST_OPERATOR ? start + LONGEST_OPERATOR : limit;
  const char *end = start + 1;
  gboolean signs_may_end = FALSE;
  for (const char *cursor = start; cursor < furthest && !starts_comment(cursor, limit); cursor++) {
    gboolean is_special = *cursor != '\0' && strchr("~!@#^&|`?%", *cursor) != NULL;
    gboolean is_sign = *cursor == '+' || *cursor == '-';
    if (!is_special && !is_sign && (*cursor == '\0' || strchr("*/<>=", *cursor) == NULL))
      break;
    signs_may_end |= is_special;
    if (signs_may_end || !is_sign)
      end = cursor + 1;
  }
  return end;
}

/* Where the string ends whose opening delimiter ("$tag$") is [start, cursor); NULL if the text ends first. */
static const char *dollar_quote_end(const char *start, const char *cursor, const char *limit)
{
  gsize delimiter = cursor - start;
  const char *closing = memmem(cursor, limit - cursor, start, delimiter);
  return closing != NULL ? closing + delimiter : NULL;
}

/* Reads one token off the text; leaves line and column to the caller. */
static MigharTokenKind scan(MigharScanner *scanner)
{
  const char *const start = scanner->cursor, *const limit = scanner->limit;
  const char *cursor = start, *marker = start;
  int condition = scanner->dialect == MIGHAR_DIALECT_SQLITE ? yycsqlite : yycpostgres;
  gboolean keeps_escapes = scanner->continuation == BELOW_ESCAPED;
  guint depth = 0; /* of comments */

#define TOKEN(kind) { scanner->cursor = cursor; return MIGHAR_TOKEN_##kind; }
#define ENTER(name) { condition = name; continue; }

  for (;;) {
    /*!re2c
    re2c:api = custom;
    re2c:api:style = free-form;
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYPEEK = "(cursor < limit ? (unsigned char)*cursor : 0)";
    re2c:define:YYSKIP = "cursor++;";
    re2c:define:YYBACKUP = "marker = cursor;";
    re2c:define:YYRESTORE = "cursor = marker;";
    re2c:define:YYLESSTHAN = "cursor >= limit";
    re2c:define:YYGETCONDITION = "condition";
    re2c:define:YYSETCONDITION = "condition = @@;";
    re2c:yyfill:enable = 0;
    re2c:eof = 0;

    any    = [\x00-\xff];
    space  = [ \t\n\v\f\r];
    letter = [A-Za-z_\x80-\xff];
    name   = letter (letter | [0-9$])*;
    digits = [0-9] ("_"? [0-9])*;
    number = (digits ("." digits?)? | "." digits) ([eE] [-+]? digits)?;

    <sqlite, postgres> $              { TOKEN(END) }
    <sqlite, postgres> *              { TOKEN(OPERATOR) }
    <sqlite, postgres> space+         { TOKEN(SPACE) }
    <sqlite, postgres> ";"            { TOKEN(SEMICOLON) }
    <sqlite, postgres> name           { TOKEN(WORD) }

    // ---------------------------------------------------------------- SQLite

    <sqlite> "--" [^\n]*              { cursor -= cursor[-1] == '\r'; TOKEN(COMMENT) }

    // A block comment may end with the text, but "/*" alone does not begin one.
    inside = [^*] | "*"+ [^*/];
    <sqlite> "/*" inside* "*"+ "/"    { TOKEN(COMMENT) }
    <sqlite> "/*" inside* "*"*        { if (cursor - start > 2) TOKEN(COMMENT) cursor--; TOKEN(OPERATOR) }

    double = ["] ([^"] | ["]["])*;
    back   = "`" ([^`] | "``")*;
    square = "[" [^\]]*;
    single = "'" ([^'] | "''")*;
    blob   = [xX] "'" [^']*;
    <sqlite> double ["] | back "`" | square "]" { TOKEN(QUOTED_NAME) }
    <sqlite> single "'" | blob "'"    { TOKEN(STRING) }
    <sqlite> double | back | square | single | blob { TOKEN(UNTERMINATED) }

    // What follows a number without a space is a part of it; SQLite refuses it as a whole.
    tail   = letter | [0-9$];
    <sqlite> number tail* | "0" [xX] [0-9a-fA-F] tail* { TOKEN(NUMBER) }

    // Tcl's variables may have colons in them and a subscript behind.
    sigil     = [$@#:] "::"*;
    variable  = sigil tail (tail | "::")*;
    subscript = "(" ([^)\x00] \ space)* ")"?;
    <sqlite> sigil                    { TOKEN(OPERATOR) }
    <sqlite> "?" [0-9]* | variable subscript? { TOKEN(PARAMETER) }

    <sqlite> "->" ">"? | "==" | "<=" | "<>" | "<<" | ">=" | ">>" | "!=" | "||" { TOKEN(OPERATOR) }

    // ------------------------------------------------------------ PostgreSQL

    <postgres> "--" [^\n\r]*          { TOKEN(COMMENT) }
    <postgres> "/*"                   { depth = 1; ENTER(yyccomment) }
    <comment>  "/*"                   { depth++; continue; }
    <comment>  "*" "/"                { if (--depth > 0) continue; TOKEN(COMMENT) }
    <comment>  [^/*]+ | any           { continue; }

    <postgres> "'"                    { ENTER(keeps_escapes ? yycescaped : yycstring) }
    <postgres> ([bBxXnN] | [uU]"&")"'" { ENTER(yycstring) }
    <postgres> [eE] "'"               { ENTER(yycescaped) }
    <string>   [^']+ | "''"           { continue; }
    <string>   "'"                    { TOKEN(STRING) }
    <escaped>  [^'\\]+ | "''"         { continue; }
    <escaped>  "\\" any?              { continue; }
    <escaped>  "'"                    { TOKEN(STRING) }
    <comment, string, escaped> $      { TOKEN(UNTERMINATED) }

    <postgres> "$" (letter (letter | [0-9])*)? "$" {
      const char *end = dollar_quote_end(start, cursor, limit);
      cursor = end != NULL ? end : limit;
      if (end == NULL)
        TOKEN(UNTERMINATED)
      TOKEN(STRING)
    }

    <postgres> ([uU] "&")? double ["] { TOKEN(QUOTED_NAME) }
    <postgres> ([uU] "&")? double     { TOKEN(UNTERMINATED) }

    <postgres> "$" [0-9]+             { TOKEN(PARAMETER) }
    <postgres> number                 { TOKEN(NUMBER) }
    <postgres> "0" ([xX] ("_"? [0-9a-fA-F])+ | [oO] ("_"? [0-7])+ | [bB] ("_"? [01])+) { TOKEN(NUMBER) }
    <postgres> digits ".."            { cursor -= 2; TOKEN(NUMBER) } // a range

    <postgres> "::" | ":=" | ".."     { TOKEN(OPERATOR) }
    <postgres> [-~!@#^&|`?+*/%<>=]    { cursor = operator_end(start, limit); TOKEN(OPERATOR) }
    */
  }
#undef ENTER
#undef TOKEN
}

void mighar_scanner_init(MigharScanner *scanner, MigharDialect dialect, const char *text, gsize length)
{
  *scanner = (MigharScanner){
      .dialect = dialect,
      .cursor = text,
      .limit = text + length,
      .line = 1,
      .column = 1,
      .at_start = TRUE,
      .continuation = NO_CONTINUATION,
  };
}

/* psql skips the mark at the start of a file, SQLite wherever a token may start. */
static gboolean skip_byte_order_mark(MigharScanner *scanner)
{
  gboolean may_be_there = scanner->at_start || scanner->dialect == MIGHAR_DIALECT_SQLITE;
  gboolean is_there = may_be_there && scanner->limit - scanner->cursor >= 3 &&
                      memcmp(scanner->cursor, "\xef\xbb\xbf", 3) == 0;
  scanner->at_start = FALSE;
  scanner->cursor += is_there ? 3 : 0;
  return is_there;
}

static int continuation_after(const MigharScanner *scanner, const MigharToken *token)
{
  if (token->kind == MIGHAR_TOKEN_SPACE || (token->kind == MIGHAR_TOKEN_COMMENT && *token->start == '-')) {
    gboolean is_below = scanner->continuation == AFTER_ESCAPED && scanner->line > token->line;
    return is_below ? BELOW_ESCAPED : scanner->continuation;
  }
  gboolean has_escapes = token->kind == MIGHAR_TOKEN_STRING &&
                         (*token->start == 'E' || *token->start == 'e' ||
                          (*token->start == '\'' && scanner->continuation == BELOW_ESCAPED));
  return has_escapes ? AFTER_ESCAPED : NO_CONTINUATION;
}

gboolean mighar_scanner_next(MigharScanner *scanner, MigharToken *token)
{
  token->start = scanner->cursor;
  token->line = scanner->line;
  token->column = scanner->column;
  token->kind = skip_byte_order_mark(scanner) ? MIGHAR_TOKEN_SPACE : scan(scanner);
  token->length = scanner->cursor - token->start;
  mighar_sql_locate(token->start, token->length, &scanner->line, &scanner->column);
  scanner->continuation = continuation_after(scanner, token);
  return token->kind != MIGHAR_TOKEN_END;
}
