/* One step: a script, with what is recorded of it. */
#include "command.h"
#include "runner_record.h"

#include <mighar/error.h>

void record_clear(Record *record)
{
  entry_clear(&record->entry);
  g_clear_pointer(&record->whole, g_ptr_array_unref);
  g_clear_pointer(&record->begin, g_ptr_array_unref);
  g_clear_pointer(&record->end, g_ptr_array_unref);
  g_free(record->reached);
}

static GPtrArray *fill(const MigharRunner *runner, const Entry *entry, const char *const *ledger,
                       const char *history)
{
  GPtrArray *statements = g_ptr_array_new_with_free_func(g_free);
  const char *const of_history[] = {history, NULL};
  runner_fill_list(runner, statements, ledger, entry_values(entry));
  runner_fill_list(runner, statements, of_history, entry_values(entry));
  g_ptr_array_add(statements, NULL);
  return statements;
}

static const MigharState *unfinished_state(const MigharRunner *runner, const MigharRunnerStep *step)
{
  for (guint i = 0; runner->states != NULL && i < runner->states->len; i++) {
    const MigharState *state = g_ptr_array_index(runner->states, i);
    if (state->migration == step->migration && state->attempt != NULL && state->direction == step->direction)
      return state;
  }
  return NULL;
}

gboolean record_is_begun(const MigharRunner *runner, const MigharRunnerStep *step)
{
  return unfinished_state(runner, step) != NULL;
}

static guint first_statement(const MigharRunner *runner, const MigharRunnerStep *step)
{
  const MigharState *state = unfinished_state(runner, step);
  return state != NULL ? state->reached : 0;
}

/* What another program keeps is not written to. */
static const char *const *change_of(const MigharRunner *runner, const MigharRunnerStep *step)
{
  if (!runner->kept)
    return NULL;
  return step->direction == MIGHAR_UP ? runner->ledger->up : runner->ledger->down;
}

void record_make(Record *record, const MigharRunner *runner, const MigharRunnerStep *step)
{
  const Ledger *ledger = runner->ledger;
  const char *const *change = change_of(runner, step);
  g_autofree char *first = g_strdup_printf("%u", first_statement(runner, step));
  record->dialect = runner->chain->engine->dialect;
  entry_make(&record->entry, runner, step);
  record->whole = fill(runner, &record->entry, change, history_whole);
  record->end = fill(runner, &record->entry, change, history_end);
  const MigharState *state = unfinished_state(runner, step);
  entry_set(&record->entry, "statement", first);
  entry_set(&record->entry, "progress", state != NULL ? state->progress : NULL);
  record->begin = fill(runner, &record->entry, runner->kept ? ledger->begin : NULL, history_begin);
  record->reached =
      template_fill(history_reached, runner->chain->engine->dialect, entry_values(&record->entry));
}

MigharWork record_work(const MigharRunner *runner, const MigharRunnerStep *step, const Record *record)
{
  return (MigharWork){
      .script = mighar_migration_script(step->migration, step->direction),
      .whole = (const char *const *)record->whole->pdata,
      .begin = (const char *const *)record->begin->pdata,
      .end = (const char *const *)record->end->pdata,
      .reached = record->reached,
      .first = first_statement(runner, step),
      .resumed = record_is_begun(runner, step),
  };
}

static char *record_progress(void *data, const char *progress)
{
  Record *record = data;
  entry_set(&record->entry, "progress", progress);
  return template_fill(history_progress, record->dialect, entry_values(&record->entry));
}

static gboolean run_one(MigharRunner *runner, const Entry *entry, const char *template, GError **error)
{
  g_autofree char *sql = template_fill(template, runner->chain->engine->dialect, entry_values(entry));
  const char *const statements[] = {sql, NULL};
  return runner->driver->run(runner->target, statements, error);
}

/* What failed is told in the history, if that can still be written to; that it cannot is no news by then. */
static void record_failure(MigharRunner *runner, Record *record, const MigharWorkOutcome *outcome)
{
  g_autofree char *reached = g_strdup_printf("%u", outcome->stepwise ? outcome->outcome.completed : 0);
  entry_set(&record->entry, "statement", reached);
  entry_set(&record->entry, "outcome", "failed");
  entry_set(&record->entry, "error", outcome->outcome.message);
  run_one(runner, &record->entry, outcome->stepwise ? history_stopped : history_whole, NULL);
}

/* The row of the attempt tells whether what was sent last is committed. */
static gboolean look_up(MigharRunner *runner, const Record *record, MigharWorkOutcome *outcome,
                        GError **error)
{
  MigharDialect dialect = runner->chain->engine->dialect;
  g_autofree char *sql = template_fill("SELECT outcome FROM {history} WHERE attempt = {attempt}", dialect,
                                       entry_values(&record->entry));
  if (!runner->driver->reopen(runner->target, error)) {
    g_prefix_error(error, "the connection was lost, and whether the migration is applied is not known: ");
    return FALSE;
  }
  g_autoptr(GPtrArray) rows = runner->driver->query(runner->target, sql, error);
  if (rows == NULL)
    return FALSE;
  const char *found = rows->len > 0 ? g_ptr_array_index((GPtrArray *)g_ptr_array_index(rows, 0), 0) : NULL;
  outcome->outcome.applied = g_strcmp0(found, "applied") == 0;
  outcome->stepwise = g_strcmp0(found, "begun") == 0;
  return TRUE;
}

