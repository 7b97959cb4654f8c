#include "sqlite.h"

#include "catalog.h"
#include "database.h"
#include "execute.h"
#include "existing.h"

static const char *const directories[] = {"sqlite", "sqlite3", NULL};
static const char *const url_schemes[] = {"sqlite", "sqlite3", "file", NULL};

static const MigharEngine engine = {
    .name = "sqlite",
    .title = "SQLite",
    .dialect = MIGHAR_DIALECT_SQLITE,
    .directories = directories,
    .url_schemes = url_schemes,
};

static void free_server(gpointer data)
{
  MigharServer *server = data;
  g_free(server->version);
  g_free(server->where);
  g_free(server);
}

/* The library that mighar is linked with is the one server there is, so the options have nothing to say. */
static GPtrArray *find_servers(const MigharServerOptions *options G_GNUC_UNUSED, char **missing G_GNUC_UNUSED,
                               GError **error G_GNUC_UNUSED)
{
  MigharServer *server = g_new0(MigharServer, 1);
  server->driver = &mighar_sqlite_driver;
  server->version = g_strdup(sqlite3_libversion());
  server->where = g_strdup("in memory");
  GPtrArray *servers = g_ptr_array_new_with_free_func(free_server);
  g_ptr_array_add(servers, server);
  return servers;
}

/* Nothing of a migration is ever outside of its database. */
static gboolean purge(MigharServer *server G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

const MigharDriver mighar_sqlite_driver = {
    .engine = &engine,
    .find_servers = find_servers,
    .create = sqlite_create,
    .copy = sqlite_copy,
    .drop = sqlite_drop,
    .keep = sqlite_keep,
    .purge = purge,
    .reset = sqlite_reset,
    .execute = sqlite_execute,
    .snapshot = sqlite_snapshot,
    .is_database = sqlite_existing_is_database,
    .open = sqlite_existing_open,
    .close = sqlite_existing_close,
    .observe = sqlite_existing_observe,
    .read_column = sqlite_existing_read_column,
};
