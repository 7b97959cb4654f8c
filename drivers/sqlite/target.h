/* A database that exists, opened to be worked on. */
#pragma once

#include "connection.h"
#include "session.h"
#include "target_lock.h"

#include <mighar/target.h>

typedef struct {
  MigharTarget base;
  sqlite3 *connection; /* NULL: not open */
  SqliteSession session;
  MigharTargetSettings settings;
  SqliteTargetLock *lock; /* that is held; NULL: none */
  gboolean hurried;       /* commits do not wait for the disk */
} SqliteTarget;

extern const MigharTargetDriver sqlite_target;

/* MigharTargetDriver's functions of these names. */
gboolean sqlite_target_reopen(MigharTarget *target, GError **error);
gboolean sqlite_target_execute(MigharTarget *target, const MigharWork *work, MigharWorkOutcome *outcome,
                               GError **error);
gboolean sqlite_target_lock(MigharTarget *target, const MigharTargetLock *lock, GError **error);
void sqlite_target_unlock(MigharTarget *target);
gboolean sqlite_target_settle(MigharTarget *target, GError **error);
gboolean sqlite_target_backup(MigharTarget *target, const char *file, GError **error);
GString *sqlite_target_render(MigharTarget *target, const MigharWork *work);

/* Has the transactions to come wait for the disk only when sqlite_target_settle() does, where that is safe.
 */
void sqlite_target_hurry(SqliteTarget *target);
