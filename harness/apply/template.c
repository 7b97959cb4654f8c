#include "ledger.h"

#include <string.h>

/* With a backslash, PostgreSQL's plain strings depend on a setting that a migration may have changed. */
char *template_literal(MigharDialect dialect, const char *text)
{
  if (text == NULL)
    return g_strdup("NULL");
  gboolean escapes = dialect == MIGHAR_DIALECT_POSTGRES && strchr(text, '\\') != NULL;
  GString *literal = g_string_new(escapes ? "E'" : "'");
  for (; *text != '\0'; text++) {
    if (*text == '\'' || (escapes && *text == '\\'))
      g_string_append_c(literal, *text);
    g_string_append_c(literal, *text);
  }
  g_string_append_c(literal, '\'');
  return g_string_free(literal, FALSE);
}

char *template_name(const char *text)
{
  g_auto(GStrv) parts = g_strsplit(text, "\"", -1);
  g_autofree char *escaped = g_strjoinv("\"\"", parts);
  return g_strdup_printf("\"%s\"", escaped);
}

static void append_value(GString *text, const char *name, gsize length, MigharDialect dialect,
                         const TemplateValue *values)
{
  for (const TemplateValue *value = values; value->name != NULL; value++)
    if (strlen(value->name) == length && strncmp(value->name, name, length) == 0) {
      g_autofree char *literal =
          value->raw ? g_strdup(value->value) : template_literal(dialect, value->value);
      g_string_append(text, literal);
      return;
    }
  g_string_append_len(text, name - 1, (gssize)length + 2);
}

char *template_fill(const char *template, MigharDialect dialect, const TemplateValue *values)
{
  GString *text = g_string_new(NULL);
  for (const char *c = template; *c != '\0'; c++) {
    const char *end = *c == '{' ? strchr(c, '}') : NULL;
    if (end == NULL) {
      g_string_append_c(text, *c);
      continue;
    }
    append_value(text, c + 1, end - c - 1, dialect, values);
    c = end;
  }
  return g_string_free(text, FALSE);
}
