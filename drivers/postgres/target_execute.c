#include "explain.h"
#include "target.h"

#include <string.h>

/* Work that is being done. */
typedef struct {
  PostgresTarget *target;
  const MigharWork *work;
  MigharWorkOutcome *outcome;
  const Message *message; /* that is being answered */
  gboolean committed;     /* mighar's own transaction */
} Doing;

static const MigharStatement *statement_at(const MigharScript *script, guint i)
{
  return &g_array_index(script->statements, MigharStatement, i);
}

static gboolean is_one_message(const MigharScript *script)
{
  guint n = script->statements->len;
  return n == 0 ||
         (statement_at(script, 0)->batch == statement_at(script, n - 1)->batch &&
          !mighar_sql_controls_transaction(MIGHAR_DIALECT_POSTGRES, script->text, script->statements));
}

/* Whatever a script, or what it called, does to who it is, the record is written by who connected, since who
 * a session is takes its role with it; and only by who still holds the lease, where there is one. A session
 * that a pooler lends has its own again after that. */
static void add_record(const PostgresTarget *target, GStrvBuilder *commands, const char *const *statements)
{
  g_strv_builder_add(commands, target->settings.pooled ? "SET LOCAL SESSION AUTHORIZATION DEFAULT"
                                                       : "SET SESSION AUTHORIZATION DEFAULT");
  if (target->lease != NULL)
    g_strv_builder_add(commands, target_lease_guard(target->lease));
  g_strv_builder_addv(commands, (const char **)statements);
}

char **target_record_of(const PostgresTarget *target, const char *const *statements)
{
  g_autoptr(GStrvBuilder) commands = g_strv_builder_new();
  if (statements != NULL)
    add_record(target, commands, statements);
  return g_strv_builder_end(commands);
}

/* What comes after it in the script goes on as who it was. */
static char **record_between(const PostgresTarget *target, const char *const *statements)
{
  g_autoptr(GStrvBuilder) commands = g_strv_builder_new();
  g_strv_builder_add(commands,
                     "SELECT pg_catalog.set_config('mighar.user', session_user, false),"
                     " pg_catalog.set_config('mighar.role', pg_catalog.current_setting('role'), false)");
  add_record(target, commands, statements);
  g_strv_builder_add(commands,
                     "SELECT pg_catalog.set_config('session_authorization',"
                     " pg_catalog.current_setting('mighar.user'), false),"
                     " pg_catalog.set_config('role', pg_catalog.current_setting('mighar.role'), false)");
  return g_strv_builder_end(commands);
}

/* A session that is not kept gets the limits for the length of the transaction. */
static char **beginning(const PostgresTarget *target)
{
  g_autoptr(GPtrArray) commands = g_ptr_array_new();
  g_ptr_array_add(commands, g_strdup("BEGIN"));
  if (target->settings.pooled) {
    g_ptr_array_add(commands,
                    g_strdup_printf("SET LOCAL lock_timeout TO %u", target->settings.lock_milliseconds));
    g_ptr_array_add(commands, g_strdup_printf("SET LOCAL statement_timeout TO %u",
                                              target->settings.statement_milliseconds));
  }
  g_ptr_array_add(commands, NULL);
  return (char **)g_ptr_array_free(g_steal_pointer(&commands), FALSE);
}

/* Whether COMMIT is a command of its message, behind which there is no transaction any more. */
static gboolean has_commit(const MigharScript *script)
{
  return script->transaction || script->statements->len == 0 ||
         mighar_script_is_own_transaction(script, MIGHAR_DIALECT_POSTGRES);
}

/* The script and its record as one transaction in one message, and reset behind that, where it has an end to
 * be behind; NULL where it is none. */
static Message *whole_message(const PostgresTarget *target, const MigharWork *work, const char *reset)
{
  const MigharScript *script = work->script;
  guint n = script->statements->len;
  g_auto(GStrv) record = target_record_of(target, work->whole);
  const char *const *statements = (const char *const *)record;
  if (work->first > 0)
    return NULL;
  if (script->transaction || n == 0) {
    g_auto(GStrv) before = beginning(target);
    g_autofree char *last = reset != NULL ? g_strconcat("COMMIT;\n", reset, NULL) : g_strdup("COMMIT");
    return message_new_around(script, 0, n, (const char *const *)before, statements, n, last);
  }
  if (has_commit(script))
    return message_new_around(script, 0, n, NULL, statements, n - 1, reset);
  return is_one_message(script) ? message_new_around(script, 0, n, NULL, statements, n, NULL) : NULL;
}

