#include "command.h"

#include "say.h"

static char *help(const Command *command G_GNUC_UNUSED)
{
  return g_strdup("Usage:\n  mighar --version\n\nPrints the version of mighar.\n");
}

static ExitCode run(const Command *command G_GNUC_UNUSED, G_GNUC_UNUSED int argc, G_GNUC_UNUSED char **argv)
{
  return say_text(stdout, "mighar " MIGHAR_VERSION "\n");
}

const Command command_version = {
    .name = "--version",
    .aliases = {"-V"},
    .summary = "print the version of mighar",
    .help = help,
    .run = run,
};
