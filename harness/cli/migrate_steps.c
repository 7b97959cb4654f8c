#include "migrate.h"

#include "say.h"
#include "signals.h"

#include <mighar/error.h>

static char *step_title(const MigharRunnerStep *step)
{
  const MigharMigration *migration = step->migration;
  return g_strdup_printf("%-4s %s%s%s", mighar_direction_name(step->direction), migration->version,
                         *migration->name != '\0' ? "_" : "", migration->name);
}

static const MigharState *unfinished(const Migration *migration, const MigharRunnerStep *step)
{
  for (guint i = 0; i < migration->states->len; i++) {
    const MigharState *state = g_ptr_array_index(migration->states, i);
    if (state->migration == step->migration && state->attempt != NULL && state->direction == step->direction)
      return state;
  }
  return NULL;
}

static void say_resumed(const Migration *migration, const MigharRunnerStep *step)
{
  const MigharState *state = unfinished(migration, step);
  if (state != NULL)
    fprintf(stderr, "mighar: %s of %s was begun before and goes on after %u of %u statements%s%s\n",
            mighar_direction_name(step->direction), state->version, state->reached, state->statements,
            state->batches != NULL ? " and " : "", state->batches != NULL ? state->batches : "");
}

static void say_leftovers(const MigharScript *script, const MigharWorkOutcome *outcome)
{
  if (script->target != NULL)
    fputs("mighar: what the command did before it failed stays done\n", stderr);
  else if (script->batches != NULL && outcome->stepwise)
    fputs("mighar: the batches that are done stay; the same command goes on with the next one\n", stderr);
  else if (outcome->stepwise)
    fprintf(stderr,
            "mighar: %u of %u statements are done and stay; 'mighar up' goes on with the next one, 'mighar"
            " repair' says what else can be done\n",
            outcome->outcome.completed, script->statements->len);
  else if (outcome->outcome.transaction_ended)
    fputs("mighar: what was done before the script ended its transaction stays done\n", stderr);
  else
    fputs("mighar: nothing of it is left: its transaction was rolled back\n", stderr);
}

static ExitCode say_failure(const Migration *migration, const MigharRunnerStep *step,
                            const MigharWorkOutcome *outcome)
{
  const MigharScript *script = mighar_migration_script(step->migration, step->direction);
  g_autoptr(MigharFinding) finding = mighar_runner_explain(migration->runner, script, outcome);
  g_autofree char *place = finding->column > 0 ? g_strdup_printf(":%u", finding->column) : g_strdup("");
  fprintf(stderr, "mighar: %s:%u%s: the %s of %s failed: %s\n", finding->file, finding->line, place,
          mighar_direction_name(step->direction), step->migration->version, finding->message);
  if (finding->hint != NULL)
    fprintf(stderr, "hint: %s\n", finding->hint);
  say_leftovers(script, outcome);
  return EXIT_FAILED;
}

/* Somebody may have meant to fill it. */
static void warn_of_nothing(const MigharRunnerStep *step)
{
  const MigharScript *script = mighar_migration_script(step->migration, step->direction);
  if (step->direction == MIGHAR_UP && script->target == NULL && script->statements->len == 0)
    fprintf(stderr, "mighar: %s has no statement in its up: it is recorded, and nothing else was done\n",
            script->file);
}

static ExitCode say_done(const MigharRunnerStep *step, double seconds)
{
  warn_of_nothing(step);
  g_autofree char *title = step_title(step);
  g_autofree char *line = g_strdup_printf("%s (%.3f s)\n", title, seconds);
  return say_text(stdout, line);
}

static ExitCode say_outcome(const Migration *migration, const MigharRunnerStep *step,
                            const MigharWorkOutcome *outcome)
{
  if (!outcome->outcome.applied)
    return say_failure(migration, step, outcome);
  ExitCode code = say_done(step, outcome->outcome.seconds);
  if (!outcome->lost)
    return code;
  fputs("mighar: the connection was lost after that; call mighar again to go on\n", stderr);
  return EXIT_ENVIRONMENT;
}

static ExitCode run_step(Migration *migration, const MigharRunnerStep *step)
{
  g_auto(MigharWorkOutcome) outcome = {0};
  g_autoptr(GError) error = NULL;
  say_resumed(migration, step);
  return mighar_runner_step(migration->runner, step, &outcome, &error)
             ? say_outcome(migration, step, &outcome)
             : say_error(error);
}

