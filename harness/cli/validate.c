#include "migrate.h"

#include "say.h"

#include <mighar/error.h>

static ExitCode work(Migration *migration)
{
  g_autoptr(GError) error = NULL;
  if (!migrate_check(migration, &error)) {
    say_error(error);
    return EXIT_FAILED;
  }
  return say_text(stdout, "files and ledger agree\n");
}

static const Argument table[] = {
    {{"allow-out-of-order", 0, FLAG, "versions may come before one that is applied", NULL},
     MIGRATE_AT(allow_out_of_order)},
    MIGRATE_TARGETS,
    MIGRATE_COMMON,
};

static const Arguments arguments = {
    .command = "validate",
    .summary =
        "Tells whether the files are those that were applied, all there, and in order. Ends with 1 when not.",
    .operands = "",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static const MigrateCommand facts = {
    .arguments = &arguments,
    .brief = migrate_brief_line,
    .work = work,
};

const Command command_validate = {
    .name = "validate",
    .summary = "tell whether files and ledger agree",
    .help = migrate_help,
    .run = migrate_run,
    .facts = &facts,
};
