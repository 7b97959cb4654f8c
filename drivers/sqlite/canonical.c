#include "canonical.h"

#include "keywords.h"
#include "names.h"

#include <string.h>

static gboolean is_any_of(const MigharToken *token, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (mighar_token_is(token, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean is_name(const MigharToken *token)
{
  return token->kind == MIGHAR_TOKEN_QUOTED_NAME ||
         (token->kind == MIGHAR_TOKEN_WORD && !is_keyword(token->start, token->length));
}

/* Whether a value can end here, so that a name behind it can only be another name for that value. */
static gboolean ends_value(const MigharToken *token)
{
  return is_name(token) || token->kind == MIGHAR_TOKEN_STRING || token->kind == MIGHAR_TOKEN_NUMBER ||
         mighar_token_is_mark(token, ")") || mighar_token_is(token, "END");
}

/* "x" means the column of that name, and the text 'x' where there is none
 * (https://www.sqlite.org/quirks.html, "Double-quoted String Literals Are Accepted"). */
static gboolean is_text_in_quotes(const MigharToken *token, TokenSpan span)
{
  static const char *const before_names[] = {"AS",   "COLLATE", "FROM",  "JOIN",
                                             "INTO", "UPDATE",  "TABLE", NULL};
  if (*token->start != '"' || mighar_token_is_mark(token + 1, ".") || mighar_token_is_mark(token + 1, "("))
    return FALSE;
  if (token == span.first)
    return TRUE;
  const MigharToken *before = token - 1;
  return !mighar_token_is_mark(before, ".") && !is_any_of(before, before_names);
}

static void append_quoted(GString *text, const char *value, char quote)
{
  g_string_append_c(text, quote);
  for (; *value != '\0'; value++) {
    if (*value == quote)
      g_string_append_c(text, quote);
    g_string_append_c(text, *value);
  }
  g_string_append_c(text, quote);
}

static void append_folded(GString *text, const char *word, char (*fold)(char))
{
  for (; *word != '\0'; word++)
    g_string_append_c(text, fold(*word));
}

static void append_name(GString *text, const char *name)
{
  g_autofree char *quoted = name_quote(name);
  g_string_append(text, quoted);
}

static const char *declared(const NameScope *scope, const char *name)
{
  const char *own = names_find(scope->own, name);
  if (own != NULL)
    return own;
  if (scope->dependents != NULL)
    dependents_ask(scope->dependents, name);
  return names_find(scope->schema, name);
}

static void append_word(GString *text, const char *word, gsize length, const NameScope *scope)
{
  const char *name = is_reserved(word, length) ? NULL : declared(scope, word);
  if (name != NULL)
    append_name(text, name);
  else
    append_folded(text, word, is_keyword(word, length) ? g_ascii_toupper : g_ascii_tolower);
}

static void append_quoted_name(GString *text, const MigharToken *token, const char *name, TokenSpan span,
                               const NameScope *scope)
{
  const char *spelling = declared(scope, name);
  if (spelling == NULL && is_text_in_quotes(token, span))
    append_quoted(text, name, '\'');
  else
    append_name(text, spelling != NULL ? spelling : name);
}

static void append_token(GString *text, const MigharToken *token, TokenSpan span, const NameScope *scope)
{
  g_autofree char *name = mighar_token_name(token);
  gboolean is_collation = token > span.first && mighar_token_is(token - 1, "COLLATE");
  if (is_collation)
    append_folded(text, name, g_ascii_toupper);
  else if (token->kind == MIGHAR_TOKEN_WORD)
    append_word(text, name, token->length, scope);
  else if (token->kind == MIGHAR_TOKEN_QUOTED_NAME)
    append_quoted_name(text, token, name, span, scope);
  else
    g_string_append_len(text, token->start, token->length);
  g_string_append_c(text, ' ');
}

static char *space(const GString *text)
{
  return mighar_sql_normalise(MIGHAR_DIALECT_SQLITE, text->str, text->len);
}

char *canonical_text(TokenSpan span, const NameScope *scope)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (const MigharToken *token = span.first; token < span.end; token++)
    append_token(text, token, span, scope);
  return space(text);
}

char *canonical_constant(TokenSpan span)
{
  static const char *const constants[] = {
      "NULL", "TRUE", "FALSE", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", NULL};
  static const NameScope no_names;
  const MigharToken *token = span.first;
  gboolean is_text = span.end - token == 1 && !is_any_of(token, constants) &&
                     (token->kind == MIGHAR_TOKEN_WORD || token->kind == MIGHAR_TOKEN_QUOTED_NAME);
  if (!is_text)
    return canonical_text(span, &no_names);
  g_autofree char *name = mighar_token_name(token);
  GString *text = g_string_new(NULL);
  append_quoted(text, name, '\'');
  return g_string_free(text, FALSE);
}

/* An item that is a string is the column of that name, unlike in any other expression (build.c,
 * sqlite3StringToId()). */
static void append_key_item(GString *text, TokenSpan item, const NameScope *scope)
{
  static const char *const after_name[] = {"COLLATE", "ASC", "DESC", NULL};
  const MigharToken *token = item.first;
  if (token < item.end && token->kind == MIGHAR_TOKEN_STRING &&
      (token + 1 == item.end || is_any_of(token + 1, after_name))) {
    g_autofree char *name = mighar_token_name(token++);
    const char *spelling = declared(scope, name);
    append_name(text, spelling != NULL ? spelling : name);
    g_string_append_c(text, ' ');
  }
  for (; token < item.end; token++)
    if (token + 1 < item.end || !mighar_token_is(token, "ASC"))
      append_token(text, token, item, scope);
}

char *canonical_key(TokenSpan span, const NameScope *scope)
{
  g_autoptr(GString) text = g_string_new(NULL);
  TokenCursor cursor = span.first;
  TokenSpan item;
  while (next_item(&cursor, span.end, &item)) {
    if (item.first > span.first)
      g_string_append(text, ", ");
    append_key_item(text, item, scope);
  }
  return space(text);
}

char *canonical_upper(TokenSpan span)
{
  if (span.first == span.end)
    return NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  for (const MigharToken *token = span.first; token < span.end; token++) {
    g_autofree char *name = mighar_token_name(token);
    append_folded(text, name, g_ascii_toupper);
    g_string_append_c(text, ' ');
  }
  return space(text);
}

char *canonical_name(const MigharToken *token, const NameScope *scope)
{
  g_autofree char *name = mighar_token_name(token);
  const char *spelling = declared(scope, name);
  return name_quote(spelling != NULL ? spelling : name);
}

/* Whether AS before this token is followed by a type: CAST(x AS TEXT). */
static gboolean is_cast_type(const MigharToken *token, const MigharToken *first)
{
  int depth = 0;
  for (const MigharToken *before = token - 1; before > first; before--) {
    depth += mighar_token_is_mark(before, ")") - mighar_token_is_mark(before, "(");
    if (depth < 0)
      return mighar_token_is(before - 1, "CAST");
  }
  return FALSE;
}

static gboolean is_alias(const MigharToken *token, const MigharToken *first)
{
  if (token == first || !is_name(token))
    return FALSE;
  if (mighar_token_is(token - 1, "AS"))
    return !is_cast_type(token, first);
  return ends_value(token - 1);
}

void add_aliases(TokenSpan span, GHashTable *names)
{
  for (const MigharToken *token = span.first; token < span.end; token++)
    if (is_alias(token, span.first))
      names_add(names, mighar_token_name(token));
}
