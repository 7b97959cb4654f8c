/* One migration at a time across processes: a lock (flock()) on a file beside the database, which says who
 * holds it. SQLite's own locks do not do: they end with every transaction. */
#pragma once

#include <glib.h>

typedef struct SqliteTargetLock SqliteTargetLock;

/* Waits so many seconds for the lock on this database's file; waiting, which may be NULL, is told once who
 * holds it. NULL and MIGHAR_ERROR_ENVIRONMENT when somebody still holds it then, with who it is, or when
 * there can be no file beside the database. Free with sqlite_target_lock_free(). */
SqliteTargetLock *sqlite_target_lock_take(const char *path, double seconds,
                                          void (*waiting)(void *data, const char *holder), void *data,
                                          GError **error);

/* Gives the lock up and removes the file. NULL is allowed. A process that dies gives it up, too. */
void sqlite_target_lock_free(SqliteTargetLock *lock);
