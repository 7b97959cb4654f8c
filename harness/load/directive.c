#include "directive.h"

#include <mighar/error.h>

#include <string.h>

/* One thing that a directive can ask for. */
typedef struct {
  const char *words;
  const char *form;             /* the whole, for hints */
  gboolean is_of_the_migration; /* false: of the file's scripts */
  MigharDirectiveKind kind;     /* of the migration's */
  const char *subject;          /* what the word after it is, for messages; NULL: no such word */
  const char *reason;           /* what stands behind that, for messages */
} Rule;

static const Rule rules[] = {
    {"irreversible", "-- mighar: irreversible <reason>", TRUE, MIGHAR_DIRECTIVE_IRREVERSIBLE, NULL, "reason"},
    {"allow", "-- mighar: allow <check> <reason>", TRUE, MIGHAR_DIRECTIVE_ALLOW, "check", "reason"},
    {"loses", "-- mighar: loses <table>[.<column>] <reason>", TRUE, MIGHAR_DIRECTIVE_LOSES, "table or column",
     "reason"},
    {"batch", "-- mighar: batch <key> <size> [<pause>]", TRUE, MIGHAR_DIRECTIVE_BATCH, "key", "size"},
    {"no transaction", "-- mighar: no transaction", FALSE, 0, NULL, NULL},
};

/* The words of a comment "-- mighar: words", with single spaces; NULL if it is another comment. */
static char *read_words(const MigharToken *token)
{
  g_autofree char *comment = g_strndup(token->start, token->length);
  if (!g_str_has_prefix(comment, "--"))
    return NULL;
  const char *word = comment + strspn(comment, "- \t");
  if (g_ascii_strncasecmp(word, "mighar", strlen("mighar")) != 0)
    return NULL;
  word += strlen("mighar");
  word += strspn(word, " \t");
  if (*word != ':')
    return NULL;
  g_auto(GStrv) words = g_strsplit_set(word + 1, " \t\r", -1);
  g_autoptr(GString) joined = g_string_new(NULL);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf(joined, "%s%s", joined->len > 0 ? " " : "", words[i]);
  return g_string_free(g_steal_pointer(&joined), FALSE);
}

/* What follows the first word or words in text, if these are words; else NULL. */
static const char *after_words(const char *text, const char *words)
{
  gsize length = strlen(words);
  if (g_ascii_strncasecmp(text, words, length) != 0)
    return NULL;
  if (text[length] == ' ')
    return text + length + 1;
  return text[length] == '\0' ? text + length : NULL;
}

static const Rule *find_rule(const char *words, const char **rest)
{
  for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
    *rest = after_words(words, rules[i].words);
    if (*rest != NULL)
      return &rules[i];
  }
  return NULL;
}

/* Splits rest into subject and reason as the rule asks. */
static gboolean add_directive(const Rule *rule, const char *rest, const MigharSource *source, guint line,
                              GPtrArray *directives, GError **error)
{
  gsize length = rule->subject != NULL ? strcspn(rest, " ") : 0;
  g_autofree char *subject = length > 0 ? g_strndup(rest, length) : NULL;
  const char *reason = rest + length + strspn(rest + length, " ");
  if (rule->subject != NULL && subject == NULL) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, line, rule->form, "'%s' names no %s",
                        rule->words, rule->subject);
    return FALSE;
  }
  if (*reason == '\0') {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, line, rule->form, "'%s%s%s' gives no %s",
                        rule->words, subject != NULL ? " " : "", subject != NULL ? subject : "",
                        rule->reason);
    return FALSE;
  }
  g_ptr_array_add(directives, mighar_directive_new(rule->kind, subject, reason, source->file, line));
  return TRUE;
}

static void set_unknown(const MigharSource *source, guint line, const char *words, GError **error)
{
  g_autoptr(GString) hint = g_string_new("known are");
  for (guint i = 0; i < G_N_ELEMENTS(rules); i++)
    g_string_append_printf(hint, "%s %s", i > 0 ? "," : "", rules[i].form);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, line, hint->str, "unknown directive '%s'",
                      words);
}

static gboolean read_directive(const MigharToken *token, const MigharSource *source, GPtrArray *directives,
                               gboolean *no_transaction, GError **error)
{
  const char *rest;
  g_autofree char *words = read_words(token);
  if (words == NULL)
    return TRUE;
  const Rule *rule = find_rule(words, &rest);
  if (rule == NULL) {
    set_unknown(source, token->line, words, error);
    return FALSE;
  }
  if (rule->is_of_the_migration)
    return add_directive(rule, rest, source, token->line, directives, error);
  *no_transaction = TRUE;
  return TRUE;
}

gboolean mighar_directives_read(MigharDialect dialect, const MigharSource *source, GPtrArray *directives,
                                gboolean *no_transaction, GError **error)
{
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, dialect, source->text, source->length);
  while (mighar_scanner_next(&scanner, &token))
    if (token.kind == MIGHAR_TOKEN_COMMENT &&
        !read_directive(&token, source, directives, no_transaction, error))
      return FALSE;
  return TRUE;
}
