#include "database.h"
#include "incremental.h"
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
    "   AND setrole IN (0, pg_catalog.to_regrole(pg_catalog.quote_ident(session_user)))"
    "HAVING NOT EXISTS (SELECT FROM pg_catalog.pg_language"
    "                    WHERE lanname NOT IN ('internal', 'c', 'sql', 'plpgsql'))";

static gboolean read_circumstances(PGconn *session, Answers *answers, char **read, GError **error)
{
  g_autoptr(PGresult) found = answers_query(answers, session, circumstances, error);
  if (found == NULL)
    return FALSE;
  *read = PQntuples(found) == 1 ? g_strdup(PQgetvalue(found, 0, 0)) : NULL;
  return TRUE;
}

/* Before that is asked, so that no change is missed. */
static void note_start(PostgresDatabase *database)
{
  database->noted = database->incremental != NULL && incremental_note_sessions(database->incremental);
}

/* They follow the thread that works on the database. */
static void bring_sessions(PostgresDatabase *database)
{
  if (!server_is_own(database_server(database)) || !near_has_moved(&database->near))
    return;
  near_bring(database->session);
  near_bring(database->observer);
  near_bring(database->writer);
}

/* FALSE: what the session holds is not forgotten. */
static gboolean end_discarding(PostgresDatabase *database)
{
  if (!database->discarding)
    return database->discarded;
  g_autoptr(PGresult) answer = session_next_result(database->session);
  database->discarding = FALSE;
  database->stirred = TRUE; // of what was temporary
  database->discarded = PQresultStatus(answer) == PGRES_COMMAND_OK;
  return database->discarded;
}

PGconn *database_session(PostgresDatabase *database, GError **error)
{
  bring_sessions(database);
  if (database->discarding && !end_discarding(database))
    database_close_session(database);
  if (database->session != NULL)
    return database->session;
  note_start(database);
  database_rehearse(database);
  g_autoptr(PGconn) session = server_connect(database_server(database), database->base.name, NULL, error);
  if (session == NULL)
    return NULL;
  if (!read_circumstances(session, database->answers, &database->circumstances, error)) {
    server_tell_end(database_server(database), session, error);
    return NULL;
  }
  database->session = g_steal_pointer(&session);
  return database->session;
}

void database_close_session(PostgresDatabase *database)
{
  database->stirred = TRUE; // of what was temporary
  g_clear_pointer(&database->session, session_close);
  g_clear_pointer(&database->circumstances, g_free);
  database->noted = FALSE;
  database->used = database->unresettable = FALSE;
  database->discarding = database->discarded = FALSE;
}

/* Neither DISCARD ALL nor any question to the server tells of settings with a dot in their names, which stay
 * defined, empty; and loaded libraries stay. What is committed with synchronous_commit off is in no log at
 * first, which would tell of it. A script that may have done this costs a new session, and one that is
 * suspected wrongly no more than that. */
static gboolean may_leave_traces(const char *text)
{
  static GRegex *traces;
  if (g_once_init_enter(&traces))
    g_once_init_leave(&traces, g_regex_new("\\bset_config\\b|\\bsynchronous_commit\\b|\\bload\\b|\\bset\\s+(("
                                           "session|local)\\s+)?[\\w$\"]+\\s*\\.",
                                           G_REGEX_CASELESS | G_REGEX_OPTIMIZE | G_REGEX_RAW, 0, NULL));
  return g_regex_match(traces, text, 0, NULL);
}

void database_uses_session(PostgresDatabase *database, const char *text)
{
  database_forget_ahead(database);
  if (database->incremental != NULL)
    incremental_expect(database->incremental, NULL);
  answers_forget(server_answers(database_server(database)));
  database->used = TRUE;
  database->stirred = TRUE;
  database->discarded = FALSE;
  gboolean leaves_traces = may_leave_traces(text);
  database->unresettable = database->unresettable || leaves_traces;
  database->may_be_late = database->may_be_late || leaves_traces;
}

/* Whether new sessions would start as this one did. Where nothing is set for the database and its roles,
 * nothing is that would keep the log from telling of a change. */
static gboolean would_start_so(PostgresDatabase *database)
{
  if (database->noted && g_strcmp0(database->circumstances, "") == 0 && database->incremental != NULL &&
      incremental_keeps_sessions(database->incremental))
    return TRUE;
  g_autofree char *now = NULL;
  note_start(database);
  return read_circumstances(database->session, NULL, &now, NULL) && now != NULL &&
         g_strcmp0(now, database->circumstances) == 0;
}

/* A session that is told to forget all does that while others are looked at. */
void database_begin_reset(MigharDatabase *handle)
{
  PostgresDatabase *database = (PostgresDatabase *)handle;
  if (database->session == NULL || !database->used || database->unresettable || database->discarding ||
      database->discarded || PQtransactionStatus(database->session) != PQTRANS_IDLE)
    return;
  database->discarding = PQsendQuery(database->session, "DISCARD ALL") == 1;
}

/* FALSE where a new session would be another one, or the old one cannot be made as new. */
static gboolean make_as_new(PostgresDatabase *database)
{
  PGconn *session = database->session;
  if (end_discarding(database))
    return would_start_so(database);
  database->stirred = TRUE;
  if (PQtransactionStatus(session) != PQTRANS_IDLE && !session_command(session, "ROLLBACK", NULL))
    return FALSE;
  return session_command(session, "DISCARD ALL", NULL) && would_start_so(database);
}

gboolean database_reset(MigharDatabase *database, GError **error G_GNUC_UNUSED)
{
  PostgresDatabase *reset = (PostgresDatabase *)database;
  if (reset->session != NULL && reset->used && (reset->unresettable || !make_as_new(reset)))
    database_close_session(reset);
  reset->used = reset->discarded = FALSE;
  return TRUE;
}
