/* One migration at a time across processes: an advisory lock of the session that migrates.
 *
 * It is asked for again and again and never waited for in the server, outside of any transaction: whoever
 * waits in pg_advisory_lock() holds a snapshot, and a CREATE INDEX CONCURRENTLY of the lock's holder waits
 * for that. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

/* Told once who holds what is waited for, and again whenever that is somebody else; a sentence without end.
 */
typedef void (*TargetLockWaiting)(void *data, const char *holder);

typedef struct {
  gint64 key;
  double seconds;  /* to wait for it */
  gboolean pooled; /* take it also where a pooler stands between, which then must pool by session */
  TargetLockWaiting waiting;
  void *data;
} TargetLockOptions;

/* Takes the lock, which ends with the session. MIGHAR_ERROR_ENVIRONMENT when somebody else still holds it
 * after the time to wait, with who that is, and where a pooler would give the lock to somebody else. */
gboolean target_lock_take(PGconn *session, const TargetLockOptions *options, GError **error);

void target_lock_release(PGconn *session, gint64 key);
