/* Where sequences stand. Which there are, what each counts and which column it serves is in the schema; only
 * how far it is has to be asked. */
#pragma once

#include <libpq-fe.h>
#include <mighar/rows.h>

/* A sequence of a schema. */
typedef struct {
  const MigharObject *object;
  const MigharObject *served; /* a column of numbers; NULL: none */
  gboolean whole;             /* they are whole ones */
  gboolean watched;           /* whoever reads all of the column's values tells them: positions_see() */
  gboolean any;               /* there was a value ... */
  gint64 farthest;            /* ... and none is farther in the direction that the sequence counts in */
} Sequence;

/* Those that belong to the tables or are what defaults of theirs take from, and those of these names; NULL:
 * all. An array of Sequence, sorted by name; the schema keeps what they point to. */
GArray *positions_find(const MigharSnapshot *schema, GHashTable *tables);

/* The name of the column that it serves, not quoted. Free with g_free(). */
char *positions_column(const Sequence *sequence);

/* A value of the column that it serves. */
void positions_see(Sequence *sequence, const MigharCell *value);

/* The query for where it stands; one row. */
void positions_append_query(GString *sql, const Sequence *sequence);

/* What that query has given; of one that is watched after all values. Free with mighar_position_free(). */
MigharPosition *positions_read(const Sequence *sequence, const PGresult *place);

/* A query that sets the sequence to where it stood. */
void positions_append_setting(GString *sql, const MigharPosition *position);
