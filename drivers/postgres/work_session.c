#include "database.h"
#include "session.h"

#include <string.h>

/* The settings of the database and the role, which only a new session looks at. NULL where there are
 * procedural languages that may keep what they like for as long as a session lasts. */
static const char circumstances[] =
    "SELECT coalesce(pg_catalog.string_agg(pg_catalog.format('%s %s %s', setdatabase, setrole, setconfig),"
    "                                      E'\\n' ORDER BY setdatabase, setrole), '')"
    "  FROM pg_catalog.pg_db_role_setting"
    " WHERE setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database"
    "                            WHERE datname = pg_catalog.current_database()))"
    "   AND setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user))"
    "HAVING NOT EXISTS (SELECT FROM pg_catalog.pg_language"
    "                    WHERE lanname NOT IN ('internal', 'c', 'sql', 'plpgsql'))";

static gboolean read_circumstances(PGconn *session, char **read, GError **error)
{
  g_autoptr(PGresult) found = session_query(session, circumstances, error);
  if (found == NULL)
    return FALSE;
  *read = PQntuples(found) == 1 ? g_strdup(PQgetvalue(found, 0, 0)) : NULL;
  return TRUE;
}

PGconn *database_session(PostgresDatabase *database, GError **error)
{
  if (database->session != NULL)
    return database->session;
  g_autoptr(PGconn) session = server_connect(database_server(database), database->base.name, NULL, error);
  if (session == NULL || !read_circumstances(session, &database->circumstances, error))
    return NULL;
  database->session = g_steal_pointer(&session);
  return database->session;
}

void database_close_session(PostgresDatabase *database)
{
  g_clear_pointer(&database->session, session_close);
  g_clear_pointer(&database->circumstances, g_free);
  database->used = FALSE;
  database->unresettable = FALSE;
}

/* Neither DISCARD ALL nor any question to the server tells of settings with a dot in their names, which stay
 * defined, empty; and loaded libraries stay. A script that may have done this costs a new session, and one
 * that is suspected wrongly no more than that. */
static gboolean may_leave_traces(const char *text)
{
  static GRegex *traces;
  if (g_once_init_enter(&traces))
    g_once_init_leave(
        &traces, g_regex_new("\\bset_config\\b|\\bload\\b|\\bset\\s+((session|local)\\s+)?[\\w$\"]+\\s*\\.",
                             G_REGEX_CASELESS | G_REGEX_OPTIMIZE | G_REGEX_RAW, 0, NULL));
  return g_regex_match(traces, text, 0, NULL);
}

void database_uses_session(PostgresDatabase *database, const char *text)
{
  database->used = TRUE;
  database->unresettable = database->unresettable || may_leave_traces(text);
}

/* FALSE where a new session would be another one, or the old one cannot be made as new. */
static gboolean make_as_new(const PostgresDatabase *database)
{
  PGconn *session = database->session;
  g_autofree char *now = NULL;
  if (PQtransactionStatus(session) != PQTRANS_IDLE && !session_command(session, "ROLLBACK", NULL))
    return FALSE;
  return session_command(session, "DISCARD ALL", NULL) && read_circumstances(session, &now, NULL) &&
         now != NULL && g_strcmp0(now, database->circumstances) == 0;
}

gboolean database_reset(MigharDatabase *database, GError **error G_GNUC_UNUSED)
{
  PostgresDatabase *reset = (PostgresDatabase *)database;
  if (reset->session != NULL && reset->used && (reset->unresettable || !make_as_new(reset)))
    database_close_session(reset);
  reset->used = FALSE;
  return TRUE;
}
