#include "waited.h"

#include <stdlib.h>

/* https://docs.kernel.org/scheduler/sched-stats.html: nanoseconds on a processor, nanoseconds of waiting for
 * one, and how often it had one. */
gboolean waited(pid_t process, double *seconds)
{
  g_autofree char *path = g_strdup_printf("/proc/%ld/schedstat", (long)process);
  g_autofree char *text = NULL;
  if (process <= 0 || !g_file_get_contents(path, &text, NULL, NULL))
    return FALSE;
  g_auto(GStrv) fields = g_strsplit(text, " ", 3);
  if (g_strv_length(fields) < 2)
    return FALSE;
  *seconds = g_ascii_strtod(fields[1], NULL) / 1e9;
  return TRUE;
}
