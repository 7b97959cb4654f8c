#include <mighar/sql.h>

#include <string.h>

static int depth_change(const MigharToken *token)
{
  if (token->kind != MIGHAR_TOKEN_OPERATOR || token->length != 1)
    return 0;
  return strchr("([", *token->start) != NULL ? 1 : strchr(")]", *token->start) != NULL ? -1 : 0;
}

static void add_item(GPtrArray *items, const char *start, const char *end)
{
  char *item = g_strstrip(g_strndup(start, (gsize)(end - start)));
  if (*item != '\0')
    g_ptr_array_add(items, item);
  else
    g_free(item);
}

GPtrArray *mighar_sql_items(MigharDialect dialect, const char *text)
{
  GPtrArray *items = g_ptr_array_new_with_free_func(g_free);
  MigharScanner scanner;
  MigharToken token;
  const char *start = text;
  int depth = 0;
  mighar_scanner_init(&scanner, dialect, text, strlen(text));
  while (mighar_scanner_next_solid(&scanner, &token)) {
    depth += depth_change(&token);
    if (depth == 0 && mighar_token_is_mark(&token, ",")) {
      add_item(items, start, token.start);
      start = token.start + token.length;
    }
  }
  add_item(items, start, text + strlen(text));
  return items;
}

char *mighar_sql_name(MigharDialect dialect, const char *text)
{
  MigharScanner scanner;
  MigharToken name, rest;
  mighar_scanner_init(&scanner, dialect, text, strlen(text));
  if (!mighar_scanner_next_solid(&scanner, &name) ||
      (name.kind != MIGHAR_TOKEN_WORD && name.kind != MIGHAR_TOKEN_QUOTED_NAME) ||
      mighar_scanner_next_solid(&scanner, &rest))
    return NULL;
  return mighar_token_name(&name);
}

char *mighar_sql_string(const char *text)
{
  gsize length = strlen(text);
  if (length < 2 || *text != '\'' || text[length - 1] != '\'')
    return NULL;
  GString *value = g_string_new(NULL);
  for (const char *at = text + 1; at < text + length - 1; at++) {
    g_string_append_c(value, *at);
    if (*at == '\'')
      at++;
  }
  return g_string_free(value, FALSE);
}

char *mighar_sql_parenthesised(MigharDialect dialect, const char *text, const char **rest)
{
  MigharScanner scanner;
  MigharToken token;
  const char *start = NULL;
  int depth = 0;
  mighar_scanner_init(&scanner, dialect, text, strlen(text));
  while (mighar_scanner_next_solid(&scanner, &token)) {
    depth += depth_change(&token);
    if (start == NULL && depth == 1)
      start = token.start + token.length;
    if (start != NULL && depth == 0) {
      if (rest != NULL)
        *rest = token.start + token.length;
      return g_strstrip(g_strndup(start, (gsize)(token.start - start)));
    }
  }
  return NULL;
}
