#include "schema.h"

#include <mighar/error.h>

#include <string.h>

void schema_clear(Schema *schema)
{
  g_clear_pointer(&schema->snapshot, mighar_snapshot_unref);
  g_free(schema->side.name);
  g_free(schema->side.version);
  g_free(schema->side.at);
  *schema = (Schema){0};
}

void schema_options_clear(SchemaOptions *options)
{
  g_free(options->engine);
  g_free(options->format);
  g_free(options->at);
  g_free(options->postgres_url);
  g_strfreev(options->postgres_binaries);
}

static gboolean has_scheme(const MigharEngine *engine, const char *url)
{
  gsize length = strcspn(url, ":");
  for (guint i = 0; url[length] == ':' && engine->url_schemes[i] != NULL; i++)
    if (strlen(engine->url_schemes[i]) == length &&
        g_ascii_strncasecmp(engine->url_schemes[i], url, length) == 0)
      return TRUE;
  return FALSE;
}

const MigharDriver *schema_driver_of(const char *url)
{
  for (guint i = 0; mighar_drivers[i] != NULL; i++)
    if (has_scheme(mighar_drivers[i]->engine, url) ||
        (mighar_drivers[i]->is_database != NULL && mighar_drivers[i]->is_database(url)))
      return mighar_drivers[i];
  return NULL;
}

/* What may hold a password is not repeated. */
const MigharDriver *schema_driver(const char *option, const char *url, GError **error)
{
  const MigharDriver *driver = schema_driver_of(url);
  if (driver != NULL)
    return driver;
  gboolean is_url = strstr(url, "://") != NULL || strchr(url, '=') != NULL;
  gboolean is_there = g_file_test(url, G_FILE_TEST_EXISTS);
  g_autofree char *what = is_url     ? g_strdup("the URL names no database of an engine that mighar drives")
                          : is_there ? g_strdup_printf("'%s' is no database", url)
                                     : g_strdup_printf("there is no file '%s'", url);
  mighar_set_error(error, MIGHAR_ERROR_USAGE,
                   "give postgres://user@host:port/database, sqlite:PATH, or the path of a SQLite database",
                   "%s: %s", option, what);
  return NULL;
}

static void set_engine(Schema *schema, const MigharDriver *driver, const char *version)
{
  schema->driver = driver;
  schema->side.engine = driver->engine->name;
  schema->side.title = driver->engine->title;
  schema->side.version = g_strdup(version);
}

gboolean schema_of_open(Schema *schema, MigharDatabase *database, GError **error)
{
  const MigharServer *server = database->server;
  schema->snapshot = server->driver->observe(database, error);
  if (schema->snapshot == NULL)
    return FALSE;
  set_engine(schema, server->driver, server->version);
  schema->existing = TRUE;
  schema->side.name = strstr(server->where, database->name) != NULL
                          ? g_strdup_printf("the database %s", server->where)
                          : g_strdup_printf("database '%s' %s", database->name, server->where);
  return TRUE;
}

gboolean schema_of_database(Schema *schema, const MigharDriver *driver, const char *url, GError **error)
{
  MigharDatabase *database = driver->open(url, error);
  gboolean read = database != NULL && schema_of_open(schema, database, error);
  driver->close(database);
  return read;
}

static void refuse_text(const char *path, const char *text, gsize length, const MigharTextProblem *problem,
                        GError **error)
{
  if (mighar_snapshot_is_file(text, length))
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, path, problem->line, NULL, "%s", problem->what);
  else
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "'mighar snapshot -o FILE' writes one",
                     "'%s' is neither a snapshot of mighar's nor a database", path);
}

gboolean schema_of_file(Schema *schema, const char *path, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autofree char *text = NULL;
  gsize length;
  if (!g_file_get_contents(path, &text, &length, &problem)) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "cannot read a snapshot: %s", problem->message);
    return FALSE;
  }
  g_auto(MigharOrigin) origin = {0};
  MigharTextProblem wrong = {0};
  schema->snapshot = mighar_snapshot_parse(text, length, &origin, &wrong);
  if (schema->snapshot == NULL) {
    refuse_text(path, text, length, &wrong, error);
    return FALSE;
  }
  const MigharDriver *driver = mighar_driver_find(origin.engine);
  if (driver == NULL) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, path, 1, NULL, "there is no engine '%s'", origin.engine);
    return FALSE;
  }
  set_engine(schema, driver, origin.version);
  schema->existing = origin.existing;
  schema->side.name = g_strdup_printf("the snapshot %s", path);
  return TRUE;
}
