#include "command.h"

#include "say.h"

#include <mighar/error.h>

/* The help of the program as a whole. Free with g_free(). */
static char *help(const Command *command G_GNUC_UNUSED)
{
  g_autoptr(GString) text =
      g_string_new("Usage:\n"
                   "  mighar COMMAND [ARGUMENT]...\n"
                   "\n"
                   "Verifies that database migrations can be rolled back: each one goes up, down and "
                   "up again on scratch\n"
                   "databases, and the schema must come back.\n"
                   "\n"
                   "Commands:\n");
  for (guint i = 0; commands[i] != NULL; i++)
    g_string_append_printf(text, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
  g_string_append(text, "\n"
                        "Exit codes:\n"
                        "  0  nothing failed\n"
                        "  1  a check or a migration failed, or two schemas differ\n"
                        "  2  the command line, the configuration or a migration file is wrong\n"
                        "  3  a server, a file system or a network does not do its part\n"
                        "\n"
                        "'mighar help COMMAND' tells all about one of them.\n");
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static ExitCode run(const Command *self G_GNUC_UNUSED, int argc, char **argv)
{
  const Command *command = argc > 1 ? command_find(argv[1]) : &command_help;
  if (command == NULL)
    return command_unknown(argv[1]);
  g_autofree char *text = command->help(command);
  return say_text(stdout, text);
}

const Command command_help = {
    .name = "help",
    .aliases = {"--help", "-h"},
    .summary = "print this, or all about a command",
    .help = help,
    .run = run,
};
