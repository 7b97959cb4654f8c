/* Which foreign keys may have taken rows along, or emptied values, as rows that they refer to went. */
#pragma once

#include "row_set.h"

/* Between two moments. */
typedef struct {
  const MigharMoment *from, *to;
} Step;

/* How rows of a set of `from` may have come to be gone at `to` (column -1), or NULL in a column: "by a
 * cascade from 'users' (ON DELETE CASCADE)", where each of them refers to a row that is gone, too; "by a
 * cascade from 'users' or 'teams' ..." where more than one foreign key does that; "likely by ..." where the
 * rows that they refer to are there again and exactly those that refer to some are affected, as when a table
 * is made anew. NULL where no foreign key accounts for it. rows: Row of set, those that are affected. Free
 * with g_free(). */
char *cascades_explain(const Step *step, const MigharRowSet *set, GPtrArray *rows, int column);
