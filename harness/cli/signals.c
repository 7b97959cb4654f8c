#include "signals.h"

#include "progress.h"

#include <mighar/driver.h>
#include <mighar/shell.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int endings[] = {SIGINT, SIGTERM, SIGHUP};

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

static volatile sig_atomic_t asked; /* the number of the signal; 0: there was none */
static void (*pass_on)(void);

/* Not through stdio, in a handler. */
static void write_text(const char *text)
{
  ssize_t written = write(STDERR_FILENO, text, strlen(text));
  (void)written;
}

static void defer(int number)
{
  if (asked != 0) {
    signal(number, SIG_DFL);
    die(number);
    return;
  }
  asked = number;
  write_text(
      "mighar: stops when what is running has come to its end; the same signal once more breaks it off\n");
  if (pass_on != NULL)
    pass_on();
}

/* What the parent has set to be ignored (nohup, a shell's background job) stays ignored. */
static void catch (int number, void (*handler)(int), int flags)
{
  struct sigaction old, action = {.sa_handler = handler, .sa_flags = flags};
  sigemptyset(&action.sa_mask);
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    sigaddset(&action.sa_mask, endings[i]);
  if (sigaction(number, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
    sigaction(number, &action, NULL);
}

void signals_install(void)
{
  signal(SIGPIPE, SIG_IGN);
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    catch (endings[i], die, SA_RESETHAND);
}

void signals_defer(void (*handler)(void))
{
  pass_on = handler;
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    catch (endings[i], defer, SA_RESTART);
}

gboolean signals_asked(void)
{
  return asked != 0;
}

void signals_die_if_asked(void)
{
  if (asked == 0)
    return;
  signal(asked, SIG_DFL);
  raise(asked);
}
