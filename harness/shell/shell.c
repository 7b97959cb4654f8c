#include <mighar/shell.h>

#include <mighar/error.h>

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#define LAST_LINES 20

void mighar_shell_outcome_clear(MigharShellOutcome *outcome)
{
  g_free(outcome->output);
  g_free(outcome->complaint);
  g_free(outcome->last_words);
  *outcome = (MigharShellOutcome){0};
}

/* In the child. mighar may be ended by a signal that cannot be handled. What mighar ignores, programs do not
 * expect to be ignored. */
static void set_up_child(G_GNUC_UNUSED gpointer data)
{
  signal(SIGPIPE, SIG_DFL);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
}

static char *describe_end(int status)
{
  if (WIFSIGNALED(status))
    return g_strdup_printf("was ended by signal %d (%s)", WTERMSIG(status), g_strsignal(WTERMSIG(status)));
  return g_strdup_printf("ended with exit code %d", WEXITSTATUS(status));
}

/* The last lines, without blank ones at the end; NULL when there are none. */
static char *take_last_lines(const char *text, guint n)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  const char *start = g_strchomp(valid) + strlen(valid);
  for (guint lines = 0; start > valid; start--)
    if (start[-1] == '\n' && ++lines == n)
      break;
  return *start != '\0' ? g_strdup(start) : NULL;
}

static void complain(MigharShellOutcome *outcome, int status, const char *errors)
{
  g_autofree char *end = describe_end(status);
  outcome->last_words = take_last_lines(errors, LAST_LINES);
  if (outcome->last_words == NULL)
    outcome->last_words = take_last_lines(outcome->output, LAST_LINES);
  g_autofree char *last = outcome->last_words != NULL ? take_last_lines(outcome->last_words, 1) : NULL;
  outcome->complaint =
      g_strconcat(end, last != NULL ? ": " : NULL, last != NULL ? g_strchug(last) : NULL, NULL);
}

gboolean mighar_shell_run(const char *line, const char *directory, char **environment,
                          MigharShellOutcome *outcome, GError **error)
{
  char *command[] = {"/bin/sh", "-c", (char *)line, NULL};
  g_autofree char *errors = NULL;
  g_autoptr(GError) cause = NULL;
  int status;
  *outcome = (MigharShellOutcome){0};
  gint64 start = g_get_monotonic_time();
  if (!g_spawn_sync(directory, command, environment, G_SPAWN_DEFAULT, set_up_child, NULL, &outcome->output,
                    &errors, &status, &cause)) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot run '%s': %s", line, cause->message);
    return FALSE;
  }
  outcome->seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  outcome->succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (!outcome->succeeded)
    complain(outcome, status, errors);
  return TRUE;
}
