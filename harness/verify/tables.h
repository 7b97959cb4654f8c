/* Sets of tables by their names; which are others in another schema, which refer to those of a set. */
#pragma once

#include <mighar/rows.h>

/* A set of names (char *, owned). */
GHashTable *tables_new(void);

/* Adds the tables of which something is in one schema and not, or otherwise, in the other: themselves, parts
 * of theirs, types of their columns; and sequences. Costs a walk over pointers where the schemas share their
 * objects. */
void tables_add_changed(GHashTable *names, const MigharSnapshot *before, const MigharSnapshot *after);

/* Whether a foreign key of the table refers to one of these. */
gboolean table_refers_to(const MigharTable *table, GHashTable *names);