static void note_finished(void *data, guint command, const char *tag)
{
  Doing *doing = data;
  const MigharTargetSettings *settings = &doing->target->settings;
  doing->committed |= message_is_own(doing->message, command) && g_str_equal(tag, "COMMIT");
  if (settings->event != NULL && !message_is_own(doing->message, command))
    settings->event(settings->data, MIGHAR_TARGET_STATEMENT, message_statement(doing->message, command),
                    NULL);
}

/* A statement of the record that fails is told as what happens at the end, as a commit that fails is. */
static gboolean send(Doing *doing, const Message *message)
{
  g_auto(Reply) reply = {0};
  PGconn *session = doing->target->session;
  doing->message = message;
  target_watch_begin(doing->target->watch);
  reply_get(session, message_sql(message), 0, note_finished, doing, &reply);
  target_watch_end(doing->target->watch);
  doing->message = NULL;
  if (!reply.failed)
    return TRUE;
  mighar_outcome_clear(&doing->outcome->outcome);
  doing->outcome->outcome = (MigharOutcome){.failed = -1, .position = -1};
  explain_failure(message, &reply, session, doing->work->script->statements->len, &doing->outcome->outcome);
  doing->outcome->lost = PQstatus(session) != CONNECTION_OK;
  return FALSE;
}

static gboolean roll_back(Doing *doing, GError **error)
{
  PGconn *session = doing->target->session;
  return doing->outcome->lost || PQtransactionStatus(session) == PQTRANS_IDLE ||
         session_command(session, "ROLLBACK", error);
}

static char *reached(const MigharWork *work, guint n)
{
  if (work->reached == NULL)
    return NULL;
  g_auto(GStrv) parts = g_strsplit(work->reached, "%u", -1);
  g_autofree char *number = g_strdup_printf("%u", n);
  return g_strjoinv(number, parts);
}

static guint end_of_batch(const MigharScript *script, guint first)
{
  guint end = first + 1;
  while (end < script->statements->len &&
         statement_at(script, end)->batch == statement_at(script, first)->batch)
    end++;
  return end;
}

/* With the last batch, that all is done is recorded; with any other, how far it came. */
static char **record_after(const PostgresTarget *target, const MigharWork *work, guint end)
{
  if (end == work->script->statements->len)
    return target_record_of(target, work->end);
  g_autofree char *progress = reached(work, end);
  const char *const statements[] = {progress, NULL};
  if (progress == NULL || target->settings.pooled)
    return target_record_of(target, progress != NULL ? statements : NULL);
  return record_between(target, statements);
}

/* A statement that runs in no transaction, such as CREATE INDEX CONCURRENTLY, may have come to its end before
 * its process was killed. Then it fails by what it has made, or done away with, itself; an index that it left
 * invalid is not its end. */
static gboolean was_done_before(Doing *doing, guint statement)
{
  static const char *const codes[] = {"42P07", "42P04", "42704", "3D000", NULL};
  const MigharTargetDriver *driver = doing->target->base.driver->target;
  const char *code = doing->outcome->outcome.code;
  if (!doing->work->resumed || statement != doing->work->first || code == NULL ||
      !g_strv_contains(codes, code))
    return FALSE;
  g_autoptr(GPtrArray) invalid =
      driver->find_invalid != NULL ? driver->find_invalid(&doing->target->base, NULL) : NULL;
  return driver->find_invalid == NULL || (invalid != NULL && invalid->len == 0);
}

/* Statements and what records them in one message, which is a transaction where the script has none open.
 * What runs in no transaction says so before it does anything, and is run alone. */
static gboolean do_batch(Doing *doing, guint first, guint end)
{
  const MigharScript *script = doing->work->script;
  gboolean idle = PQtransactionStatus(doing->target->session) == PQTRANS_IDLE;
  g_auto(GStrv) record = record_after(doing->target, doing->work, end);
  guint at = mighar_script_commits(script, MIGHAR_DIALECT_POSTGRES, end - 1) ? end - 1 : end;
  g_autoptr(Message) message =
      message_new_around(script, first, end, NULL, (const char *const *)record, at, NULL);
  if (send(doing, message))
    return TRUE;
  if (!idle || end - first != 1 || !doing->outcome->outcome.transaction_forbidden)
    return FALSE;
  g_autoptr(Message) alone = message_new_around(script, first, end, NULL, NULL, end, NULL);
  g_autoptr(Message) after =
      message_new_around(script, end, end, NULL, (const char *const *)record, end, NULL);
  mighar_outcome_clear(&doing->outcome->outcome);
  return (send(doing, alone) || was_done_before(doing, first)) && send(doing, after);
}

