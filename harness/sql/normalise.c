/* One standard spacing. What stands between two tokens depends on these tokens alone (and, for a sign, on the
 * one before), and never makes one token of two. */
#include <mighar/sql.h>

#include "words.h"

#include <string.h>

/* A token as it is written out. */
typedef struct {
  MigharTokenKind kind;
  const char *start;
  gsize length;
  guint first_line;
  guint last_line;
  gboolean is_sign; /* + or - that belongs to what follows it */
} Piece;

static gboolean is_mark(const Piece *piece, const char *marks)
{
  return piece->kind == MIGHAR_TOKEN_OPERATOR && piece->length == 1 && *piece->start != '\0' &&
         strchr(marks, *piece->start) != NULL;
}

static gboolean is_cast(const Piece *piece)
{
  return piece->kind == MIGHAR_TOKEN_OPERATOR && piece->length == 2 && memcmp(piece->start, "::", 2) == 0;
}

static gboolean is_name(const Piece *piece)
{
  return piece->kind == MIGHAR_TOKEN_WORD || piece->kind == MIGHAR_TOKEN_QUOTED_NAME;
}

static gboolean expects_operand(const Piece *piece)
{
  if (piece->kind == MIGHAR_TOKEN_WORD)
    return word_expects_operand(piece->start, piece->length);
  return piece->kind == MIGHAR_TOKEN_OPERATOR && !is_mark(piece, ")].");
}

/* Whether the value that left ends can be followed by a subscript, a field, a cast. */
static gboolean ends_value(const Piece *left)
{
  return is_name(left) || is_mark(left, ")]");
}

static gboolean is_constant(const Piece *piece)
{
  return piece->kind == MIGHAR_TOKEN_STRING || piece->kind == MIGHAR_TOKEN_NUMBER ||
         piece->kind == MIGHAR_TOKEN_PARAMETER;
}

/* Whether anything up to the next space would belong to SQLite's parameter $a(... */
static gboolean is_open_subscript(const Piece *piece)
{
  return piece->kind == MIGHAR_TOKEN_PARAMETER && memchr(piece->start, '(', piece->length) != NULL &&
         piece->start[piece->length - 1] != ')';
}

static gboolean are_tight(const Piece *left, const Piece *right)
{
  if (is_open_subscript(left))
    return FALSE;
  if (is_mark(left, "([") || is_mark(right, "),]") || right->kind == MIGHAR_TOKEN_SEMICOLON)
    return TRUE;
  if (is_mark(right, "("))
    return left->is_sign || (is_name(left) && !expects_operand(left));
  if (left->is_sign)
    return right->kind == MIGHAR_TOKEN_NUMBER || right->kind == MIGHAR_TOKEN_WORD;
  if (is_mark(right, ".["))
    return ends_value(left);
  if (is_mark(left, "."))
    return is_name(right) || is_mark(right, "*");
  if (is_cast(right))
    return ends_value(left) || is_constant(left);
  return is_cast(left) && is_name(right);
}

/* A line end joins PostgreSQL's strings, and the second one's escapes are then those of the first. */
static char space_between(MigharDialect dialect, const Piece *left, const Piece *right)
{
  gboolean may_join = dialect == MIGHAR_DIALECT_POSTGRES && left->kind == MIGHAR_TOKEN_STRING &&
                      (right->kind == MIGHAR_TOKEN_STRING || right->kind == MIGHAR_TOKEN_UNTERMINATED);
  return may_join && right->first_line > left->last_line ? '\n' : ' ';
}

static gboolean needs_quotes(const char *name)
{
  gsize length = strspn(name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_");
  return length == 0 || name[length] != '\0' || g_ascii_isdigit(*name) || sqlite_has_keyword(name, length);
}

/* SQLite's ways of quoting a name mean the same: "name" for all of them, and none where none is needed. */
static void requote_name(Piece *piece, const MigharToken *token, GStringChunk *names)
{
  g_autofree char *name = mighar_token_name(token);
  if (!needs_quotes(name)) {
    piece->kind = MIGHAR_TOKEN_WORD;
    piece->start = g_string_chunk_insert(names, name);
  } else {
    g_auto(GStrv) parts = g_strsplit(name, "\"", -1);
    g_autofree char *doubled = g_strjoinv("\"\"", parts);
    g_autofree char *quoted = g_strconcat("\"", doubled, "\"", NULL);
    piece->start = g_string_chunk_insert(names, quoted);
  }
  piece->length = strlen(piece->start);
}

static Piece piece_of(MigharDialect dialect, const MigharToken *token, const Piece *left, GStringChunk *names)
{
  Piece piece = {
      .kind = token->kind, .start = token->start, .length = token->length, .first_line = token->line};
  if (dialect == MIGHAR_DIALECT_SQLITE && token->kind == MIGHAR_TOKEN_QUOTED_NAME)
    requote_name(&piece, token, names);
  piece.is_sign = is_mark(&piece, "+-") && (left->length == 0 || expects_operand(left));
  return piece;
}

char *mighar_sql_normalise(MigharDialect dialect, const char *text, gsize length)
{
  GString *normal = g_string_sized_new(length);
  GStringChunk *names = g_string_chunk_new(256);
  Piece left = {0};
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, dialect, text, length);
  while (mighar_scanner_next_solid(&scanner, &token)) {
    Piece piece = piece_of(dialect, &token, &left, names);
    piece.last_line = scanner.line;
    if (left.length > 0 && !are_tight(&left, &piece))
      g_string_append_c(normal, space_between(dialect, &left, &piece));
    g_string_append_len(normal, piece.start, piece.length);
    left = piece;
  }
  g_string_chunk_free(names);
  return g_string_free(normal, FALSE);
}
