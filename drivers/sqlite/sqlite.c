#include "sqlite.h"

#include "database.h"
#include "execute.h"
#include "existing.h"
#include "mend.h"
#include "rows.h"
#include "schema.h"
#include "target.h"

#include <sys/syscall.h>
#include <unistd.h>

static const char *const directories[] = {"sqlite", "sqlite3", NULL};
static const char *const url_schemes[] = {"sqlite", "sqlite3", "file", NULL};

static const MigharEngine engine = {
    .name = "sqlite",
    .title = "SQLite",
    .dialect = MIGHAR_DIALECT_SQLITE,
    .directories = directories,
    .url_schemes = url_schemes,
    .schema = "main",
    .one_schema = TRUE,
    .ignores_case = TRUE,
    .grows = TRUE,
};

/* The library that mighar is linked with is the one server there is. */
static GPtrArray *find_servers(const MigharServerOptions *options, char **missing G_GNUC_UNUSED,
                               GError **error)
{
  MigharServer *server = sqlite_server_new(options->shared, error);
  if (server == NULL)
    return NULL;
  GPtrArray *servers = g_ptr_array_new_with_free_func(sqlite_server_free);
  g_ptr_array_add(servers, server);
  return servers;
}

/* Nothing of a migration is ever outside of its database. */
static gboolean purge(MigharServer *server G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

/* The thread that calls. */
static gboolean find_process(MigharDatabase *database G_GNUC_UNUSED, pid_t *process,
                             GError **error G_GNUC_UNUSED)
{
#ifdef SYS_gettid
  *process = (pid_t)syscall(SYS_gettid);
#else
  *process = 0;
#endif
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
    .process = find_process,
    .snapshot = sqlite_snapshot,
    .touched = sqlite_touched,
    .mend = sqlite_mend,
    .target = &sqlite_target,
    .rows = &sqlite_rows,
    .is_database = sqlite_existing_is_database,
    .open = sqlite_existing_open,
    .close = sqlite_existing_close,
    .observe = sqlite_existing_observe,
    .read_column = sqlite_existing_read_column,
    .url = sqlite_url,
    .abandon = sqlite_server_abandon,
};
