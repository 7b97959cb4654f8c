/* Some of a table's columns, as foreign keys and moved values name them, and rows by what they have there.
 * columns: guint, indexes in the set. */
#pragma once

#include "row_set.h"

/* What the row has in these columns, as one hash. FALSE where one is NULL. */
gboolean row_columns_hash(const Row *row, const GArray *columns, guint64 *hash);

/* Kept rows by that: guint64 (of the table) -> Row, one of those that have it; without those that have NULL.
 */
GHashTable *row_columns_index(const MigharRowSet *set, const GArray *columns);

/* The columns of the parent that the key refers to; NULL where it has not got them. */
GArray *row_columns_referenced(const MigharReference *reference, const MigharRowSet *parent);
