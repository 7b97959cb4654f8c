#include "migrate.h"

#include "say.h"

#include <mighar/error.h>

static ExitCode work(Migration *migration)
{
  g_autoptr(GError) error = NULL;
  int last;
  if (!mighar_plan_find(migration->chain, migration->options->operand, &last, &error))
    return say_error(error);
  g_autoptr(GArray) steps =
      mighar_plan_up(migration->chain, mighar_runner_applied(migration->runner), 0, last);
  if (last < 0)
    g_array_set_size(steps, 0);
  if (!migration->options->dry_run && !mighar_runner_baseline(migration->runner, steps, &error))
    return say_error(error);
  if (steps->len == 0)
    return say_text(stdout, "nothing to do\n");
  for (guint i = 0; i < steps->len; i++) {
    const MigharRunnerStep *step = &g_array_index(steps, MigharRunnerStep, i);
    g_autofree char *line = g_strdup_printf("recorded %s as applied%s\n", step->migration->version,
                                            migration->options->dry_run ? " (not really: --dry-run)" : "");
    say_text(stdout, line);
  }
  return EXIT_GOOD;
}

static const Argument table[] = {
    MIGRATE_TARGETS,
    MIGRATE_CHANGING,
    MIGRATE_COMMON,
};

static const Arguments arguments = {
    .command = "baseline",
    .summary =
        "Records all migrations up to a version as applied, and runs nothing: for a database that is there.",
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

const Command command_baseline = {
    .name = "baseline",
    .summary = "record migrations as applied, and run nothing",
    .help = migrate_help,
    .run = migrate_run,
    .facts = &facts,
};
