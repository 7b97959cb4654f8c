#include "processor.h"

#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static gboolean is_this_thread(pid_t process)
{
#ifdef SYS_gettid
  return syscall(SYS_gettid) == process;
#else
  return FALSE;
#endif
}

static gboolean read_clock(pid_t process, double *seconds)
{
  clockid_t clock = CLOCK_THREAD_CPUTIME_ID;
  struct timespec time;
  if ((!is_this_thread(process) && clock_getcpuclockid(process, &clock) != 0) ||
      clock_gettime(clock, &time) != 0)
    return FALSE;
  *seconds = (double)time.tv_sec + (double)time.tv_nsec / 1e9;
  return TRUE;
}

/* https://docs.kernel.org/scheduler/sched-stats.html: nanoseconds on a processor (of late, those since the
 * last tick are missing), nanoseconds of waiting for one, and how often it had one. */
static gboolean read_waited(pid_t process, double *seconds)
{
  g_autofree char *path = g_strdup_printf("/proc/%ld/schedstat", (long)process);
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return FALSE;
  g_auto(GStrv) fields = g_strsplit(text, " ", 3);
  if (g_strv_length(fields) < 2)
    return FALSE;
  *seconds = g_ascii_strtod(fields[1], NULL) / 1e9;
  return TRUE;
}

gboolean processor_use(pid_t process, ProcessorUse *use)
{
  ProcessorUse read;
  if (process <= 0 || !read_clock(process, &read.had) || !read_waited(process, &read.waited))
    return FALSE;
  *use = read;
  return TRUE;
}
