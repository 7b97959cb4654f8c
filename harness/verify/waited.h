/* How long somebody else had the processor: what of a time is chance. */
#pragma once

#include <glib.h>
#include <sys/types.h>

/* For how many seconds the process (or thread) has been kept from running by others, since it began, although
 * it could have run. FALSE where that is not to be had: on another system than Linux, or of a process that is
 * not seen from here. */
gboolean waited(pid_t process, double *seconds);
