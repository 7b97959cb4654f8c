#include "postgres.h"

#include "cluster.h"
#include "database.h"
#include "existing.h"
#include "keeper.h"
#include "lasting.h"
#include "mend.h"
#include "rows.h"
#include "target.h"

static const char *const directories[] = {"postgres", "postgresql", "pg", NULL};
static const char *const url_schemes[] = {"postgres", "postgresql", NULL};

static const MigharEngine engine = {
    .name = "postgres",
    .title = "PostgreSQL",
    .dialect = MIGHAR_DIALECT_POSTGRES,
    .directories = directories,
    .url_schemes = url_schemes,
    .schema = "public",
    .one_message = TRUE,
    .waits = TRUE,
    .lasting = find_lasting,
};

static GPtrArray *new_servers(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)server_free);
}

static GPtrArray *use_existing(const char *url, GError **error)
{
  g_autoptr(GPtrArray) servers = new_servers();
  PostgresServer *server = server_at(url, error);
  if (server == NULL)
    return NULL;
  g_ptr_array_add(servers, server);
  return server_open(server, error) ? g_steal_pointer(&servers) : NULL;
}

static gboolean start(GPtrArray *servers, const char *directory, GError **error)
{
  Programs *programs = programs_at(directory, error);
  PostgresServer *server = programs != NULL ? server_start(programs, error) : NULL;
  if (server != NULL)
    g_ptr_array_add(servers, server);
  return server != NULL;
}

/* All of them start at the same time. */
static GPtrArray *start_given(const char *const *binary_directories, GError **error)
{
  g_autoptr(GPtrArray) servers = new_servers();
  for (guint i = 0; binary_directories[i] != NULL; i++)
    if (!start(servers, binary_directories[i], error))
      return NULL;
  for (guint i = 0; i < servers->len; i++)
    if (!server_open(g_ptr_array_index(servers, i), error))
      return NULL;
  return g_steal_pointer(&servers);
}

/* The newest that works; if none does, what is wrong with the newest. */
static GPtrArray *start_found(char **missing, GError **error)
{
  g_autoptr(GPtrArray) servers = new_servers();
  g_autoptr(GPtrArray) found = programs_search();
  g_autoptr(GError) problem = NULL;
  for (guint i = 0; i < found->len && servers->len == 0; i++) {
    const Programs *programs = g_ptr_array_index(found, i);
    g_autoptr(PostgresServer) server =
        server_start(programs_copy(programs), problem == NULL ? &problem : NULL);
    if (server != NULL && server_open(server, problem == NULL ? &problem : NULL))
      g_ptr_array_add(servers, g_steal_pointer(&server));
  }
  if (servers->len == 0 && problem != NULL) {
    g_propagate_error(error, g_steal_pointer(&problem));
    return NULL;
  }
  if (servers->len == 0)
    *missing = g_strdup_printf("no PostgreSQL server is installed: looked in %s", programs_places);
  return g_steal_pointer(&servers);
}

static GPtrArray *find_servers(const MigharServerOptions *options, char **missing, GError **error)
{
  if (options->url != NULL)
    return use_existing(options->url, error);
  if (options->binary_directories != NULL && options->binary_directories[0] != NULL)
    return start_given(options->binary_directories, error);
  return start_found(missing, error);
}

static gboolean purge(MigharServer *server, GError **error)
{
  return server_purge((PostgresServer *)server, error);
}

static gboolean has_leftovers(MigharServer *server, gboolean *has, GError **error)
{
  return server_has_leftovers((PostgresServer *)server, has, error);
}

static char *common(MigharServer *server, GError **error)
{
  return server_common((PostgresServer *)server, error);
}

/* A server that exists may be on another machine. */
static gboolean find_process(MigharDatabase *handle, pid_t *process, GError **error)
{
  PostgresDatabase *database = (PostgresDatabase *)handle;
  PGconn *session = database_session(database, error);
  if (session != NULL)
    *process = server_is_own(database_server(database)) ? PQbackendPID(session) : 0;
  return session != NULL;
}

const MigharDriver mighar_postgres_driver = {
    .engine = &engine,
    .find_servers = find_servers,
    .create = database_create,
    .copy = database_copy,
    .drop = database_drop,
    .keep = database_keep,
    .purge = purge,
    .has_leftovers = has_leftovers,
    .common = common,
    .reset = database_reset,
    .begin_reset = database_begin_reset,
    .execute = database_execute,
    .process = find_process,
    .snapshot = database_snapshot,
    .touched = database_touched,
    .keeps_rows = database_keeps_rows,
    .open = existing_open,
    .close = existing_close,
    .observe = existing_observe,
    .read_column = existing_read_column,
    .server_kinds = existing_server_kinds,
    .url = database_url,
    .mend = postgres_mend,
    .target = &postgres_target,
    .rows = &postgres_rows,
    .abandon = keeper_abandon_all,
};
