#include "migrate.h"

#include "say.h"

#include <mighar/error.h>

/* Down to it where something after it is applied, else up to it. */
static ExitCode work(Migration *migration)
{
  g_autoptr(GError) error = NULL;
  int last;
  const gboolean *applied = mighar_runner_applied(migration->runner);
  if (!mighar_plan_find(migration->chain, migration->options->operand, &last, &error) ||
      !migrate_check(migration, &error))
    return say_error(error);
  g_autoptr(GArray) downs = mighar_plan_down(migration->chain, applied, 0, last);
  if (!mighar_plan_check_downs(downs, migration->options->force, &error))
    return say_error(error);
  if (downs->len > 0 || last < 0)
    return migrate_steps(migration, downs);
  g_autoptr(GArray) ups = mighar_plan_up(migration->chain, applied, 0, last);
  return migrate_steps(migration, ups);
}

static const Argument table[] = {
    {{"force", 0, FLAG, "also what is declared irreversible, if it has a down", NULL}, MIGRATE_AT(force)},
    MIGRATE_TARGETS,
    MIGRATE_CHANGING,
    MIGRATE_COMMON,
};

static const Arguments arguments = {
    .command = "goto",
    .summary = "Takes the database to a version, up or down; 0 is before the first.",
    .operands = "VERSION",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static const MigrateCommand facts = {
    .arguments = &arguments,
    .changes = TRUE,
    .creates = TRUE,
    .needs_operand = TRUE,
    .work = work,
};

const Command command_goto = {
    .name = "goto",
    .summary = "take a database to a version, up or down",
    .help = migrate_help,
    .run = migrate_run,
    .facts = &facts,
};
