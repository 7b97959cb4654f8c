#include "removal.h"

#include "session.h"

#include <stdlib.h>
#include <string.h>

#define SESSION_TRIES        200
#define SESSION_MICROSECONDS 10000

/* A logical replication slot holds its database, and can be dropped from any other one. */
static const char slots[] =
    "SELECT pg_catalog.format('SELECT pg_catalog.pg_drop_replication_slot(%L)', slot_name)"
    "  FROM pg_catalog.pg_replication_slots"
    " WHERE database = $1";

/* Prepared transactions and subscriptions hold their database and can only be ended in it. */
static const char holders[] =
    "SELECT pg_catalog.format('ROLLBACK PREPARED %L', gid)"
    "  FROM pg_catalog.pg_prepared_xacts"
    " WHERE database = pg_catalog.current_database() "
    "UNION ALL "
    "SELECT pg_catalog.format(command, subname)"
    "  FROM pg_catalog.pg_subscription,"
    "       (VALUES ('ALTER SUBSCRIPTION %I DISABLE'),"
    "               ('ALTER SUBSCRIPTION %I SET (slot_name = NONE)'),"
    "               ('DROP SUBSCRIPTION %I')) AS steps (command)"
    " WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())";

static gboolean drop(PGconn *administration, const char *name, GError **error)
{
  char *quoted = PQescapeIdentifier(administration, name, strlen(name));
  g_autofree char *command = g_strdup_printf("DROP DATABASE IF EXISTS %s WITH (FORCE)", quoted);
  PQfreemem(quoted);
  return session_command(administration, command, error);
}

static gboolean drop_slots(PGconn *administration, const char *name, GError **error)
{
  g_autoptr(PGresult) commands = session_query_with(administration, slots, 1, &name, error);
  return commands != NULL && session_run_rows(administration, commands, error);
}

static gboolean end_holders(const Parameters *parameters, const char *name, GError **error)
{
  PGconn *connection = parameters_connect(parameters, name, NULL);
  PGresult *commands = session_query(connection, holders, error);
  gboolean ended = commands != NULL && session_run_rows(connection, commands, error);
  PQclear(commands);
  session_close(connection);
  return ended;
}

gboolean removal_drop(PGconn *administration, const Parameters *parameters, const char *name, GError **error)
{
  return drop(administration, name, NULL) ||
         (drop_slots(administration, name, error) && end_holders(parameters, name, error) &&
          drop(administration, name, error));
}

static gboolean is_kept(const char *number, const GArray *kept)
{
  guint wanted = (guint)strtoul(number, NULL, 10);
  for (guint i = 0; i < kept->len; i++)
    if (g_array_index(kept, guint, i) == wanted)
      return TRUE;
  return FALSE;
}

/* A server goes on with a command whose client is gone: it may just be making another database. */
static void end_sessions(PGconn *connection, const char *run)
{
  static const char end[] = "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                            " WHERE application_name = $1 AND pid <> pg_catalog.pg_backend_pid()";
  for (int tries = 0, sessions = 1; tries < SESSION_TRIES && sessions > 0; tries++) {
    g_autoptr(PGresult) ended = session_query_with(connection, end, 1, &run, NULL);
    sessions = ended != NULL ? PQntuples(ended) : 0;
    if (sessions > 0)
      g_usleep(SESSION_MICROSECONDS);
  }
}

void removal_drop_all(const Parameters *parameters, const char *database, const char *run, const GArray *kept)
{
  static const char databases[] =
      "SELECT datname FROM pg_catalog.pg_database WHERE pg_catalog.starts_with(datname, $1)";
  g_autofree char *prefix = g_strconcat(run, "_", NULL);
  const char *const values[] = {prefix};
  g_autoptr(PGconn) connection = parameters_connect(parameters, database, NULL);
  end_sessions(connection, run);
  g_autoptr(PGresult) found = session_query_with(connection, databases, 1, values, NULL);
  for (int i = 0; found != NULL && i < PQntuples(found); i++) {
    const char *name = PQgetvalue(found, i, 0);
    if (!is_kept(name + strlen(prefix), kept))
      removal_drop(connection, parameters, name, NULL);
  }
}
