#include "migrate.h"

#include "say.h"

#include <mighar/error.h>

static ExitCode work(Migration *migration)
{
  g_autoptr(GError) error = NULL;
  const gboolean *applied = mighar_runner_applied(migration->runner);
  if (!migrate_check(migration, &error))
    return say_error(error);
  g_autoptr(GArray) steps = mighar_plan_down(migration->chain, applied, 1, -1);
  if (!mighar_plan_check_downs(steps, migration->options->force, &error))
    return say_error(error);
  if (steps->len > 0) {
    MigharRunnerStep again = g_array_index(steps, MigharRunnerStep, 0);
    again.direction = MIGHAR_UP;
    g_array_append_val(steps, again);
  }
  return migrate_steps(migration, steps);
}

static const Argument table[] = {
    {{"force", 0, FLAG, "also what is declared irreversible, if it has a down", NULL}, MIGRATE_AT(force)},
    MIGRATE_TARGETS,
    MIGRATE_CHANGING,
    MIGRATE_COMMON,
};

static const Arguments arguments = {
    .command = "redo",
    .summary = "Rolls the last migration back and applies it again.",
    .operands = "",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static const MigrateCommand facts = {
    .arguments = &arguments,
    .changes = TRUE,
    .work = work,
};

const Command command_redo = {
    .name = "redo",
    .summary = "roll the last migration back and apply it again",
    .help = migrate_help,
    .run = migrate_run,
    .facts = &facts,
};
