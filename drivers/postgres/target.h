/* A database that exists, opened to be worked on. */
#pragma once

#include "parameters.h"
#include "session.h"
#include "target_lease.h"
#include "target_watch.h"

#include <mighar/target.h>

typedef struct {
  MigharTarget base;
  PGconn *session; /* NULL: it was lost */
  MigharTargetSettings settings;
  gint64 lock_key; /* of the lock that is held */
  gboolean locked;
  TargetLease *lease; /* that is held; NULL: none */
  TargetWatch *watch; /* looks after the session; NULL: nobody wants to be told */
} PostgresTarget;

extern const MigharTargetDriver postgres_target;

/* MigharTargetDriver's functions of these names. */
gboolean target_execute(MigharTarget *target, const MigharWork *work, MigharWorkOutcome *outcome,
                        GError **error);
GString *target_render(MigharTarget *target, const MigharWork *work);

gboolean target_lock(MigharTarget *target, const MigharTargetLock *lock, GError **error);
void target_unlock(MigharTarget *target);
gboolean target_backup(MigharTarget *target, const char *file, GError **error);
GPtrArray *target_find_invalid(MigharTarget *target, GError **error);
char *target_mend_invalid(MigharTarget *target, const char *name);
char *target_remove_invalid(MigharTarget *target, const char *name);
gboolean target_replication(MigharTarget *target, MigharReplication *replication, GError **error);
gboolean target_run_alone(MigharTarget *target, const char *statement, GError **error);

/* A new watch over the session, as the target's settings ask for one, or NULL. */
TargetWatch *target_new_watch(PostgresTarget *target);

/* Gives the session its first state back, but for its advisory locks, with the target's settings. */
gboolean target_reset(PostgresTarget *target, GError **error);
