/* SQL as text: tokens, statement boundaries, comparison without white space and comments.
 *
 * Nothing here judges what a statement does; that is observed on a database. The rules of the dialects are
 * PostgreSQL's lexical structure (manual, section 4.1; psqlscan.l for where a statement ends) with
 * standard_conforming_strings on, and SQLite's tokenizer (tokenize.c, sqlite3_complete()). */
#pragma once

#include <glib.h>

typedef enum {
  MIGHAR_DIALECT_SQLITE,
  MIGHAR_DIALECT_POSTGRES,
} MigharDialect;

typedef enum {
  MIGHAR_TOKEN_END,     /* nothing is left; length 0 */
  MIGHAR_TOKEN_SPACE,   /* white space, and a byte order mark at the very start */
  MIGHAR_TOKEN_COMMENT, /* to the end of the line (without the line end), or a block, nested in PostgreSQL */
  MIGHAR_TOKEN_WORD,    /* a keyword or an unquoted name */
  MIGHAR_TOKEN_QUOTED_NAME, /* "name", U&"name"; in SQLite also `name` and [name] */
  MIGHAR_TOKEN_STRING,      /* 'text', E'text', B'', X'', N'', U&'', $tag$text$tag$; blobs of SQLite */
  MIGHAR_TOKEN_NUMBER,
  MIGHAR_TOKEN_PARAMETER, /* $1, ?, ?1, :name, @name */
  MIGHAR_TOKEN_OPERATOR,  /* an operator or a punctuation mark; ( ) [ ] , and . are one character each */
  MIGHAR_TOKEN_SEMICOLON,
  MIGHAR_TOKEN_UNTERMINATED, /* a string, quoted name or block comment that the text ends in */
} MigharTokenKind;

typedef struct {
  MigharTokenKind kind;
  const char *start; /* into the scanned text; not NUL-terminated */
  gsize length;      /* bytes */
  guint line;        /* of its first byte, from 1 */
  guint column;      /* of its first byte, from 1, in characters (UTF-8), a tab being one */
} MigharToken;

/* Reads tokens one after the other. Lives on the stack; owns nothing. The bytes of all tokens together are
 * the text, so nothing is lost. */
typedef struct {
  MigharDialect dialect;
  const char *cursor;
  const char *limit;
  guint line;
  guint column;
  gboolean at_start;
  int continuation; /* whether a quote goes on with a string of an earlier line; the scanner's own business */
} MigharScanner;

/* text need not be NUL-terminated and must outlive the scanner. */
void mighar_scanner_init(MigharScanner *scanner, MigharDialect dialect, const char *text, gsize length);

/* Stores the next token. False at the end, where the token's kind is MIGHAR_TOKEN_END. */
gboolean mighar_scanner_next(MigharScanner *scanner, MigharToken *token);

/* The same without white space and comments. */
gboolean mighar_scanner_next_solid(MigharScanner *scanner, MigharToken *token);

/* Whether the token is this keyword, unquoted, in any case. */
gboolean mighar_token_is(const MigharToken *token, const char *word);

/* Whether the token is an operator or punctuation mark of exactly these characters. */
gboolean mighar_token_is_mark(const MigharToken *token, const char *mark);

/* What a name token names: quotes taken off, doubled quotes made single. U&"" is left as it stands. Free with
 * g_free(). */
char *mighar_token_name(const MigharToken *token);

/* One statement within a text. */
typedef struct {
  guint start;  /* byte offset of its first token that is neither space nor comment */
  guint length; /* bytes up to its last such token; the closing semicolon is not counted */
  guint line;   /* of start, from 1 */
  guint column; /* of start, from 1, in characters */
  guint batch;  /* statements of the same number are sent to the engine as one message; the splitter numbers
                   them 0, 1, 2 ... and a format changes that where its tool does otherwise */
} MigharStatement;

/* All statements of the text, in order: an array of MigharStatement. Text of only space, comments and stray
 * semicolons has none. An unterminated token ends the last statement; the engine then says what is wrong.
 *
 * A semicolon ends a statement except in parentheses and in a function's BEGIN ATOMIC ... END in PostgreSQL,
 * and in CREATE TRIGGER ... BEGIN ... END in SQLite. That END follows a semicolon, or ATOMIC, as the grammars
 * have it; so the END of a CASE and a column named "end" are none.
 *
 * line and column are counted from first_line, so that they are those of the file that the text is from. Free
 * with g_array_unref(). */
GArray *mighar_sql_split(MigharDialect dialect, const char *text, gsize length, guint first_line);

/* Whether the script itself begins or ends a transaction: BEGIN (but BEGIN ATOMIC), START TRANSACTION,
 * COMMIT, END, ABORT, PREPARE TRANSACTION or ROLLBACK (but ROLLBACK TO) as a statement of its own. statements
 * is what mighar_sql_split() gave for text. */
gboolean mighar_sql_controls_transaction(MigharDialect dialect, const char *text, const GArray *statements);

/* Whether the first of these statements that there is begins a transaction. A script whose first one ends a
 * transaction means one that somebody else has begun. */
gboolean mighar_sql_begins_transaction(MigharDialect dialect, const char *text, const GArray *statements);

/* Whether two texts have the same tokens, white space and comments aside. Keywords and unquoted names are
 * compared without regard to case; everything else byte by byte. */
gboolean mighar_sql_same_tokens(MigharDialect dialect, const char *a, const char *b);

/* The text on one line with one standard spacing and no comments: "a,b" and "a , -- x\n b" become "a, b";
 * no space inside parentheses, before , ; ) and around the dot of a qualified name, nor between a name and
 * its list: "create table t(a int)", "length(a)", but "check (a > -1)". The line ends inside of strings, and
 * those that join two strings in PostgreSQL, are all that stays of lines.
 *
 * In SQLite, where quoting does not change what a name means, names that are quoted without need (ASCII
 * letters, digits, underscores, not starting with a digit, no keyword) lose their quotes, and `a b` and [a b]
 * become "a b". Case is kept. For display and comparison. Free with g_free(). */
char *mighar_sql_normalise(MigharDialect dialect, const char *text, gsize length);

/* Line and column of a byte offset in text, for a text whose first byte is at *line, *column. */
void mighar_sql_locate(const char *text, gsize offset, guint *line, guint *column);

/* The parts of a list between the commas that stand in no parentheses, without white space around them; none
 * is empty. An array of char * that owns them. */
GPtrArray *mighar_sql_items(MigharDialect dialect, const char *text);

/* What the text names when it is one name and nothing else; else NULL. Free with g_free(). */
char *mighar_sql_name(MigharDialect dialect, const char *text);

/* The text that a plain literal ('it''s') stands for; NULL when it is none. Free with g_free(). */
char *mighar_sql_string(const char *text);

/* What stands in the first parentheses, and, where rest is not NULL, what comes behind them. NULL when there
 * are none. Free with g_free(). */
char *mighar_sql_parenthesised(MigharDialect dialect, const char *text, const char **rest);
