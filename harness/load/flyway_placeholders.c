#include "flyway_placeholders.h"

#include <mighar/error.h>

#include <string.h>

#define VARIABLE "FLYWAY_PLACEHOLDERS_"

typedef struct {
  const MigharSource *source;
  const MigharEngine *engine;
  char **environment;
} Context;

/* ParsingContext.java, populate, as far as it is known without a database. */
static char *get_own(const Context *context, const char *name)
{
  if (g_ascii_strcasecmp(name, "flyway:defaultSchema") == 0)
    return g_strdup(context->engine->schema);
  if (g_ascii_strcasecmp(name, "flyway:table") == 0)
    return g_strdup("flyway_schema_history");
  if (g_ascii_strcasecmp(name, "flyway:filename") == 0)
    return g_path_get_basename(context->source->file);
  return NULL;
}

/* ConfigUtils.java, convertKey: names have no case. */
static char *get_given(const Context *context, const char *name)
{
  g_autofree char *variable = g_strconcat(VARIABLE, name, NULL);
  for (guint i = 0; context->environment != NULL && context->environment[i] != NULL; i++) {
    const char *value = strchr(context->environment[i], '=');
    gsize length = value != NULL ? (gsize)(value - context->environment[i]) : 0;
    if (length == strlen(variable) && g_ascii_strncasecmp(context->environment[i], variable, length) == 0)
      return g_strdup(value + 1);
  }
  return NULL;
}

static void refuse(const Context *context, const char *place, const char *name, GError **error)
{
  guint line = 1, column = 1;
  mighar_sql_locate(context->source->text, place - context->source->text, &line, &column);
  g_autofree char *upper = g_ascii_strup(name, -1);
  g_autofree char *hint = g_strdup_printf("set " VARIABLE "%s in the environment", upper);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, context->source->file, line, hint,
                      "no value is given for the placeholder '${%s}'", name);
}

static gboolean expand_one(const Context *context, const char *place, const char *name, GString *text,
                           char **unknown, GError **error)
{
  gboolean is_own = g_ascii_strncasecmp(name, "flyway:", strlen("flyway:")) == 0;
  g_autofree char *value = is_own ? get_own(context, name) : get_given(context, name);
  if (value == NULL && is_own)
    *unknown = g_strdup(name);
  else if (value == NULL)
    refuse(context, place, name, error);
  else
    g_string_append(text, value);
  return value != NULL;
}

/* PlaceholderReplacingReader.java, read: everywhere, in comments and strings too; nothing escapes, and a
 * value is not read again. */
char *mighar_flyway_expand(const MigharSource *source, const MigharEngine *engine, char **environment,
                           char **unknown, GError **error)
{
  const Context context = {source, engine, environment};
  g_autoptr(GString) text = g_string_new(NULL);
  const char *cursor = source->text;
  *unknown = NULL;
  for (const char *place = strstr(cursor, "${"); place != NULL; place = strstr(cursor, "${")) {
    const char *name = place + strlen("${");
    gsize length = strcspn(name, "}");
    g_autofree char *word = g_strndup(name, length);
    g_string_append_len(text, cursor, place - cursor);
    if (!expand_one(&context, place, word, text, unknown, error))
      return NULL;
    cursor = name + length + (name[length] == '}');
  }
  g_string_append(text, cursor);
  return g_string_free(g_steal_pointer(&text), FALSE);
}