gboolean record_settle(Record *record, MigharRunner *runner, MigharWorkOutcome *outcome, GError **error)
{
  if (outcome->outcome.applied)
    return TRUE;
  if (outcome->lost && !look_up(runner, record, outcome, error))
    return FALSE;
  if (!outcome->outcome.applied)
    record_failure(runner, record, outcome);
  return TRUE;
}

static gboolean check_runnable(const MigharRunnerStep *step, GError **error)
{
  const MigharMigration *migration = step->migration;
  if (migration->cannot_run != NULL)
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, migration->file, 0, NULL, "%s cannot be applied: %s",
                        migration->version, migration->cannot_run);
  else if (mighar_migration_script(migration, step->direction) == NULL)
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, migration->file, 0, NULL, "%s has no down",
                        migration->version);
  else
    return TRUE;
  return FALSE;
}

/* Of a script that goes on, what was done must be what is still written there. */
static gboolean check_resumable(const MigharRunner *runner, const MigharRunnerStep *step, GError **error)
{
  const MigharState *state = unfinished_state(runner, step);
  const MigharScript *script = mighar_migration_script(step->migration, step->direction);
  if (state == NULL || state->reached <= script->statements->len)
    return TRUE;
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, script->file, script->line,
                      "'mighar repair' says what can be done",
                      "%u of %u statements of %s are done, and it has only %u by now", state->reached,
                      state->statements, step->migration->version, script->statements->len);
  return FALSE;
}

static gboolean run_work(MigharRunner *runner, const MigharRunnerStep *step, const MigharWork *work,
                         Record *record, MigharWorkOutcome *outcome, GError **error)
{
  const MigharState *state = unfinished_state(runner, step);
  if (work->script->target != NULL)
    return runner_command(runner, step, work, outcome, error);
  if (work->script->batches != NULL)
    return runner_batches(runner, work, state != NULL ? state->progress : NULL, record_progress, record,
                          outcome, error);
  return runner_do(runner, work, state != NULL, outcome, error);
}

gboolean mighar_runner_step(MigharRunner *runner, const MigharRunnerStep *step, MigharWorkOutcome *outcome,
                            GError **error)
{
  g_auto(Record) record = {0};
  *outcome = (MigharWorkOutcome){0};
  if (!check_runnable(step, error) || !check_resumable(runner, step, error))
    return FALSE;
  record_make(&record, runner, step);
  MigharWork work = record_work(runner, step, &record);
  return run_work(runner, step, &work, &record, outcome, error) &&
         record_settle(&record, runner, outcome, error);
}

GString *mighar_runner_render(MigharRunner *runner, const MigharRunnerStep *step, GError **error)
{
  g_auto(Record) record = {0};
  if (!check_runnable(step, error))
    return NULL;
  record_make(&record, runner, step);
  MigharWork work = record_work(runner, step, &record);
  if (work.script->batches != NULL)
    return runner_batches_render(runner, &work, record_progress, &record);
  if (work.script->target == NULL)
    return runner->driver->render(runner->target, &work);
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "-- MIGHAR_VERSION='%s' %s\n", work.script->target, work.script->text);
  return text;
}

static gboolean check_kept(const MigharRunner *runner, GError **error)
{
  if (!runner->kept)
    mighar_set_error(error, MIGHAR_ERROR_USAGE,
                     "its own command does that: 'alembic stamp', 'sqitch deploy --log-only', ...",
                     "which migrations are applied is recorded by the program of '%s' and not by mighar",
                     runner->chain->directory);
  return runner->kept;
}

static gboolean record(MigharRunner *runner, const MigharRunnerStep *step, const char *const *change,
                       const char *outcome, GError **error)
{
  g_auto(Entry) entry = {0};
  entry_make(&entry, runner, step);
  entry_set(&entry, "outcome", outcome);
  entry_set(&entry, "seconds", "0");
  g_autoptr(GPtrArray) statements = fill(runner, &entry, change, history_whole);
  return runner->driver->run(runner->target, (const char *const *)statements->pdata, error);
}

gboolean mighar_runner_record(MigharRunner *runner, const MigharRunnerStep *step, const char *outcome,
                              GError **error)
{
  gboolean is_change = !g_str_equal(outcome, "accepted");
  if (is_change && !check_kept(runner, error))
    return FALSE;
  return record(runner, step, is_change ? change_of(runner, step) : runner->ledger->accept, outcome, error);
}

/* Of the last step alone there is a row in such a ledger, and of all of them in the history. */
gboolean mighar_runner_baseline(MigharRunner *runner, const GArray *steps, GError **error)
{
  const char *const baseline[] = {runner->ledger->baseline, NULL};
  gboolean one_row = runner->ledger->baseline != NULL && !runner->has_rows;
  if (!check_kept(runner, error))
    return FALSE;
  for (guint i = 0; i < steps->len; i++) {
    const MigharRunnerStep *step = &g_array_index(steps, MigharRunnerStep, i);
    const char *const *change = !one_row ? runner->ledger->up : i + 1 == steps->len ? baseline : NULL;
    if (!record(runner, step, change, "recorded", error))
      return FALSE;
  }
  return TRUE;
}

MigharFinding *mighar_runner_explain(const MigharRunner *runner, const MigharScript *script,
                                     const MigharWorkOutcome *outcome)
{
  if (outcome->outcome.applied)
    return NULL;
  if (script->target == NULL && (outcome->outcome.failed >= 0 || !outcome->lost))
    return apply_failure(runner->chain, script, &outcome->outcome);
  MigharFinding *finding = mighar_finding_new("command-error", "%s", outcome->outcome.message);
  finding->file = script->file;
  finding->line = script->line;
  finding->hint = g_strdup(outcome->outcome.hint);
  return finding;
}
