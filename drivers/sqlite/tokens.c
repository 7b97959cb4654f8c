#include "tokens.h"

#include "keywords.h"

#include <string.h>

GArray *tokens_new(const char *sql)
{
  GArray *tokens = g_array_new(FALSE, FALSE, sizeof(MigharToken));
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_SQLITE, sql, strlen(sql));
  do {
    mighar_scanner_next_solid(&scanner, &token);
    g_array_append_val(tokens, token);
  } while (token.kind != MIGHAR_TOKEN_END);
  return tokens;
}

static gboolean is_word(const MigharToken *token, const char *word, gsize length)
{
  return token->kind == MIGHAR_TOKEN_WORD && token->length == length &&
         g_ascii_strncasecmp(token->start, word, length) == 0;
}

gboolean accept_words(TokenCursor *cursor, const char *words)
{
  const MigharToken *token = *cursor;
  for (const char *word = words; *word != '\0'; token++) {
    gsize length = strcspn(word, " ");
    if (!is_word(token, word, length))
      return FALSE;
    word += length + (word[length] == ' ');
  }
  *cursor = token;
  return TRUE;
}

gboolean accept_mark(TokenCursor *cursor, const char *mark)
{
  if (!mighar_token_is_mark(*cursor, mark))
    return FALSE;
  (*cursor)++;
  return TRUE;
}

gboolean accept_name(TokenCursor *cursor, TokenSpan *name)
{
  const MigharToken *token = *cursor;
  if (token->kind != MIGHAR_TOKEN_QUOTED_NAME && token->kind != MIGHAR_TOKEN_STRING &&
      (token->kind != MIGHAR_TOKEN_WORD || is_reserved(token->start, token->length)))
    return FALSE;
  *name = (TokenSpan){token, token + 1};
  (*cursor)++;
  return TRUE;
}

/* How a token changes the number of parentheses that are open. */
static int depth_change(const MigharToken *token)
{
  return mighar_token_is_mark(token, "(") - mighar_token_is_mark(token, ")");
}

gboolean accept_parentheses(TokenCursor *cursor, TokenSpan *inside)
{
  if (!mighar_token_is_mark(*cursor, "("))
    return FALSE;
  int depth = 0;
  for (const MigharToken *token = *cursor; token->kind != MIGHAR_TOKEN_END; token++) {
    depth += depth_change(token);
    if (depth == 0) {
      *inside = (TokenSpan){*cursor + 1, token};
      *cursor = token + 1;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean next_item(TokenCursor *cursor, const MigharToken *end, TokenSpan *item)
{
  if (*cursor >= end)
    return FALSE;
  int depth = 0;
  const MigharToken *token = *cursor;
  while (token < end && (depth > 0 || !mighar_token_is_mark(token, ","))) {
    depth += depth_change(token);
    token++;
  }
  *item = (TokenSpan){*cursor, token};
  *cursor = token + (token < end);
  return TRUE;
}
