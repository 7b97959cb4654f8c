/* What is asked of tables and sequences in one go, and what becomes of the answers. */
#pragma once

#include "database.h"
#include "positions.h"

/* What is read in one message is locked together until its end. */
#define READING_AT_ONCE 100

typedef struct {
  const MigharRead *reads;
  guint n;
  GArray *sequences;         /* Sequence, asked for behind the tables; NULL: none is */
  const GPtrArray *set_back; /* see MigharSequences; NULL: none */
  GPtrArray *positions;      /* where to */
  const char *settings;      /* the statement that comes before those that read; NULL: none has to */
  GArray *watches;           /* for each of reads which column is of what a sequence counts */
} Reading;

/* Whether neither a table nor a sequence is asked for or set back. */
gboolean reading_is_empty(guint n, const MigharSequences *sequences);

/* Sends nothing. sequences may be NULL. Everything that is pointed to must outlive it. */
void reading_init(Reading *reading, PostgresDatabase *database, const MigharRead *reads, guint n,
                  const MigharSequences *sequences);
void reading_clear(Reading *reading);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

/* How many statements tell something: the tables in their order, then the sequences. */
guint reading_statements(const Reading *reading);

/* How many come before the statement first. */
guint reading_before(const Reading *reading, guint first);

/* A message of the statements from first up to, not including, end. Sequences are set back with the first.
 * Free with g_free(). */
char *reading_message(const Reading *reading, guint first, guint end);

/* A line of what COPY gives for the table of this index, which is changed. *more: rows of it are still
 * wanted; sequences want all. */
void reading_take_line(const Reading *reading, guint read, char *line, gsize length, gboolean *more);

/* What a sequence's query has given, after all lines of tables. */
void reading_take_place(const Reading *reading, const Sequence *sequence, const PGresult *place);
