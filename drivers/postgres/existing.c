#include "existing.h"

#include "catalog.h"
#include "database.h"
#include "session.h"

#include <mighar/error.h>
#include <string.h>

/* How often a schema is read until two readings agree, and how long it is left alone after the first one that
 * was disturbed; each time twice as long. */
#define READINGS           7
#define PAUSE_MICROSECONDS (30 * 1000)

const char *const existing_server_kinds[] = {"membership",     "parameter",  "password", "role",
                                             "server setting", "tablespace", NULL};

/* Settings of the database or the role must not decide what is seen. Commands, not options of the connection:
 * poolers refuse these. */
static const char settings[] = "SET ROLE NONE; SET default_transaction_read_only TO on";

/* After catalog_prepare(), which waits for ever: here somebody else may hold the lock. */
static const char limits[] = "SET lock_timeout TO '30s'";

/* The database that the text names, or NULL: then libpq has it from a service, PGDATABASE or the user. */
static char *named_database(const char *url)
{
  PQconninfoOption *options = PQconninfoParse(url, NULL);
  char *name = NULL;
  for (const PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++)
    if (strcmp(option->keyword, "dbname") == 0 && option->val != NULL && *option->val != '\0')
      name = g_strdup(option->val);
  PQconninfoFree(options);
  return name;
}

static gboolean is_new_enough(PGconn *connection, GError **error)
{
  if (PQserverVersion(connection) >= 130000)
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "mighar reads PostgreSQL 13 or newer",
                   "the PostgreSQL server is of version %s", PQparameterStatus(connection, "server_version"));
  return FALSE;
}

/* Of the parameters, the name of the database is the one that parameters_from_url() may have made up. */
static PGconn *connect(const char *url, GError **error)
{
  g_autofree char *otherwise = NULL;
  g_autofree char *name = named_database(url);
  g_autoptr(Parameters) parameters = parameters_from_url(url, &otherwise, error);
  if (parameters == NULL)
    return NULL;
  g_autoptr(PGconn) connection = parameters_connect(parameters, name, NULL);
  if (PQstatus(connection) == CONNECTION_OK)
    return g_steal_pointer(&connection);
  g_autofree char *words = parameters_problem(parameters, connection);
  const char *hint = PQconnectionNeedsPassword(connection) ? "give the password in PGPASSWORD or in ~/.pgpass"
                                                           : "see whether psql connects with the same URL";
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, hint, "cannot connect to the PostgreSQL database: %s",
                   words);
  return NULL;
}

static void describe(MigharServer *server, const PGconn *connection)
{
  const char *version = PQparameterStatus(connection, "server_version");
  server->version = g_strndup(version, strcspn(version, " "));
  server->where = g_strdup_printf("on the server at %s:%s", PQhost(connection), PQport(connection));
}

/* The observer of a database is all that is connected. */
MigharDatabase *existing_open(const char *url, GError **error)
{
  g_autoptr(PostgresServer) server = server_at(url, error);
  g_autoptr(PGconn) connection = server != NULL ? connect(url, error) : NULL;
  if (connection == NULL || !is_new_enough(connection, error) ||
      !session_command(connection, settings, error) || !catalog_prepare(connection, error) ||
      !session_command(connection, limits, error))
    return NULL;
  describe((MigharServer *)server, connection);
  PostgresDatabase *database = g_new0(PostgresDatabase, 1);
  database->base.server = (MigharServer *)g_steal_pointer(&server);
  database->base.name = g_strdup(PQdb(connection));
  database->observer = g_steal_pointer(&connection);
  database->is_existing = TRUE;
  return &database->base;
}

void existing_close(MigharDatabase *handle)
{
  PostgresDatabase *database = (PostgresDatabase *)handle;
  if (database == NULL)
    return;
  session_close(database->observer);
  server_free(database_server(database));
  g_free(database->base.name);
  g_free(database);
}

static gboolean is_connected(const PostgresDatabase *database)
{
  return PQstatus(database->observer) == CONNECTION_OK;
}

/* What fails because an object is dropped under it fails otherwise, or not, the next time. */
static void set_not_steady(const MigharDatabase *database, const GError *problem, GError **error)
{
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "if a migration is running, try again when it has ended",
                   "the schema of database '%s' cannot be read: %s", database->name,
                   problem != NULL ? problem->message : "it is being changed, and no two readings agree");
}

/* The transaction of a reading holds the catalogs still, but not the functions that write definitions out,
 * such as pg_get_viewdef(): they look at what is committed by then. So a reading counts when a second one is
 * the same. */
MigharSnapshot *existing_observe(MigharDatabase *handle, GError **error)
{
  PostgresDatabase *database = (PostgresDatabase *)handle;
  g_autoptr(MigharSnapshot) last = NULL;
  g_autoptr(GError) problem = NULL;
  gulong pause = PAUSE_MICROSECONDS;
  for (guint i = 0; i < READINGS && is_connected(database); i++) {
    g_clear_error(&problem);
    MigharSnapshot *now = catalog_read(database->observer, last, &problem);
    if (now != NULL && last != NULL && mighar_snapshot_equal(now, last))
      return now;
    if (now == NULL || last != NULL) {
      g_usleep(pause);
      pause *= 2;
    }
    mighar_snapshot_unref(last);
    last = now;
  }
  set_not_steady(handle, problem, error);
  return NULL;
}

GPtrArray *existing_read_column(MigharDatabase *database, const char *sql, GError **error)
{
  PostgresDatabase *asked = (PostgresDatabase *)database;
  PGconn *session = asked->is_existing ? asked->observer : database_session(asked, error);
  g_autoptr(PGresult) rows = session != NULL ? session_query(session, sql, error) : NULL;
  if (rows == NULL)
    return NULL;
  GPtrArray *values = g_ptr_array_new_with_free_func(g_free);
  for (int row = 0; row < PQntuples(rows); row++)
    g_ptr_array_add(values, PQgetisnull(rows, row, 0) ? NULL : g_strdup(PQgetvalue(rows, row, 0)));
  return values;
}
