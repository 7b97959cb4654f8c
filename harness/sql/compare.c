/* Comparison token by token. */
#include <mighar/sql.h>

#include <string.h>

static gboolean same_token(const MigharToken *a, const MigharToken *b)
{
  if (a->kind != b->kind || a->length != b->length)
    return FALSE;
  if (a->kind == MIGHAR_TOKEN_WORD)
    return g_ascii_strncasecmp(a->start, b->start, a->length) == 0;
  return memcmp(a->start, b->start, a->length) == 0;
}

gboolean mighar_sql_same_tokens(MigharDialect dialect, const char *a, const char *b)
{
  MigharScanner scanner_a, scanner_b;
  MigharToken token_a, token_b;
  mighar_scanner_init(&scanner_a, dialect, a, strlen(a));
  mighar_scanner_init(&scanner_b, dialect, b, strlen(b));
  do {
    mighar_scanner_next_solid(&scanner_a, &token_a);
    mighar_scanner_next_solid(&scanner_b, &token_b);
    if (!same_token(&token_a, &token_b))
      return FALSE;
  } while (token_a.kind != MIGHAR_TOKEN_END);
  return TRUE;
}
