/* measure COMMAND...: runs it with its output thrown away, and prints seconds, the seconds of processor that
 * it and those it waited for took, the peak of its memory in KiB (the largest process of these), and the peak
 * of the command's own process. Exits as the command does; what that said is on standard error then. SIGINT
 * is the command's affair. */
#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* The kernel keeps the peak for as long as the process has memory: what came in its last moments is missed.
 */
#define LOOK_MICROSECONDS (20 * 1000)

typedef struct {
  GPid process;
  gint ended;
  long peak; /* KiB; 0: nobody knows */
} Watch;

static double seconds(struct timeval time)
{
  return time.tv_sec + time.tv_usec / 1e6;
}

static long read_peak(GPid process)
{
  g_autofree char *path = g_strdup_printf("/proc/%d/status", process);
  g_autofree char *status = NULL;
  const char *line = g_file_get_contents(path, &status, NULL, NULL) ? strstr(status, "\nVmHWM:") : NULL;
  return line != NULL ? strtol(line + strlen("\nVmHWM:"), NULL, 10) : 0;
}

static gpointer watch(gpointer data)
{
  Watch *watch = data;
  while (!g_atomic_int_get(&watch->ended)) {
    long peak = read_peak(watch->process);
    watch->peak = MAX(watch->peak, peak);
    g_usleep(LOOK_MICROSECONDS);
  }
  return NULL;
}

static void stay(int signal_number)
{
  (void)signal_number;
}

static gboolean start(char **command, const char *log, GPid *process)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *redirect = g_strdup_printf("exec \"$@\" >'%s' 2>&1", log);
  g_autoptr(GPtrArray) call = g_ptr_array_new();
  g_ptr_array_add(call, (char *)"/bin/sh");
  g_ptr_array_add(call, (char *)"-c");
  g_ptr_array_add(call, redirect);
  for (char **word = command; *word != NULL; word++)
    g_ptr_array_add(call, *word);
  g_ptr_array_add(call, NULL);
  if (g_spawn_async(NULL, (char **)call->pdata, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, process, &error))
    return TRUE;
  g_printerr("measure: %s\n", error->message);
  return FALSE;
}

int main(int argc, char **argv)
{
  struct rusage usage;
  int status;
  Watch own = {0};
  if (argc < 2)
    return 2;
  g_autofree char *log = g_strdup_printf("%s/measure.%d", g_get_tmp_dir(), getpid());
  gint64 begin = g_get_monotonic_time();
  if (!start(argv, log, &own.process))
    return 3;
  signal(SIGINT, stay);
  GThread *watching = g_thread_new("watch", watch, &own);
  while (wait4(own.process, &status, 0, &usage) < 0 && errno == EINTR)
    ;
  double elapsed = (g_get_monotonic_time() - begin) / 1e6;
  g_atomic_int_set(&own.ended, TRUE);
  g_thread_join(watching);
  g_print("%.3f %.3f %ld %ld\n", elapsed, seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss,
          own.peak);
  g_autofree char *said = NULL;
  if (status != 0 && g_file_get_contents(log, &said, NULL, NULL))
    g_printerr("%s", said);
  unlink(log);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
