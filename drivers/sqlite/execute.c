#include "execute.h"

#include "database.h"
#include "failure.h"

#include <mighar/error.h>

#include <string.h>

/* Of a database that nobody has set another one for; newer libraries have a higher one. */
#define USUAL_PAGE_LIMIT 1073741823

/* A script that is being run. */
typedef struct {
  sqlite3 *connection;
  const MigharScript *script;
  MigharOutcome *outcome;
  int opened_by; /* index of the statement that opened the transaction that is open */
  int ended_by;  /* index of the statement that ended the transaction around the script; -1: it is open, or
                    another in its place */
} Run;

/* Steps a statement to its end; rows are of no interest. */
static gboolean step_through(Run *run, sqlite3_stmt *statement)
{
  int code;
  do
    code = sqlite3_step(statement);
  while (code == SQLITE_ROW);
  if (code == SQLITE_DONE)
    return TRUE;
  failure_of_step(run->connection, statement, run->outcome);
  return FALSE;
}

/* What a format takes for one statement may be several, or none, or a part of one: SQLite is handed one after
 * the other until nothing is left or it says what is wrong. */
static gboolean run_text(Run *run, const char *sql, gsize length)
{
  const char *rest = sql, *end = sql + length;
  while (rest < end) {
    g_autoptr(sqlite3_stmt) statement = NULL;
    const char *tail;
    if (sqlite3_prepare_v2(run->connection, rest, (int)(end - rest), &statement, &tail) != SQLITE_OK) {
      failure_of_prepare(run->connection, rest - sql, length, run->outcome);
      return FALSE;
    }
    if (statement != NULL && !step_through(run, statement))
      return FALSE;
    rest = tail;
  }
  return TRUE;
}

/* Statements of mighar's own. */
static gboolean run_own(Run *run, const char *sql)
{
  run->outcome->failed = -1;
  return run_text(run, sql, strlen(sql));
}

/* With the semicolon that follows it, if one does, since that is where SQLite finds a statement to be cut
 * short. */
static gsize length_to_run(const MigharScript *script, const MigharStatement *statement)
{
  gboolean has_semicolon = script->text[statement->start + statement->length] == ';';
  return statement->length + (has_semicolon ? 1 : 0);
}

/* A statement that begins a transaction after one that ended it makes good what that did: scripts do this to
 * say what cannot be said within a transaction. */
static void note_transaction(Run *run, gboolean was_open, guint index)
{
  gboolean is_open = !sqlite3_get_autocommit(run->connection);
  if (!was_open && is_open) {
    run->opened_by = (int)index;
    run->ended_by = -1;
  } else if (was_open && !is_open && run->script->transaction) {
    run->outcome->transaction_ended = TRUE;
    run->ended_by = (int)index;
  }
}

static gboolean run_statement(Run *run, guint index)
{
  const MigharStatement *statement = &g_array_index(run->script->statements, MigharStatement, index);
  gboolean was_open = !sqlite3_get_autocommit(run->connection);
  run->outcome->failed = (int)index;
  if (!run_text(run, run->script->text + statement->start, length_to_run(run->script, statement)))
    return FALSE;
  note_transaction(run, was_open, index);
  run->outcome->completed++;
  return TRUE;
}

static gboolean run_statements(Run *run)
{
  for (guint i = 0; i < run->script->statements->len; i++)
    if (!run_statement(run, i))
      return FALSE;
  return TRUE;
}

/* What was written to sqlite_schema is read when the next connection comes, that is, too late. */
static gboolean check_schema(Run *run)
{
  return run_own(run, "PRAGMA writable_schema = RESET; SELECT 1 FROM main.sqlite_schema LIMIT 1");
}

static gboolean is_closed(Run *run)
{
  if (sqlite3_get_autocommit(run->connection))
    return TRUE;
  run->outcome->failed = run->opened_by;
  failure_of_open_transaction(run->outcome);
  return FALSE;
}

static gboolean is_still_around(Run *run)
{
  if (run->ended_by < 0)
    return TRUE;
  run->outcome->failed = run->ended_by;
  failure_of_ended_transaction(run->outcome);
  return FALSE;
}

static gboolean run_script(Run *run, const SqliteSession *session)
{
  if (run->script->transaction && !run_own(run, "BEGIN"))
    return FALSE;
  if (!run_statements(run) || (session->schema_edited && !check_schema(run)))
    return FALSE;
  if (!run->script->transaction)
    return is_closed(run);
  return is_still_around(run) && run_own(run, "COMMIT");
}

static gint64 page_limit(sqlite3 *connection)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  if (sqlite3_prepare_v2(connection, "PRAGMA max_page_count", -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step(statement) != SQLITE_ROW)
    return 0;
  return sqlite3_column_int64(statement, 0);
}

/* Where nobody has set a limit to the pages, it is the disk that is full, which is no fault of the script. */
static gboolean has_no_room(sqlite3 *connection)
{
  int code = sqlite3_errcode(connection);
  return (code & 0xff) == SQLITE_IOERR || (code == SQLITE_FULL && page_limit(connection) >= USUAL_PAGE_LIMIT);
}

/* How often the clock is looked at, in steps of SQLite's machine. */
#define STEPS 100000

static int is_over(void *end)
{
  return g_get_monotonic_time() > *(const gint64 *)end;
}

static gboolean run_within(Run *run, const SqliteSession *session, guint patience)
{
  if (patience == 0)
    return run_script(run, session);
  gint64 end = g_get_monotonic_time() + patience * G_USEC_PER_SEC;
  sqlite3_progress_handler(run->connection, STEPS, is_over, &end);
  gboolean ran = run_script(run, session);
  sqlite3_progress_handler(run->connection, 0, NULL, NULL);
  if (!ran && (sqlite3_errcode(run->connection) & 0xff) == SQLITE_INTERRUPT)
    mighar_outcome_set_too_long(run->outcome, patience);
  return ran;
}

gboolean sqlite_execute(MigharDatabase *handle, const MigharScript *script, MigharOutcome *outcome,
                        GError **error)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  *outcome = (MigharOutcome){.failed = -1, .position = -1};
  if (sqlite_connection(database, error) == NULL || !sqlite_schema_begin(database, error))
    return FALSE;
  Run run = {.connection = database->connection,
             .script = script,
             .outcome = outcome,
             .opened_by = -1,
             .ended_by = -1};

  gint64 start = g_get_monotonic_time();
  outcome->applied = run_within(&run, &database->session, handle->patience);
  outcome->seconds = (g_get_monotonic_time() - start) / (double)G_USEC_PER_SEC;
  if (!outcome->applied && has_no_room(database->connection)) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "TMPDIR says where databases go that are large",
                     "SQLite has no room for a scratch database: %s", outcome->message);
    return FALSE;
  }
  return sqlite_roll_back(database->connection, error);
}
