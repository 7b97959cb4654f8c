/* Where sequences stand. Which there are, what each counts and which column it serves is in the schema; only
 * how far it is has to be asked. */
#pragma once

#include <libpq-fe.h>
#include <mighar/rows.h>

/* A sequence of a schema. */
typedef struct {
  const MigharObject *object;
  const MigharObject *served; /* a column of numbers; NULL: none */
} Sequence;

/* Those that belong to the tables or are what defaults of theirs take from, and those of these names; NULL:
 * all. An array of Sequence, sorted by name; the schema keeps what they point to. */
GArray *positions_find(const MigharSnapshot *schema, GHashTable *tables);

/* The query for where it stands; one row. */
void positions_append_query(GString *sql, const Sequence *sequence);

/* What that query has given. Free with mighar_position_free(). */
MigharPosition *positions_read(const Sequence *sequence, const PGresult *place);

/* A query that sets the sequence to where it stood. */
void positions_append_setting(GString *sql, const MigharPosition *position);
