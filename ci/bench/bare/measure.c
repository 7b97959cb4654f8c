/* measure COMMAND...: runs it with its output thrown away, and prints seconds, the seconds of processor that
 * it and those it waited for took, and the peak of its memory in KiB (the largest process of these). Exits as
 * the command does; what that said is on standard error then. */
#include <glib.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval time)
{
  return time.tv_sec + time.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  GPid process;
  if (argc < 2)
    return 2;
  g_autofree char *log = g_strdup_printf("%s/measure.%d", g_get_tmp_dir(), getpid());
  g_autofree char *redirect = g_strdup_printf("exec \"$@\" >'%s' 2>&1", log);
  GPtrArray *call = g_ptr_array_new();
  g_ptr_array_add(call, (char *)"/bin/sh");
  g_ptr_array_add(call, (char *)"-c");
  g_ptr_array_add(call, redirect);
  for (char **word = argv; *word != NULL; word++)
    g_ptr_array_add(call, *word);
  g_ptr_array_add(call, NULL);
  gint64 start = g_get_monotonic_time();
  if (!g_spawn_async(NULL, (char **)call->pdata, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &process,
                     &error)) {
    g_printerr("measure: %s\n", error->message);
    return 3;
  }
  struct rusage usage;
  int status;
  wait4(process, &status, 0, &usage);
  double elapsed = (g_get_monotonic_time() - start) / 1e6;
  g_print("%.3f %.3f %ld\n", elapsed, seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss);
  g_autofree char *said = NULL;
  if (status != 0 && g_file_get_contents(log, &said, NULL, NULL))
    g_printerr("%s", said);
  unlink(log);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
