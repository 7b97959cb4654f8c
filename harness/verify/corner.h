/* The processor that a walk stays on. While one of mighar and the engine's process works, the other one waits
 * for it; on one processor, no second one has to be woken up for every question and every answer. */
#pragma once

#include <glib.h>
#include <sched.h>

/* Starts zeroed. */
typedef struct {
  gboolean stays;
  guint steps;
#ifdef __linux__
  cpu_set_t before; /* where the thread may work else */
  int number;
#endif
} Corner;

/* The calling thread stays on a processor that no other walk stays on, the one that it is on if it can; where
 * there is none it goes where it likes. */
void corner_stay(Corner *corner);

/* To be called between migrations: every now and then the system may find a better one. */
void corner_step(Corner *corner);

void corner_leave(Corner *corner);
