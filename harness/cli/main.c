#include "command.h"

#include "secrets.h"
#include "signals.h"

#include <stdio.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* There are as many places that threads allocate in as can work side by side: what one of them has freed
 * another one can use, where otherwise each would have a place of its own; in fewer they wait for each other.
 */
static void share_memory(void)
{
#ifdef M_ARENA_MAX
  mallopt(M_ARENA_MAX, (int)g_get_num_processors());
#endif
}

/* Without a command there is nothing to do, and that is a mistake, not a question. */
static ExitCode run_without_command(void)
{
  g_autofree char *help = command_help.help(&command_help);
  fputs(help, stderr);
  return EXIT_USAGE;
}

int main(int argc, char **argv)
{
  share_memory();
  g_auto(GStrv) arguments = secrets_take(argc, argv);
  /* Options are parsed in place: what is taken out must stay in arguments to be freed. */
  g_autofree char **view = g_memdup2(arguments, (argc + 1) * sizeof *arguments);
  signals_install();
  if (argc < 2)
    return run_without_command();
  const Command *command = command_find(view[1]);
  ExitCode code = command != NULL ? command->run(command, argc - 1, view + 1) : command_unknown(view[1]);
  signals_die_if_asked();
  return code;
}
