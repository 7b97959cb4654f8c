/* The order of the objects of a snapshot, and what it is made of. */
#pragma once

#include "holding.h"

#include <mighar/snapshot.h>

/* By kind, then name, bytewise. As strcmp(). */
int order_objects(const MigharObject *a, const MigharObject *b);

/* Equal, with the same identity. */
gboolean is_same_object(const MigharObject *a, const MigharObject *b);

/* The same of objects that have a parent: by that, then as above. */
int order_parts(const MigharObject *a, const MigharObject *b);

/* As mighar_snapshot_new(), of objects that are in their order, in an array that owns nothing; it, the
 * families (families.h) and the holding are taken over. */
MigharSnapshot *snapshot_of_sorted(GPtrArray *objects, GPtrArray *families, Holding *holding);

/* The parts among its objects. The snapshot has them. */
const GPtrArray *snapshot_families(const MigharSnapshot *snapshot);

/* What keeps the objects of a snapshot. The snapshot has it. */
Holding *snapshot_holding(MigharSnapshot *snapshot);
