#include "sqitch_conf.h"

#include "listing.h"
#include "source.h"

#include <mighar/error.h>

#include <string.h>

struct SqitchConf {
  char *directory;
  GKeyFile *values;
  char *engine;
};

void mighar_sqitch_conf_free(SqitchConf *conf)
{
  g_free(conf->directory);
  g_key_file_unref(conf->values);
  g_free(conf->engine);
  g_free(conf);
}

/* The format is that of git's configuration, which is a GKeyFile but for comments after a semicolon, and keys
 * that stand alone for true. */
static char *read_lines(const MigharSource *source)
{
  GString *text = g_string_new(NULL);
  for (MigharLine line = {0}; mighar_source_next_line(source, &line);) {
    g_autofree char *copy = g_strstrip(g_strndup(line.start, line.length));
    if (*copy == ';')
      *copy = '\0';
    gboolean is_alone = *copy != '\0' && *copy != '[' && *copy != '#' && strchr(copy, '=') == NULL;
    g_string_append_printf(text, "%s%s\n", copy, is_alone ? "=true" : "");
  }
  return g_string_free(text, FALSE);
}

/* What is wrong with the file's syntax. */
static gboolean parse(SqitchConf *conf, const MigharSource *source, GError **error)
{
  g_autofree char *text = read_lines(source);
  g_autoptr(GError) cause = NULL;
  if (g_key_file_load_from_data(conf->values, text, strlen(text), G_KEY_FILE_NONE, &cause))
    return TRUE;
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, 0, NULL, "%s", cause->message);
  return FALSE;
}

/* NULL where there is none. */
static char *get(const SqitchConf *conf, const char *group, const char *key)
{
  g_autofree char *value = g_key_file_get_value(conf->values, group, key, NULL);
  if (value == NULL)
    return NULL;
  gsize length = strlen(g_strstrip(value));
  gboolean is_quoted = length >= 2 && value[0] == '"' && value[length - 1] == '"';
  return is_quoted ? g_strndup(value + 1, length - 2) : g_steal_pointer(&value);
}

/* Of the engine, else of the project, else the default. */
static char *get_for(const SqitchConf *conf, const char *engine, const char *key, const char *otherwise)
{
  g_autofree char *group = g_strdup_printf("engine \"%s\"", engine != NULL ? engine : "");
  char *value = get(conf, group, key);
  if (value == NULL)
    value = get(conf, "core", key);
  return value != NULL ? value : g_strdup(otherwise);
}

SqitchConf *mighar_sqitch_conf_read(const char *directory, GError **error)
{
  g_autoptr(SqitchConf) conf = g_new0(SqitchConf, 1);
  conf->directory = g_strdup(directory);
  conf->values = g_key_file_new();
  g_autofree char *file = mighar_path_below(directory, "sqitch.conf");
  if (g_file_test(file, G_FILE_TEST_EXISTS)) {
    g_autoptr(MigharSource) source = mighar_source_read(file, error);
    if (source == NULL || !parse(conf, source, error))
      return NULL;
  }
  conf->engine = get(conf, "core", "engine");
  return g_steal_pointer(&conf);
}

const char *mighar_sqitch_conf_engine(const SqitchConf *conf)
{
  return conf->engine;
}

static char *get_top(const SqitchConf *conf, const char *engine)
{
  g_autofree char *top = get_for(conf, engine, "top_dir", ".");
  return g_str_equal(top, ".") ? g_strdup(conf->directory) : mighar_path_below(conf->directory, top);
}

char *mighar_sqitch_conf_plan(const SqitchConf *conf, const char *engine)
{
  g_autofree char *plan = get_for(conf, engine, "plan_file", NULL);
  g_autofree char *top = get_top(conf, engine);
  return plan != NULL ? mighar_path_below(conf->directory, plan) : mighar_path_below(top, "sqitch.plan");
}

char *mighar_sqitch_conf_scripts(const SqitchConf *conf, const char *engine, const char *kind)
{
  g_autofree char *key = g_strdup_printf("%s_dir", kind);
  g_autofree char *scripts = get_for(conf, engine, key, NULL);
  g_autofree char *top = get_top(conf, engine);
  return scripts != NULL ? mighar_path_below(conf->directory, scripts) : mighar_path_below(top, kind);
}

char *mighar_sqitch_conf_extension(const SqitchConf *conf, const char *engine)
{
  return get_for(conf, engine, "extension", "sql");
}
