/* Tables that are others in another schema. */
#pragma once

#include <mighar/snapshot.h>

/* A set of names (char *, owned). */
GHashTable *tables_new(void);

/* Adds the tables of which something is in one schema and not, or otherwise, in the other: themselves, parts
 * of theirs, types of their columns; and sequences. Costs a walk over pointers where the schemas share their
 * objects. */
void tables_add_changed(GHashTable *names, const MigharSnapshot *before, const MigharSnapshot *after);
