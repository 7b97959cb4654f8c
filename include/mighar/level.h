/* What has to be left out of two schemas before they can be compared, when they are not of one database: what
 * says more of where a database lives than of what its migrations made. Pure. */
#pragma once

#include <mighar/snapshot.h>

/* The schema that migrations made, without the owner of what belongs to whoever owns the database: nobody
 * said that it should be so. Free with mighar_snapshot_unref(). */
MigharSnapshot *mighar_level_owners(const MigharSnapshot *snapshot);

/* The snapshot for a comparison with the other one: without identities, which mean nothing there; without the
 * owner of an object for which the other one has none; and without objects of these kinds that the other one
 * has not (NULL ends; NULL: none is left out). Free with mighar_snapshot_unref(). */
MigharSnapshot *mighar_level(const MigharSnapshot *snapshot, const MigharSnapshot *other,
                             const char *const *kinds);
