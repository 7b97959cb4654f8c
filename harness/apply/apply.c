#include <mighar/apply.h>

#include "batches.h"
#include "command.h"

void mighar_leg_clear(MigharLeg *leg)
{
  mighar_finding_free(leg->failure);
  *leg = (MigharLeg){0};
}

static void append_detail(GString *message, const char *detail)
{
  if (detail != NULL)
    g_string_append_printf(message, ": %s", detail);
}

static char *describe(const MigharOutcome *outcome)
{
  g_autoptr(GString) message =
      g_string_new(outcome->failed < 0 && !outcome->transaction_open ? "commit: " : "");
  g_string_append(message, outcome->message);
  append_detail(message, outcome->detail);
  if (outcome->code != NULL)
    g_string_append_printf(message, " (%s)", outcome->code);
  return g_string_free(g_steal_pointer(&message), FALSE);
}

/* The engine points into a statement where it knows better than that it failed as a whole. */
static void place(MigharFinding *failure, const MigharScript *script, const MigharOutcome *outcome)
{
  failure->file = script->file;
  failure->line = script->line;
  if (outcome->failed < 0 || (guint)outcome->failed >= script->statements->len)
    return;
  const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, outcome->failed);
  failure->line = statement->line;
  failure->column = statement->column;
  if (outcome->position > 0)
    mighar_sql_locate(script->text + statement->start, outcome->position, &failure->line, &failure->column);
}

static char *advise(const MigharChain *chain, const MigharOutcome *outcome)
{
  if (outcome->transaction_forbidden)
    return g_strdup_printf("this statement cannot run inside a transaction; %s",
                           chain->format->no_transaction_hint);
  return g_strdup(outcome->hint);
}

static const char *choose_kind(const MigharOutcome *outcome)
{
  if (outcome->transaction_open)
    return "open-transaction";
  return outcome->transaction_ended && outcome->code == NULL ? "ended-transaction" : "sql-error";
}

MigharFinding *apply_failure(const MigharChain *chain, const MigharScript *script,
                             const MigharOutcome *outcome)
{
  g_autofree char *message = describe(outcome);
  MigharFinding *failure = mighar_finding_new(choose_kind(outcome), "%s", message);
  place(failure, script, outcome);
  failure->hint = advise(chain, outcome);
  return failure;
}

static gboolean read_value(void *data, const char *sql, char **value, GError **error)
{
  MigharDatabase *database = data;
  g_autoptr(GPtrArray) values = database->server->driver->read_column(database, sql, error);
  if (values == NULL)
    return FALSE;
  *value = values->len > 0 ? g_strdup(g_ptr_array_index(values, 0)) : NULL;
  return TRUE;
}

static gboolean run_part(void *data, const MigharScript *part, const BatchesProgress *progress G_GNUC_UNUSED,
                         MigharWorkOutcome *outcome, GError **error)
{
  MigharDatabase *database = data;
  *outcome = (MigharWorkOutcome){0};
  return database->server->driver->execute(database, part, &outcome->outcome, error);
}

/* What is verified is what the apply runner would do, but for the pauses. */
static gboolean execute_batches(MigharDatabase *database, const MigharScript *script, MigharOutcome *outcome,
                                GError **error)
{
  const BatchesHost host = {database->server->driver->engine->dialect, read_value, run_part, NULL, database};
  g_auto(BatchesProgress) progress = {0};
  g_auto(MigharWorkOutcome) work = {0};
  char *problem = NULL, *hint = NULL;
  if (!batches_check(script, &host, &problem, &hint, error))
    return FALSE;
  if (problem != NULL) {
    *outcome = (MigharOutcome){.position = -1, .message = problem, .hint = hint};
    return TRUE;
  }
  if (!batches_run(script, &host, &progress, &work, error))
    return FALSE;
  *outcome = work.outcome;
  work.outcome = (MigharOutcome){0};
  return TRUE;
}

static gboolean execute(MigharDatabase *database, const MigharScript *script, MigharOutcome *outcome,
                        GError **error)
{
  return script->batches != NULL ? execute_batches(database, script, outcome, error)
                                 : database->server->driver->execute(database, script, outcome, error);
}

gboolean mighar_apply(MigharDatabase *database, const MigharChain *chain, const MigharScript *script,
                      MigharLeg *leg, GError **error)
{
  const MigharDriver *driver = database->server->driver;
  if (script->target != NULL)
    return command_apply(database, chain, script, leg, error);
  g_auto(MigharOutcome) outcome = {0};
  if (!driver->reset(database, error) || !execute(database, script, &outcome, error))
    return FALSE;
  if (driver->begin_reset != NULL)
    driver->begin_reset(database);

  *leg = (MigharLeg){.run = TRUE, .applied = outcome.applied, .seconds = outcome.seconds};
  leg->leaves_traces = !outcome.applied && (!script->transaction || outcome.transaction_ended);
  leg->too_long = !outcome.applied && outcome.too_long;
  if (!outcome.applied)
    leg->failure = apply_failure(chain, script, &outcome);
  return TRUE;
}
