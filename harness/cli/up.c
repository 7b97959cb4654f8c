#include "migrate.h"

#include "say.h"

#include <mighar/error.h>

static ExitCode work(Migration *migration)
{
  const MigrateOptions *options = migration->options;
  g_autoptr(GError) error = NULL;
  guint n;
  int last = -1;
  if (!migrate_count(options->operand, &n, &error) ||
      (options->to != NULL && !mighar_plan_find(migration->chain, options->to, &last, &error)) ||
      !migrate_check(migration, &error))
    return say_error(error);
  if (options->to != NULL && last < 0)
    return say_text(stdout, "nothing to do\n");
  g_autoptr(GArray) steps =
      mighar_plan_up(migration->chain, mighar_runner_applied(migration->runner), n, last);
  return migrate_steps(migration, steps);
}

static const Argument table[] = {
    {{"to", 0, WORD, "up to this version, and no further", "VERSION"}, MIGRATE_AT(to)},
    MIGRATE_TARGETS,
    MIGRATE_CHANGING,
    MIGRATE_COMMON,
};

static const Arguments arguments = {
    .command = "up",
    .summary = "Applies what is not applied, in order: all, N, or up to a version.",
    .operands = "[N]",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static const MigrateCommand facts = {
    .arguments = &arguments,
    .changes = TRUE,
    .creates = TRUE,
    .work = work,
};

const Command command_up = {
    .name = "up",
    .summary = "apply migrations to a database",
    .help = migrate_help,
    .run = migrate_run,
    .facts = &facts,
};
