#include "migrate.h"

#include "say.h"

/* The last version that is applied; "0" when none is. */
static ExitCode work(Migration *migration)
{
  const char *version = "0";
  for (guint i = 0; i < migration->states->len; i++) {
    const MigharState *state = g_ptr_array_index(migration->states, i);
    if (state->applied)
      version = state->version;
  }
  g_autofree char *line = g_strdup_printf("%s\n", version);
  return say_text(stdout, line);
}

static const Argument table[] = {
    MIGRATE_TARGETS,
    MIGRATE_COMMON,
};

static const Arguments arguments = {
    .command = "version",
    .summary = "Prints the last version that is applied to a database, or 0. --version prints mighar's own.",
    .operands = "",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static const MigrateCommand facts = {
    .arguments = &arguments,
    .brief = migrate_brief_line,
    .work = work,
};

const Command command_database_version = {
    .name = "version",
    .summary = "print the version that a database is at",
    .help = migrate_help,
    .run = migrate_run,
    .facts = &facts,
};
