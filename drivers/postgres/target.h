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
  gboolean between; /* a pooler is between mighar and the server; it may keep a session for each client */
  gint64 lock_key;  /* of the lock that is held */
  gboolean locked;
  TargetLease *lease; /* that is held; NULL: none */
  GQueue ahead;       /* AheadWork that is sent and not received, the oldest first */
  gint64 received_at; /* when the last of them was */
  TargetWatch *watch; /* looks after the session; NULL: nobody wants to be told */
} PostgresTarget;

extern const MigharTargetDriver postgres_target;

/* MigharTargetDriver's functions of these names. */
gboolean target_execute(MigharTarget *target, const MigharWork *work, MigharWorkOutcome *outcome,
                        GError **error);
GString *target_render(MigharTarget *target, const MigharWork *work);

gboolean target_can_send(MigharTarget *target, const MigharScript *script);
void target_send(MigharTarget *target, const MigharWork *work, gboolean last);
void target_receive(MigharTarget *target, MigharWorkOutcome *outcome);
gboolean target_settle(MigharTarget *target, GError **error);

gboolean target_lock(MigharTarget *target, const MigharTargetLock *lock, GError **error);
void target_unlock(MigharTarget *target);
gboolean target_backup(MigharTarget *target, const char *file, GError **error);
GPtrArray *target_find_invalid(MigharTarget *target, GError **error);
char *target_mend_invalid(MigharTarget *target, const char *name);
char *target_remove_invalid(MigharTarget *target, const char *name);
char *target_sibling(const char *url, const char *name, gboolean is_schema, GError **error);
gboolean target_replication(MigharTarget *target, MigharReplication *replication, GError **error);
gboolean target_run_alone(MigharTarget *target, const char *statement, GError **error);

/* A new watch over the session, as the target's settings ask for one, or NULL. */
TargetWatch *target_new_watch(PostgresTarget *target);

/* The statements that record a script, with those that see to it that they can: NULL ends. Free with
 * g_strfreev(). */
char **target_record_of(const PostgresTarget *target, const char *const *statements);

/* The commands that give the session its first state back, with the target's settings and its lock, whatever
 * a script, or what it called, has done to it: NULL ends. They are for one transaction that has nothing
 * else. Free with g_strfreev(). */
char **target_reset_commands(const PostgresTarget *target);

/* The same as one message. Free with g_free(). */
char *target_reset_sql(const PostgresTarget *target);

/* Runs them. Does nothing where a pooler keeps no session. */
gboolean target_reset(PostgresTarget *target, GError **error);
