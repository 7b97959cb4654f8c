/* One migration at a time across processes where sessions are not kept: a row that somebody holds for a while
 * and must renew. Every statement stands alone, so it works through a pooler that pools by transaction. */
#pragma once

#include "target_lock.h"
#include "target_twin.h"

typedef struct TargetLease TargetLease;

/* Waits for the lease and takes it; from then on a thread renews it on a connection of its own, made from
 * twin, which is taken over. The table mighar_lock is made in the schema where it is missing. Of options, the
 * key names the lease. NULL and MIGHAR_ERROR_ENVIRONMENT as for target_lock_take(). */
TargetLease *target_lease_take(PGconn *session, const char *schema, TargetTwin *twin,
                               const TargetLockOptions *options, GError **error);

/* A statement that fails when the lease is held no longer; for the end of a transaction that only its holder
 * may commit. The lease keeps it. */
const char *target_lease_guard(const TargetLease *lease);

/* Gives the lease up. NULL is allowed. */
void target_lease_free(TargetLease *lease, PGconn *session);

/* For how many seconds a lease holds that is not renewed; 30. For tests. */
extern double target_lease_seconds;
