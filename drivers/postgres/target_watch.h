/* Looks after a connection that runs long statements, from a second one in a thread of its own. */
#pragma once

#include "target_twin.h"

typedef struct {
  /* Called in the thread. Both texts are sentences without end; blockers again only when they change, or
   * after half a minute. progress may be NULL: then it is not asked for. */
  void (*blocked)(void *data, const char *blockers);
  void (*progress)(void *data, const char *text);
  void *data;
} TargetWatchHooks;

typedef struct TargetWatch TargetWatch;

/* Watches the process behind the connection, of which twin, taken over, is made. It costs nothing until a
 * statement has run for a second: only then the second connection is made. */
TargetWatch *target_watch_new(TargetTwin *twin, int process, const TargetWatchHooks *hooks);

/* Told when a statement begins and ends. NULL is allowed. */
void target_watch_begin(TargetWatch *watch);
void target_watch_end(TargetWatch *watch);

/* Ends the thread; a NULL is allowed. */
void target_watch_free(TargetWatch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TargetWatch, target_watch_free)
