/* A keeper is a process beside mighar that outlives it by the moment it takes to clean up: however mighar
 * ends, the keeper's channel to it closes, and the keeper then removes what it was started to watch over.
 *
 * It has a session of its own, so that neither Ctrl-C nor a kill of mighar's process group reaches it, and no
 * descriptor of mighar's, so that nobody who reads mighar's output waits for it. It is forked and executes
 * nothing itself: what it needs to know is made ready before, and it leaves GLib's locks and memory alone. */
#pragma once

#include <glib.h>
#include <sys/types.h>

typedef struct Keeper Keeper;

/* Either direction; what the numbers mean is between a keeper's work and its user. */
typedef struct {
  gint32 what;
  gint32 number;
} KeeperMessage;

/* Forks a process that calls work(channel, plan) and is over when that returns. MIGHAR_ERROR_ENVIRONMENT. */
Keeper *keeper_start(void (*work)(int channel, void *plan), void *plan, GError **error);

pid_t keeper_process(const Keeper *keeper);

/* FALSE when the keeper is no more. */
gboolean keeper_tell(Keeper *keeper, gint32 what, gint32 number);

typedef enum {
  KEEPER_SILENT, /* nothing in that time */
  KEEPER_SPOKE,
  KEEPER_GONE,
} KeeperSign;

/* Waits up to so many milliseconds for a message from the keeper. */
KeeperSign keeper_hear(Keeper *keeper, int milliseconds, KeeperMessage *message);

/* Ends the keeper, which cleans up; keeper_stop() is still owed. */
void keeper_hang_up(Keeper *keeper);

/* The same, and waits for it. NULL is allowed. */
void keeper_stop(Keeper *keeper);

/* Forgets the keeper, which was told to go on without mighar. */
void keeper_release(Keeper *keeper);

/* Ends all keepers and waits for them. Async-signal-safe. */
void keeper_abandon_all(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keeper, keeper_stop)