/* Steps that follow each other without a pause. */
typedef struct {
  const Migration *migration;
  guint n;
  ExitCode code;
} Row;

static gboolean take_outcome(void *data, const MigharRunnerStep *step, const MigharWorkOutcome *outcome)
{
  Row *row = data;
  ExitCode code = say_outcome(row->migration, step, outcome);
  row->code = row->code == EXIT_GOOD ? code : row->code;
  row->n++;
  return row->code == EXIT_GOOD && !signals_asked();
}

/* All from the first on that can follow each other, else one. */
static ExitCode run_steps(Migration *migration, const GArray *steps, guint first, guint *n)
{
  g_autoptr(GError) error = NULL;
  Row row = {migration, 0, EXIT_GOOD};
  gboolean good = mighar_runner_ahead(migration->runner, steps, first, take_outcome, &row, &error);
  *n = row.n;
  if (!good || row.n > 0 || row.code != EXIT_GOOD || signals_asked())
    return good ? row.code : say_error(error);
  *n = 1;
  return run_step(migration, &g_array_index(steps, MigharRunnerStep, first));
}

static ExitCode run_all(Migration *migration, const GArray *steps)
{
  ExitCode code = EXIT_GOOD;
  g_autoptr(GError) error = NULL;
  guint i = 0;
  signals_defer(NULL);
  for (guint n; code == EXIT_GOOD && i < steps->len && !signals_asked(); i += n)
    code = run_steps(migration, steps, i, &n);
  if (signals_asked() && code == EXIT_GOOD)
    fprintf(stderr, "mighar: stopped after %u of %u steps, as it was asked to\n", i, steps->len);
  gboolean settled = mighar_runner_settle(migration->runner, &error); // what was done before a failure, too
  return code == EXIT_GOOD && !settled ? say_error(error) : code;
}

static ExitCode print_step(Migration *migration, const MigharRunnerStep *step)
{
  g_autoptr(GError) error = NULL;
  GString *sql = mighar_runner_render(migration->runner, step, &error);
  if (sql == NULL)
    return say_error(error);
  g_autofree char *title = step_title(step);
  g_autofree char *text = g_strdup_printf("-- %s\n%s\n", title, sql->str);
  g_string_free(sql, TRUE);
  return say_text(stdout, text);
}

/* What is half done has to be ended before anything else is built on it, or taken from under it: the first
 * step goes on with it, or there is none. External programs know themselves what they left. */
static gboolean check_unfinished(const Migration *migration, const MigharRunnerStep *first, GError **error)
{
  for (guint i = 0; migration->chain->external == NULL && i < migration->states->len; i++) {
    const MigharState *state = g_ptr_array_index(migration->states, i);
    if (state->attempt == NULL ||
        (first->migration == state->migration && first->direction == state->direction))
      continue;
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "'mighar repair' says what can be done",
                     "the %s of %s is unfinished: %u of %u statements are done, and it comes first",
                     mighar_direction_name(state->direction), state->version, state->reached,
                     state->statements);
    return FALSE;
  }
  return TRUE;
}

static gboolean check_scripts(const Migration *migration, const GArray *steps, GError **error)
{
  return mighar_plan_check(migration->chain, steps, error) &&
         (!migrate_is_pooled(migration->options) ||
          mighar_plan_check_sessions(migration->chain, steps, error));
}

ExitCode migrate_steps(Migration *migration, const GArray *steps)
{
  ExitCode code = EXIT_GOOD;
  g_autoptr(GError) error = NULL;
  if (steps->len > 0 && !check_unfinished(migration, &g_array_index(steps, MigharRunnerStep, 0), &error))
    return say_error(error);
  if (steps->len == 0)
    return say_text(stdout, "nothing to do\n");
  if (!check_scripts(migration, steps, &error))
    return say_error(error);
  if (!migration->options->dry_run)
    return run_all(migration, steps);
  for (guint i = 0; code == EXIT_GOOD && i < steps->len; i++)
    code = print_step(migration, &g_array_index(steps, MigharRunnerStep, i));
  return code;
}
