/* Where on this machine the server's processes work: a question that is answered on the processor it was
 * asked on wakes up no other one. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>
#include <sched.h>

/* Where a thread was allowed to work when somebody last looked. Starts zeroed. */
typedef struct {
#ifdef __linux__
  cpu_set_t processors;
#else
  char none;
#endif
} Near;

/* Whether the calling thread may work elsewhere than at the last look. */
gboolean near_has_moved(Near *near);

/* Lets the server's process of a connection work where the calling thread may, and nowhere else. The process
 * is one of this machine. NULL is allowed. */
void near_bring(const PGconn *connection);
