#include "targets.h"

#include "env_file.h"
#include "schema.h"
#include "secrets.h"

#include <mighar/error.h>
#include <stdio.h>

static void target_free(gpointer data)
{
  Target *target = data;
  g_free(target->url);
  g_free(target->name);
  g_free(target);
}

static void add_target(GPtrArray *targets, const char *url, char *name)
{
  Target *target = g_new0(Target, 1);
  *target = (Target){g_strdup(url), name};
  g_ptr_array_add(targets, target);
}

gboolean targets_are_many(const MigrateOptions *options)
{
  return options->targets != NULL || options->target_databases != NULL || options->target_schemas != NULL;
}

static char *read_input(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  char part[4096];
  for (gsize n; (n = fread(part, 1, sizeof part, stdin)) > 0;)
    g_string_append_len(text, part, (gssize)n);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *read_text(const char *path, GError **error)
{
  char *text = NULL;
  g_autoptr(GError) problem = NULL;
  if (g_str_equal(path, "-"))
    return read_input();
  if (!g_file_get_contents(path, &text, NULL, &problem))
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "--targets: %s", problem->message);
  return text;
}

/* A file of SQLite's that is not there yet is named by its scheme. */
static gboolean take_line(GPtrArray *targets, GHashTable *seen, const char *path, guint number, char *line,
                          GError **error)
{
  const char *url = g_strstrip(line);
  if (*url == '\0' || *url == '#')
    return TRUE;
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(seen, url));
  if (schema_driver_of(url) == NULL)
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, path, number,
                        "a line is postgres://user@host:port/database, sqlite:PATH, or a comment after #",
                        "the line names no database of an engine that mighar drives");
  else if (before > 0)
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, path, number, NULL, "the database of line %u once more",
                        before);
  else {
    g_hash_table_insert(seen, g_strdup(url), GUINT_TO_POINTER(number));
    add_target(targets, url, secrets_hide(url));
    return TRUE;
  }
  return FALSE;
}

static gboolean read_file(GPtrArray *targets, const char *path, GError **error)
{
  g_autofree char *text = read_text(path, error);
  if (text == NULL)
    return FALSE;
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!take_line(targets, seen, path, i + 1, lines[i], error))
      return FALSE;
  return TRUE;
}

static gboolean take_row(GPtrArray *targets, const MigharDriver *driver, const char *base, const char *name,
                         gboolean is_schema, GError **error)
{
  if (name == NULL)
    return TRUE;
  g_autofree char *url = driver->target->sibling(base, name, is_schema, error);
  if (url != NULL)
    add_target(targets, url, g_strdup(name));
  return url != NULL;
}

static gboolean read_query(GPtrArray *targets, const char *base, const char *sql, gboolean is_schema,
                           GError **error)
{
  const MigharDriver *driver = schema_driver("--database", base, error);
  const MigharTargetSettings settings = {.statement_milliseconds = 60000};
  MigharTarget *target = driver != NULL ? driver->target->open(base, &settings, error) : NULL;
  if (target == NULL)
    return FALSE;
  g_autoptr(GPtrArray) rows = driver->target->query(target, sql, error);
  driver->target->close(target);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!take_row(targets, driver, base, g_ptr_array_index((GPtrArray *)g_ptr_array_index(rows, i), 0),
                  is_schema, error))
      return FALSE;
  return rows != NULL;
}

static gboolean find_by_query(GPtrArray *targets, const MigrateOptions *options, GError **error)
{
  const char *base = options->database != NULL ? options->database : g_getenv("DATABASE_URL");
  gboolean is_schema = options->target_schemas != NULL;
  if (base == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "give --database URL, or set DATABASE_URL",
                     "nothing tells which database is asked for the targets");
    return FALSE;
  }
  return read_query(targets, base, is_schema ? options->target_schemas : options->target_databases, is_schema,
                    error);
}

GPtrArray *targets_find(const MigrateOptions *options, GError **error)
{
  g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func(target_free);
  guint n =
      (options->targets != NULL) + (options->target_databases != NULL) + (options->target_schemas != NULL);
  if (n > 1) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL,
                     "--targets, --target-databases and --target-schemas say three things; give one of them");
    return NULL;
  }
  gboolean found = env_file_read(options->env_file, error) &&
                   (options->targets != NULL ? read_file(targets, options->targets, error)
                                             : find_by_query(targets, options, error));
  return found ? g_steal_pointer(&targets) : NULL;
}
