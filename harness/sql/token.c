/* What can be asked of a single token. */
#include <mighar/sql.h>

#include <string.h>

gboolean mighar_scanner_next_solid(MigharScanner *scanner, MigharToken *token)
{
  do
    mighar_scanner_next(scanner, token);
  while (token->kind == MIGHAR_TOKEN_SPACE || token->kind == MIGHAR_TOKEN_COMMENT);
  return token->kind != MIGHAR_TOKEN_END;
}

gboolean mighar_token_is(const MigharToken *token, const char *word)
{
  return token->kind == MIGHAR_TOKEN_WORD && strlen(word) == token->length &&
         g_ascii_strncasecmp(token->start, word, token->length) == 0;
}

gboolean mighar_token_is_mark(const MigharToken *token, const char *mark)
{
  return (token->kind == MIGHAR_TOKEN_OPERATOR || token->kind == MIGHAR_TOKEN_SEMICOLON) &&
         strlen(mark) == token->length && memcmp(token->start, mark, token->length) == 0;
}

/* The character that ends what this one begins; 0 when it does not quote. */
static char closing_quote(char opening)
{
  switch (opening) {
  case '[':
    return ']';
  case '"':
  case '`':
  case '\'':
    return opening;
  default:
    return 0;
  }
}

char *mighar_token_name(const MigharToken *token)
{
  char quote = token->length > 1 ? closing_quote(*token->start) : 0;
  if (quote == 0 || token->start[token->length - 1] != quote)
    return g_strndup(token->start, token->length);

  GString *name = g_string_sized_new(token->length);
  const char *limit = token->start + token->length - 1;
  for (const char *cursor = token->start + 1; cursor < limit; cursor++) {
    g_string_append_c(name, *cursor);
    if (*cursor == quote)
      cursor++; // the second of two
  }
  return g_string_free(name, FALSE);
}
