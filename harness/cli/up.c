#include "migrate.h"

#include "fleet.h"
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
    {{"targets", 0, WORD, "on the databases that this file has a URL a line of; - is standard input", "FILE"},
     MIGRATE_AT(targets)},
    {{"target-databases", 0, WORD,
      "on the databases whose names this query gives, on the server of --database", "SQL"},
     MIGRATE_AT(target_databases)},
    {{"target-schemas", 0, WORD, "in the schemas whose names this query gives, each with its own ledger",
      "SQL"},
     MIGRATE_AT(target_schemas)},
    {{"jobs", 0, WORD, "on so many targets at a time (default: 1)", "N"}, MIGRATE_AT(jobs)},
    {{"failed-to", 0, WORD, "write the targets that are not done to this file, for --targets", "FILE"},
     MIGRATE_AT(failed_to)},
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
    .needs_operand = FALSE,
    .work = work,
};

static gboolean check_many(const MigrateOptions *options, GError **error)
{
  if (options->backup != NULL)
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL,
                     "--backup is one file, and the targets are many databases");
  return options->backup == NULL;
}

static ExitCode run_many(const MigrateOptions *options, char **arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) targets = check_many(options, &error) ? targets_find(options, &error) : NULL;
  if (targets == NULL)
    return say_error(error);
  return fleet_run(options, targets, arguments);
}

static ExitCode run(const Command *command, int argc, char **argv)
{
  g_auto(MigrateOptions) options = {0};
  g_autoptr(GError) error = NULL;
  g_autofree char **arguments = g_memdup2(argv, (argc + 1) * sizeof *argv);
  g_autofree char **left = g_memdup2(argv, (argc + 1) * sizeof *argv);
  char **parsed = left;
  int n = argc;
  if (!arguments_parse(facts.arguments, &options, &n, &parsed, &error))
    return say_error(error);
  return targets_are_many(&options) && !options.help ? run_many(&options, arguments)
                                                     : migrate_run(command, argc, argv);
}

const Command command_up = {
    .name = "up",
    .summary = "apply migrations to a database",
    .help = migrate_help,
    .run = run,
    .facts = &facts,
};
