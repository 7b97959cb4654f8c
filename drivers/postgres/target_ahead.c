/* Transactions that are sent before those in front of them are answered. They are one pipeline of the
 * extended protocol, each with a message a statement, and nothing between them at which the server would go
 * on after a failure: what fails takes with it all that comes after (manual, "Pipeline Mode"). */
#include "explain.h"
#include "session.h"
#include "target.h"

#include <string.h>

/* What is sent and not received. */
typedef struct {
  const MigharScript *script;
  guint commit; /* the command that commits it: its statements are before, with mighar's own around them */
  guint n_commands; /* with those that make the session as new for the next */
  gboolean last;    /* the pipeline ends with it */
  gint64 since;     /* when it was sent */
} AheadWork;

/* A message of this protocol is one command, and no answer to COPY. */
static gboolean is_one_command(const MigharScript *script, guint i)
{
  return message_commands(script, i) == 1 && !mighar_script_starts_with(script, i, "copy");
}

gboolean target_can_send(MigharTarget *handle, const MigharScript *script)
{
  const PostgresTarget *target = (const PostgresTarget *)handle;
  if (!script->transaction || target->settings.pooled)
    return FALSE;
  for (guint i = 0; i < script->statements->len; i++)
    if (!is_one_command(script, i))
      return FALSE;
  return TRUE;
}

/* That it cannot be sent is told by what is received. */
static void send_command(PostgresTarget *target, AheadWork *sent, const char *sql, gsize length)
{
  g_autofree char *command = g_strndup(sql, length);
  PQsendQueryParams(target->session, command, 0, NULL, NULL, NULL, NULL, 0);
  sent->n_commands++;
}

static void send_own(PostgresTarget *target, AheadWork *sent, const char *sql)
{
  send_command(target, sent, sql, strlen(sql));
}

static void send_list(PostgresTarget *target, AheadWork *sent, char **commands)
{
  for (guint i = 0; commands[i] != NULL; i++)
    send_own(target, sent, commands[i]);
}

void target_send(MigharTarget *handle, const MigharWork *work, gboolean last)
{
  PostgresTarget *target = (PostgresTarget *)handle;
  const MigharScript *script = work->script;
  g_auto(GStrv) record = target_record_of(target, work->whole);
  g_auto(GStrv) reset = target_reset_commands(target);
  AheadWork *sent = g_new0(AheadWork, 1);
  *sent = (AheadWork){script, 0, 0, last, g_get_monotonic_time()};
  PQenterPipelineMode(target->session);
  send_own(target, sent, "BEGIN");
  for (guint i = 0; i < script->statements->len; i++) {
    const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, i);
    send_command(target, sent, script->text + statement->start, statement->length);
  }
  send_list(target, sent, record);
  sent->commit = sent->n_commands;
  send_own(target, sent, "COMMIT");
  send_own(target, sent, "BEGIN");
  send_list(target, sent, reset);
  send_own(target, sent, "COMMIT");
  if (last)
    PQpipelineSync(target->session);
  else
    PQsendFlushRequest(target->session);
  PQflush(target->session);
  g_queue_push_tail(&target->ahead, sent);
}

/* The answer to one command: whether it is what was hoped for, and if not, what it is. */
static gboolean receive_command(PGconn *session, PGresult **failure)
{
  gboolean good = TRUE;
  PQsetSingleRowMode(session);
  for (PGresult *result; (result = PQgetResult(session)) != NULL; PQclear(result)) {
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE ||
        status == PGRES_EMPTY_QUERY)
      continue;
    good = FALSE;
    if (*failure == NULL)
      *failure = g_steal_pointer(&result);
  }
  return good && PQstatus(session) == CONNECTION_OK;
}

/* The command is the nth that was sent for the script, the first being BEGIN. */
static void explain(const PostgresTarget *target, const AheadWork *sent, guint command, PGresult *failure,
                    MigharOutcome *outcome)
{
  guint n = sent->script->statements->len;
  gboolean is_own = command == 0 || command > n;
  guint first = is_own ? n : command - 1;
  const Reply reply = {.failed = TRUE, .failure = failure};
  g_autoptr(Message) message =
      message_new_around(sent->script, first, is_own ? n : first + 1, NULL, NULL, n, NULL);
  explain_failure(message, &reply, target->session, n, outcome);
  if (command == 0)
    outcome->completed = 0;
}

static void tell_statements(const PostgresTarget *target, const AheadWork *received)
{
  const MigharTargetSettings *settings = &target->settings;
  for (guint i = 0; settings->event != NULL && i < received->script->statements->len; i++)
    settings->event(settings->data, MIGHAR_TARGET_STATEMENT, i, NULL);
}

/* Back to where work is executed one after the other. */
static void end_pipeline(PostgresTarget *target, const AheadWork *received, gboolean good)
{
  const AheadWork *newest = target->ahead.tail != NULL ? target->ahead.tail->data : received;
  if (!newest->last)
    PQpipelineSync(target->session);
  session_end_pipeline(target->session);
  g_queue_clear_full(&target->ahead, g_free);
  if (good || PQstatus(target->session) != CONNECTION_OK)
    return;
  if (PQtransactionStatus(target->session) != PQTRANS_IDLE)
    session_command(target->session, "ROLLBACK", NULL);
}

/* All commands, until one fails. Behind its COMMIT, nothing can take back what was done. */
static void receive_all(const PostgresTarget *target, const AheadWork *sent, MigharWorkOutcome *outcome)
{
  for (guint i = 0; i < sent->n_commands; i++) {
    g_autoptr(PGresult) failure = NULL;
    if (receive_command(target->session, &failure))
      continue;
    outcome->outcome.applied = i > sent->commit;
    outcome->lost = outcome->outcome.applied || PQstatus(target->session) != CONNECTION_OK;
    if (!outcome->outcome.applied)
      explain(target, sent, i, failure, &outcome->outcome);
    return;
  }
  outcome->outcome.applied = TRUE;
}

void target_receive(MigharTarget *handle, MigharWorkOutcome *outcome)
{
  PostgresTarget *target = (PostgresTarget *)handle;
  g_autofree AheadWork *sent = g_queue_pop_head(&target->ahead);
  gint64 since = MAX(sent->since, target->received_at);
  *outcome = (MigharWorkOutcome){.outcome = {.failed = -1, .position = -1}};
  target_watch_begin(target->watch);
  receive_all(target, sent, outcome);
  target_watch_end(target->watch);
  target->received_at = g_get_monotonic_time();
  outcome->outcome.seconds = (target->received_at - since) / (double)G_USEC_PER_SEC;
  if (outcome->outcome.applied) {
    outcome->outcome.completed = sent->script->statements->len;
    tell_statements(target, sent);
  }
  gboolean good = outcome->outcome.applied && !outcome->lost;
  if (!good || target->ahead.length == 0)
    end_pipeline(target, sent, good);
}
