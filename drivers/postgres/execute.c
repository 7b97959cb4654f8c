#include "database.h"
#include "explain.h"
#include "session.h"

#include <string.h>

/* A script that is being run. */
typedef struct {
  PGconn *session;
  guint patience;
  const MigharScript *script;
  MigharOutcome *outcome;
  const Message *message; /* that is being answered */
  int opened_by;          /* the last statement that began a transaction; -1: none */
  int ended_by;           /* the first statement that ended one; -1: none, or another was begun since */
  gboolean undoes;        /* a statement has undone something */
} Run;

/* ROLLBACK TO has the tag of a ROLLBACK. */
static gboolean ends_transaction(const MigharScript *script, guint statement, const char *tag)
{
  if (g_str_equal(tag, "COMMIT") || g_str_equal(tag, "PREPARE TRANSACTION"))
    return TRUE;
  if (!g_str_equal(tag, "ROLLBACK"))
    return FALSE;
  const MigharStatement *place = &g_array_index(script->statements, MigharStatement, statement);
  g_autofree char *text = g_strndup(script->text + place->start, place->length);
  g_autoptr(GArray) commands = mighar_sql_split(MIGHAR_DIALECT_POSTGRES, text, place->length, 1);
  return mighar_sql_controls_transaction(MIGHAR_DIALECT_POSTGRES, text, commands);
}

static gboolean begins_transaction(const char *tag)
{
  return g_str_equal(tag, "BEGIN") || g_str_equal(tag, "START TRANSACTION");
}

static void note_finished(void *data, guint command, const char *tag)
{
  Run *run = data;
  gboolean begins = begins_transaction(tag);
  run->undoes = run->undoes || g_str_equal(tag, "ROLLBACK");
  if ((!begins && !g_str_equal(tag, "COMMIT") && !g_str_equal(tag, "ROLLBACK") &&
       !g_str_equal(tag, "PREPARE TRANSACTION")) ||
      message_is_own(run->message, command))
    return;
  guint statement = message_statement(run->message, command);
  if (begins) {
    run->opened_by = (int)statement;
    run->ended_by = -1;
  } else if (run->ended_by < 0 && ends_transaction(run->script, statement, tag)) {
    run->ended_by = (int)statement;
    run->outcome->transaction_ended = run->script->transaction;
  }
}

typedef enum {
  RAN,
  FAILED,
  NOT_READ, /* something is wrong in how the message is written, and none of it was run */
} Result;

static Result run_message(Run *run, guint first, guint end, gboolean begin, gboolean commit)
{
  g_autoptr(Message) message = message_new(run->script, first, end, begin, commit);
  g_auto(Reply) reply = {0};
  run->message = message;
  reply_get(run->session, message_sql(message), run->patience, note_finished, run, &reply);
  run->message = NULL;
  if (!reply.failed) {
    run->outcome->completed = end;
    return RAN;
  }
  if (reply.finished == 0 && begin && end > first && PQtransactionStatus(run->session) == PQTRANS_IDLE)
    return NOT_READ;
  explain_failure(message, &reply, run->session, run->script->statements->len, run->outcome);
  if (reply.too_long)
    mighar_outcome_set_too_long(run->outcome, run->patience);
  return FAILED;
}

static gboolean run_one_by_one(Run *run)
{
  guint n = run->script->statements->len;
  if (run_message(run, 0, 0, TRUE, FALSE) != RAN)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (run_message(run, i, i + 1, FALSE, FALSE) != RAN)
      return FALSE;
  return run_message(run, n, n, FALSE, TRUE) == RAN;
}

/* One message for everything is a fifth faster than one for each statement. A mistake in writing then stops
 * all of it, and may be told as one of the next statement: so that the engine's words are about the right
 * one, each is sent alone. */
static gboolean run_in_transaction(Run *run)
{
  Result result = run_message(run, 0, run->script->statements->len, TRUE, TRUE);
  if (result == NOT_READ ? !run_one_by_one(run) : result == FAILED)
    return FALSE;
  if (run->ended_by < 0)
    return TRUE;
  explain_ended_transaction(run->ended_by, run->outcome);
  return FALSE;
}

static guint end_of_batch(const GArray *statements, guint first)
{
  guint batch = g_array_index(statements, MigharStatement, first).batch;
  guint end = first + 1;
  while (end < statements->len && g_array_index(statements, MigharStatement, end).batch == batch)
    end++;
  return end;
}

static gboolean run_batches(Run *run)
{
  const GArray *statements = run->script->statements;
  for (guint first = 0, end; first < statements->len; first = end) {
    end = end_of_batch(statements, first);
    if (run_message(run, first, end, FALSE, FALSE) != RAN)
      return FALSE;
  }
  if (PQtransactionStatus(run->session) == PQTRANS_IDLE)
    return TRUE;
  explain_open_transaction(run->opened_by, run->outcome);
  return FALSE;
}

static gboolean run_script(Run *run)
{
  if (run->script->statements->len == 0)
    return TRUE;
  return run->script->transaction ? run_in_transaction(run) : run_batches(run);
}

/* Leaves no transaction open. A connection that a migration lost is its own affair, but a server that it lost
 * is the end of everything. */
static gboolean settle(PostgresDatabase *database, GError **error)
{
  PGTransactionStatusType status = PQtransactionStatus(database->session);
  if (status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN)
    session_command(database->session, "ROLLBACK", NULL);
  if (PQtransactionStatus(database->session) == PQTRANS_IDLE)
    return TRUE;
  database_close_session(database);
  return server_recover(database_server(database), error);
}

gboolean database_execute(MigharDatabase *handle, const MigharScript *script, MigharOutcome *outcome,
                          GError **error)
{
  PostgresDatabase *database = (PostgresDatabase *)handle;
  *outcome = (MigharOutcome){.failed = -1, .position = -1};
  PGconn *session = database_session(database, error);
  if (session == NULL)
    return FALSE;
  server_drop_doomed(database_server(database));
  Run run = {.session = session,
             .patience = handle->patience,
             .script = script,
             .outcome = outcome,
             .opened_by = -1,
             .ended_by = -1};
  database_uses_session(database, script->text);
  database_rehearse(database);
  gint64 start = g_get_monotonic_time();
  outcome->applied = run_script(&run);
  database->undone = run.undoes || !outcome->applied;
  outcome->seconds = (gdouble)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  return settle(database, error) && server_ran(database_server(database), script->text, error);
}
