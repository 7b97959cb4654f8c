/* Where an up has moved values to, as seen in rows that have them: so that it can be told what becomes of
 * rows that are written there later. */
#pragma once

#include "row_set.h"

/* A column of one table, and that of another one that holds its values. */
typedef struct {
  guint from; /* index in the set before the up */
  guint to;   /* index in the set after it */
} Followed;

/* A table whose values another one holds after the up. */
typedef struct {
  const MigharRowSet *from; /* before the up */
  const MigharRowSet *to;   /* after it */
  GArray *links;            /* Followed: what rows that belong together have in common */
  GArray *values;           /* Followed: what has moved */
  gboolean replaces;        /* every row of `to` is one of the table, which is gone */
} Move;

/* All that can be seen for certain: each row that both have says the same, and no second place holds it. An
 * array of Move that owns them. */
GPtrArray *followed_find(const MigharMoment *before, const MigharMoment *between);
