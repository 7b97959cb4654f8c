/* What a process had of the processor: how much of a time is its own, and how much is chance. */
#pragma once

#include <glib.h>
#include <sys/types.h>

/* Seconds since it began. */
typedef struct {
  double had;
  double waited; /* it could have run, and others did */
} ProcessorUse;

/* Of a process, or of the calling thread where that is its number. FALSE where it is not to be had: on
 * another system than Linux, or of a process that is not seen from here. */
gboolean processor_use(pid_t process, ProcessorUse *use);
