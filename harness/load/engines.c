#include "engines.h"

#include <mighar/error.h>

#include <string.h>

/* How far above the migrations a folder with an engine's name is looked for: migrations/postgres/schema. */
#define LEVELS_ABOVE 2

/* As they are found in names of folders and files. */
static const char *const foreign_engines[] = {
    "cassandra", "clickhouse", "cockroach",  "cockroachdb", "crdb",  "duckdb", "firebird",
    "libsql",    "mariadb",    "mongodb",    "mssql",       "mysql", "neo4j",  "oracle",
    "redshift",  "snowflake",  "spanner",    "sqlserver",   "tidb",  "turso",  "vertica",
    "ydb",       "yugabyte",   "yugabytedb", NULL,
};

const MigharEngine *mighar_engine_named(const MigharEngine *const *known, const char *name)
{
  for (guint i = 0; known[i] != NULL; i++)
    if (g_str_equal(known[i]->name, name))
      return known[i];
  return NULL;
}

const MigharEngine *mighar_engine_of_word(const MigharEngine *const *known, const char *word)
{
  g_autofree char *lower = g_ascii_strdown(word, -1);
  for (guint i = 0; known[i] != NULL; i++)
    if (g_strv_contains(known[i]->directories, lower))
      return known[i];
  return NULL;
}

const MigharEngine *mighar_engine_of_folder(const MigharEngine *const *known, const char *folder)
{
  const MigharEngine *engine = mighar_engine_of_word(known, folder);
  const char *end = folder + strlen(folder);
  while (end > folder && strchr("_-.", end[-1]) == NULL)
    end--;
  return engine == NULL && end > folder ? mighar_engine_of_word(known, end) : engine;
}

gboolean mighar_word_is_foreign_engine(const char *word)
{
  g_autofree char *lower = g_ascii_strdown(word, -1);
  return g_strv_contains(foreign_engines, lower);
}

gboolean mighar_engine_is_wanted(const MigharLoadOptions *options, const MigharEngine *engine)
{
  return options->engines == NULL || options->engines[0] == NULL ||
         g_strv_contains(options->engines, engine->name);
}

char *mighar_engine_names(const MigharEngine *const *known)
{
  GString *names = g_string_new(NULL);
  for (guint i = 0; known[i] != NULL; i++)
    g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", known[i]->name);
  return g_string_free(names, FALSE);
}

static const MigharEngine *engine_of_url(const MigharEngine *const *known, const char *url)
{
  g_autofree char *scheme = url != NULL ? g_uri_parse_scheme(url) : NULL;
  g_autofree char *lower = scheme != NULL ? g_ascii_strdown(scheme, -1) : NULL;
  for (guint i = 0; lower != NULL && known[i] != NULL; i++)
    if (g_strv_contains(known[i]->url_schemes, lower))
      return known[i];
  return NULL;
}

static const MigharEngine *engine_of_path(const MigharEngine *const *known, const char *path)
{
  g_autofree char *name = g_path_get_basename(path);
  return mighar_engine_of_folder(known, name);
}

static const MigharEngine *engine_above(const MigharEngine *const *known, const char *path)
{
  g_autofree char *above = g_path_get_dirname(path);
  for (guint i = 0; i < LEVELS_ABOVE; i++) {
    const MigharEngine *engine = engine_of_path(known, above);
    if (engine != NULL)
      return engine;
    char *next = g_path_get_dirname(above);
    g_free(above);
    above = next;
  }
  return NULL;
}

static const MigharEngine *guess_engine(const MigharLoadOptions *options, const char *directory)
{
  g_autofree char *path = g_canonicalize_filename(directory, NULL);
  const MigharEngine *engine = engine_of_path(options->known, path);
  if (engine == NULL)
    engine = engine_of_url(options->known, options->database_url);
  if (engine == NULL)
    engine = engine_above(options->known, path);
  return engine;
}

static void refuse_unknown_engine(const MigharLoadOptions *options, const char *directory, GError **error)
{
  g_autoptr(GString) hint = g_string_new("add ");
  for (guint i = 0; options->known[i] != NULL; i++)
    g_string_append_printf(hint, "%s--engine %s", i > 0 ? " or " : "", options->known[i]->name);
  g_string_append_printf(hint, ", or give the directory that name");
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint->str, "nothing tells which engine '%s' is for", directory);
}

GPtrArray *mighar_engines_of_directory(const MigharLoadOptions *options, const char *directory,
                                       GError **error)
{
  g_autoptr(GPtrArray) engines = g_ptr_array_new();
  gboolean is_told = options->engines != NULL && options->engines[0] != NULL;
  const MigharEngine *guess = is_told ? NULL : guess_engine(options, directory);
  for (guint i = 0; options->known[i] != NULL; i++)
    if (options->known[i] == guess || (is_told && mighar_engine_is_wanted(options, options->known[i])))
      g_ptr_array_add(engines, (gpointer)options->known[i]);
  if (engines->len > 0)
    return g_steal_pointer(&engines);
  refuse_unknown_engine(options, directory, error);
  return NULL;
}
