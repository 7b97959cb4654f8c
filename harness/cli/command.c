#include "command.h"

#include "say.h"
#include "suggest.h"

#include <mighar/error.h>

const Command *const commands[] = {
    &command_run,
    &command_list,
    &command_snapshot,
    &command_diff,
    &command_drift,
    &command_create,
    &command_up,
    &command_down,
    &command_redo,
    &command_goto,
    &command_status,
    &command_database_version,
    &command_baseline,
    &command_repair,
    &command_validate,
    &command_wait,
    &command_help,
    &command_version,
    NULL,
};

const Command *command_find(const char *name)
{
  for (guint i = 0; commands[i] != NULL; i++)
    if (g_str_equal(commands[i]->name, name) || g_strv_contains(commands[i]->aliases, name))
      return commands[i];
  return NULL;
}

ExitCode command_unknown(const char *name)
{
  const char *names[G_N_ELEMENTS(commands)] = {NULL};
  for (guint i = 0; commands[i] != NULL; i++)
    names[i] = commands[i]->name;
  g_autofree char *hint = suggest_hint(name, names, "'mighar help' lists the commands");
  g_autoptr(GError) error = NULL;
  mighar_set_error(&error, MIGHAR_ERROR_USAGE, hint, "there is no command '%s'", name);
  return say_error(error);
}
