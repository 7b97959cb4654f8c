#include <mighar/shell.h>

#include <mighar/error.h>

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#define LAST_LINES 20

/* What is asked to end gets so long to do it. */
#define GRACE_MICROSECONDS (5 * G_USEC_PER_SEC)

void mighar_shell_outcome_clear(MigharShellOutcome *outcome)
{
  g_free(outcome->output);
  g_free(outcome->complaint);
  g_free(outcome->last_words);
  *outcome = (MigharShellOutcome){0};
}

/* The process group of the line that is running, 0 when none is. Children see the page, too, since it is they
 * who know first. */
static volatile pid_t *running;

static gboolean share_running(GError **error)
{
  if (running != NULL)
    return TRUE;
  void *page = mmap(NULL, sizeof *running, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot share memory: %s", g_strerror(errno));
    return FALSE;
  }
  running = page;
  return TRUE;
}

static void end_running(int number)
{
  if (running != NULL && *running > 0)
    kill(-*running, number);
}

void mighar_shell_abandon(void)
{
  end_running(SIGTERM);
}

/* In the child: a group of its own for it and all that it starts. What mighar ignores, programs do not expect
 * to be ignored. Where mighar is killed outright, the shell at least is ended. */
static void set_up_child(G_GNUC_UNUSED gpointer data)
{
  setpgid(0, 0);
  *running = getpid();
  signal(SIGPIPE, SIG_DFL);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
}

/* Ends a line that takes too long, in a thread beside the one that waits for it. */
typedef struct {
  guint seconds;
  gboolean came; /* the time is over, and the line was not */
  gboolean over;
  GMutex mutex; /* of over */
  GCond ended;
} Deadline;

/* FALSE: the line has come to its end before. */
static gboolean wait_until(Deadline *deadline, gint64 moment)
{
  g_mutex_lock(&deadline->mutex);
  while (!deadline->over && g_cond_wait_until(&deadline->ended, &deadline->mutex, moment))
    ;
  gboolean over = deadline->over;
  g_mutex_unlock(&deadline->mutex);
  return !over;
}

static gpointer watch(gpointer data)
{
  Deadline *deadline = data;
  if (!wait_until(deadline, g_get_monotonic_time() + deadline->seconds * G_USEC_PER_SEC))
    return NULL;
  deadline->came = TRUE;
  end_running(SIGTERM);
  if (wait_until(deadline, g_get_monotonic_time() + GRACE_MICROSECONDS))
    end_running(SIGKILL);
  return NULL;
}

/* NULL: there is nothing to watch for. */
static GThread *start_watching(Deadline *deadline)
{
  g_mutex_init(&deadline->mutex);
  g_cond_init(&deadline->ended);
  return deadline->seconds > 0 ? g_thread_new("deadline", watch, deadline) : NULL;
}

static void stop_watching(Deadline *deadline, GThread *thread)
{
  g_mutex_lock(&deadline->mutex);
  deadline->over = TRUE;
  g_cond_signal(&deadline->ended);
  g_mutex_unlock(&deadline->mutex);
  if (thread != NULL)
    g_thread_join(thread);
  g_mutex_clear(&deadline->mutex);
  g_cond_clear(&deadline->ended);
}

static char *describe_end(int status, const Deadline *deadline)
{
  if (deadline->came)
    return g_strdup_printf("took longer than %u s and was ended", deadline->seconds);
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

/* The last line that calls itself an error, else the last one: programs go on to point at it, or to where
 * help is. NULL for NULL. */
static char *choose_line(const char *words)
{
  if (words == NULL)
    return NULL;
  g_auto(GStrv) lines = g_strsplit(words, "\n", -1);
  guint n = g_strv_length(lines), chosen = n - 1;
  for (guint i = n; i > 0; i--)
    if (g_regex_match_simple("error:", lines[i - 1], G_REGEX_CASELESS, 0)) {
      chosen = i - 1;
      break;
    }
  return g_strdup(g_strstrip(lines[chosen]));
}

static void complain(MigharShellOutcome *outcome, char *how, const char *errors)
{
  g_autofree char *end = how;
  outcome->last_words = take_last_lines(errors, LAST_LINES);
  if (outcome->last_words == NULL)
    outcome->last_words = take_last_lines(outcome->output, LAST_LINES);
  g_autofree char *line = choose_line(outcome->last_words);
  outcome->complaint = g_strconcat(end, line != NULL ? ": " : NULL, line, NULL);
}

gboolean mighar_shell_run(const char *line, const char *directory, char **environment, guint seconds,
                          MigharShellOutcome *outcome, GError **error)
{
  Deadline deadline = {.seconds = seconds};
  char *command[] = {"/bin/sh", "-c", (char *)line, NULL};
  g_autofree char *errors = NULL;
  g_autoptr(GError) cause = NULL;
  int status;
  *outcome = (MigharShellOutcome){0};
  if (!share_running(error))
    return FALSE;
  gint64 start = g_get_monotonic_time();
  GThread *watcher = start_watching(&deadline);
  gboolean started = g_spawn_sync(directory, command, environment, G_SPAWN_DEFAULT, set_up_child, NULL,
                                  &outcome->output, &errors, &status, &cause);
  stop_watching(&deadline, watcher);
  *running = 0;
  if (!started) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot run '%s': %s", line, cause->message);
    return FALSE;
  }
  outcome->seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  outcome->succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0 && !deadline.came;
  if (!outcome->succeeded)
    complain(outcome, describe_end(status, &deadline), errors);
  return TRUE;
}
