/* A step that another program does. */
#include "command.h"
#include "runner_private.h"

/* What a program's exit code says is not yet what its ledger says. */
static gboolean check_done(MigharRunner *runner, const MigharRunnerStep *step, MigharWorkOutcome *outcome,
                           GError **error)
{
  gboolean applied = FALSE;
  if (runner->kept)
    return TRUE;
  if (!runner_is_applied(runner, step->migration, &applied, error))
    return FALSE;
  outcome->outcome.applied = applied == (step->direction == MIGHAR_UP);
  if (!outcome->outcome.applied)
    outcome->outcome.message = g_strdup_printf("the command ended well, and %s is %s applied by what the "
                                               "program itself has recorded",
                                               step->migration->version, applied ? "still" : "not");
  return TRUE;
}

static void take_failure(MigharWorkOutcome *outcome, const MigharLeg *leg)
{
  outcome->outcome.message = g_strdup(leg->failure->message);
  outcome->outcome.hint = g_strdup(leg->failure->hint);
}

gboolean runner_command(MigharRunner *runner, const MigharRunnerStep *step, const MigharWork *work,
                        MigharWorkOutcome *outcome, GError **error)
{
  g_auto(MigharLeg) leg = {0};
  *outcome = (MigharWorkOutcome){.outcome = {.failed = -1, .position = -1}, .stepwise = TRUE};
  if (!runner->driver->run(runner->target, work->begin, error) ||
      !command_line_run(runner->chain, work->script, runner->target->url, &leg, error))
    return FALSE;
  outcome->outcome.applied = leg.applied;
  outcome->outcome.seconds = leg.seconds;
  if (!leg.applied)
    take_failure(outcome, &leg);
  else if (!check_done(runner, step, outcome, error))
    return FALSE;
  return !outcome->outcome.applied || runner->driver->run(runner->target, work->end, error);
}
