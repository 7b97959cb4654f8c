/* How a keeper waits: for mighar, for its children and for signals, all at once. Only system calls. */
#pragma once

#include "keeper.h"

typedef enum {
  WATCH_TOLD,  /* mighar sent a message */
  WATCH_CHILD, /* a child may have ended */
  WATCH_OVER,  /* mighar is gone, or somebody wants the keeper to end: SIGTERM, SIGINT or SIGHUP */
} WatchSign;

/* Once, before all else. Descendants that lose their parent become children of this process where the system
 * can do that, so that none is lost. */
void watch_begin(void);

/* Waits. channel -1: there is no mighar to listen to any more. */
WatchSign watch_next(int channel, KeeperMessage *message);

/* Waits for a child to end, for so many milliseconds at most, whatever else happens. */
void watch_children(int milliseconds);

void watch_tell(int channel, gint32 what, gint32 number);

/* Undoes watch_begin() in a child that is about to execute another program. */
void watch_leave(void);
