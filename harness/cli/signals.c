#include "signals.h"

#include "progress.h"

#include <mighar/driver.h>
#include <mighar/shell.h>
#include <signal.h>

/* SA_RESETHAND has put the default action back, and the signal, blocked until the handler returns, then does
 * what it does by default. */
static void die(int number)
{
  progress_abandon();
  mighar_shell_abandon();
  for (guint i = 0; mighar_drivers[i] != NULL; i++)
    if (mighar_drivers[i]->abandon != NULL)
      mighar_drivers[i]->abandon();
  raise(number);
}

/* What the parent has set to be ignored (nohup, a shell's background job) stays ignored. */
static void catch (int number)
{
  static const int endings[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction old, action = {.sa_handler = die, .sa_flags = SA_RESETHAND};
  sigemptyset(&action.sa_mask);
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    sigaddset(&action.sa_mask, endings[i]);
  if (sigaction(number, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
    sigaction(number, &action, NULL);
}

void signals_install(void)
{
  signal(SIGPIPE, SIG_IGN);
  catch (SIGINT);
  catch (SIGTERM);
  catch (SIGHUP);
}
