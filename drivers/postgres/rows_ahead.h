/* What is read in the same message in which a transaction ends: the answers wait for who asks. */
#pragma once

#include "rows_reading.h"

typedef struct Ahead Ahead;

/* Copies what it is given. NULL where it is too much for one message, or nothing. Free with ahead_free(). */
Ahead *ahead_new(PostgresDatabase *database, const MigharAhead *asked);
void ahead_free(Ahead *ahead);

/* The statements. */
const char *ahead_sql(const Ahead *ahead);

/* Takes over their results, one by one; the lines of a COPY from the session. */
void ahead_take(Ahead *ahead, PGconn *session, PGresult *result);

/* Answers what is asked now, where that is among what was answered: once. FALSE: it has to be asked, and
 * nothing was told. ahead may be NULL. */
gboolean ahead_give(Ahead *ahead, const Reading *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ahead, ahead_free)
