#include "migrate.h"

#include "say.h"

#include <mighar/error.h>

static gboolean check(const MigrateOptions *options, GError **error)
{
  if ((options->operand != NULL) + (options->to != NULL) + options->all <= 1)
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "N, --to and --all say three things; give one of them");
  return FALSE;
}

static ExitCode work(Migration *migration)
{
  const MigrateOptions *options = migration->options;
  g_autoptr(GError) error = NULL;
  guint n;
  int last = -1;
  if (!check(options, &error) || !migrate_count(options->operand, &n, &error) ||
      (options->to != NULL && !mighar_plan_find(migration->chain, options->to, &last, &error)))
    return say_error(error);
  if (options->operand == NULL && options->to == NULL && !options->all)
    n = 1;
  g_autoptr(GArray) steps =
      mighar_plan_down(migration->chain, mighar_runner_applied(migration->runner), n, last);
  if (!mighar_runner_check_downs(migration->runner, steps, last, &error) ||
      !mighar_plan_check_downs(steps, options->force, &error))
    return say_error(error);
  return migrate_steps(migration, steps);
}

static const Argument table[] = {
    {{"to", 0, WORD, "all after this version; 0 is before the first", "VERSION"}, MIGRATE_AT(to)},
    {{"all", 0, FLAG, "all that are applied", NULL}, MIGRATE_AT(all)},
    {{"force", 0, FLAG, "also what is declared irreversible, if it has a down", NULL}, MIGRATE_AT(force)},
    MIGRATE_TARGETS,
    MIGRATE_CHANGING,
    MIGRATE_COMMON,
};

static const Arguments arguments = {
    .command = "down",
    .summary = "Rolls the last migration back, or N, or all after a version, or all.",
    .operands = "[N]",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static const MigrateCommand facts = {
    .arguments = &arguments,
    .changes = TRUE,
    .work = work,
};

const Command command_down = {
    .name = "down",
    .summary = "roll migrations back",
    .help = migrate_help,
    .run = migrate_run,
    .facts = &facts,
};