/* Of the statements that are done, those that a session starts with. */
static gboolean set_up_again(Doing *doing)
{
  const MigharScript *script = doing->work->script;
  for (guint i = 0; i < doing->work->first && i < script->statements->len; i++) {
    if (!mighar_script_starts_with(script, i, "set") && !mighar_script_starts_with(script, i, "reset"))
      continue;
    g_autoptr(Message) message = message_new_around(script, i, i + 1, NULL, NULL, i + 1, NULL);
    if (!send(doing, message))
      return FALSE;
  }
  return TRUE;
}

static gboolean do_stepwise(Doing *doing, GError **error)
{
  const MigharWork *work = doing->work;
  guint n = work->script->statements->len;
  MigharOutcome *outcome = &doing->outcome->outcome;
  if (work->begin != NULL &&
      !doing->target->base.driver->target->run(&doing->target->base, work->begin, error))
    return FALSE;
  doing->outcome->stepwise = TRUE;
  mighar_outcome_clear(outcome);
  *outcome = (MigharOutcome){.failed = -1, .position = -1, .completed = work->first};
  gboolean good = set_up_again(doing);
  if (good && work->first >= n) {
    g_autoptr(Message) message = message_new_around(work->script, n, n, NULL, work->end, n, NULL);
    good = send(doing, message);
  }
  for (guint first = work->first, end; good && first < n; first = end) {
    end = end_of_batch(work->script, first);
    good = do_batch(doing, first, end);
    outcome->completed = good ? end : outcome->completed;
  }
  if (good && PQtransactionStatus(doing->target->session) != PQTRANS_IDLE) {
    explain_open_transaction(-1, outcome);
    good = FALSE;
  }
  outcome->applied = good;
  return TRUE;
}

gboolean target_execute(MigharTarget *handle, const MigharWork *work, MigharWorkOutcome *outcome,
                        GError **error)
{
  PostgresTarget *target = (PostgresTarget *)handle;
  Doing doing = {.target = target, .work = work, .outcome = outcome};
  g_autofree char *reset = target->settings.pooled ? NULL : target_reset_sql(target);
  g_autoptr(Message) message = whole_message(target, work, reset);
  gint64 start = g_get_monotonic_time();
  *outcome = (MigharWorkOutcome){.outcome = {.failed = -1, .position = -1}};
  gboolean sent = message != NULL && send(&doing, message);
  gboolean good = sent || doing.committed;
  outcome->outcome.applied = good;
  if (good)
    outcome->outcome.completed = work->script->statements->len;
  if (!roll_back(&doing, error))
    return FALSE;
  gboolean alone = work->script->statements->len == 1 && !work->script->transaction;
  gboolean stepwise =
      message == NULL || (!good && alone && !outcome->lost && outcome->outcome.transaction_forbidden);
  if (stepwise && !do_stepwise(&doing, error))
    return FALSE;
  outcome->outcome.seconds = (g_get_monotonic_time() - start) / (double)G_USEC_PER_SEC;
  gboolean is_new = sent && has_commit(work->script);
  return roll_back(&doing, error) && (outcome->lost || is_new || target_reset(target, error));
}

static void render_message(GString *text, const Message *message)
{
  g_string_append_printf(text, "%s;\n", message_sql(message));
}

static void render_list(GString *text, const char *const *statements)
{
  for (guint i = 0; statements != NULL && statements[i] != NULL; i++)
    g_string_append_printf(text, "%s;\n", statements[i]);
}

GString *target_render(MigharTarget *handle, const MigharWork *work)
{
  const PostgresTarget *target = (PostgresTarget *)handle;
  GString *text = g_string_new(NULL);
  g_autoptr(Message) message = whole_message(target, work, NULL);
  if (message != NULL) {
    gboolean implicit = !work->script->transaction && work->script->statements->len > 0 &&
                        !mighar_script_is_own_transaction(work->script, MIGHAR_DIALECT_POSTGRES);
    if (implicit)
      g_string_append(text, "-- one message: PostgreSQL makes a transaction of it\n");
    render_message(text, message);
    return text;
  }
  g_string_append(text,
                  "-- no transaction around all of it; each paragraph is committed by itself\nBEGIN;\n");
  render_list(text, work->begin);
  g_string_append(text, "COMMIT;\n");
  for (guint first = work->first, end; first < work->script->statements->len; first = end) {
    end = end_of_batch(work->script, first);
    g_auto(GStrv) record = record_after(target, work, end);
    guint at = mighar_script_commits(work->script, MIGHAR_DIALECT_POSTGRES, end - 1) ? end - 1 : end;
    g_autoptr(Message) batch =
        message_new_around(work->script, first, end, NULL, (const char *const *)record, at, NULL);
    g_string_append_c(text, '\n');
    render_message(text, batch);
  }
  return text;
}
