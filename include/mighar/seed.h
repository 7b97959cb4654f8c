/* Rows made from a schema, so that there is something to lose. */
#pragma once

#include <mighar/rows.h>

/* The tables that are named (a set; NULL: all), and the parts and wholes of partitioned ones, as the driver
 * describes them: an array of MigharTable that owns them, sorted by name. Costs what the named tables have.
 */
GPtrArray *mighar_describe_tables(const MigharRowsDriver *driver, const MigharSnapshot *snapshot,
                                  GHashTable *named);

/* Rows that are known to be in tables, so that the database need not be asked. */
typedef struct {
  /* How many rows the table has, with those of its children, counted up to limit. FALSE: not known. */
  gboolean (*count)(const void *data, const char *table, guint64 limit, guint64 *rows);
  /* These columns of all rows of the table alone: as of mighar_rows_new(), in no order. NULL: not known, or
   * more than limit. */
  GPtrArray *(*read)(const void *data, const char *table, const GPtrArray *columns, guint limit);
  const void *data;
} MigharKnownRows;

/* What the database is asked next, of the tables that rows are written to. */
typedef enum {
  MIGHAR_NEXT_NOTHING,
  MIGHAR_NEXT_ROWS, /* all columns of all rows, as the driver describes the tables */
  MIGHAR_NEXT_ROWS_AND_SEQUENCES,
} MigharSeedNext;

typedef struct {
  guint64 seed;
  guint64 rows; /* that a table should have; the parts of a partitioned table together, where it is many */
  /* Told now and then while many rows are written: how many the table has of those wanted. Or NULL. */
  void (*progress)(void *data, const char *table, guint64 rows, guint64 wanted);
  void *data;                   /* for progress */
  const MigharKnownRows *known; /* as long as nothing is written; or NULL */
  MigharSeedNext next;          /* so that it may go along in one message */
} MigharSeedOptions;

/* What was written. */
typedef struct {
  GPtrArray *written;  /* MigharSeeded, in the order of writing; owned */
  GPtrArray *unfilled; /* MigharUnfilled, sorted by table; owned */
  gboolean lacks; /* of the tables that were looked at some have fewer rows than were wanted, or may have */
} MigharSeeding;

/* Rows of one table. */
typedef struct {
  char *table;
  gboolean is_key;    /* no two rows of the table have the same values in columns */
  GPtrArray *columns; /* char *: its key, or all columns that were written */
  GPtrArray *rows; /* char **, of rows that were made one by one, at most 10,000: those columns of each as the
                      database has them: what MigharRowsDriver.remove takes */
  GPtrArray *values; /* char *: for each row what is notable about it ("the longest text in bio", "NULL in
                        phone"), NULL: nothing */
} MigharSeeded;

/* Without columns and rows; for MigharSeeding.written, which frees it. */
MigharSeeded *mighar_seeded_new(const char *table);

MigharSeeding *mighar_seeding_new(void);
void mighar_seeding_free(MigharSeeding *seeding);

/* What rows are written for. */
typedef enum {
  MIGHAR_SEED_FILL, /* tables that have fewer rows than wanted get rows up to that number */
  MIGHAR_SEED_LATE, /* every table gets rows besides those it has, with values that the schema allows and that
                       `before` did not: longer text, new labels, NULL, larger numbers, rows that refer to new
                       ones */
} MigharSeedPurpose;

/* Writes rows to tables of the database, in one transaction of its own: everything or what the database
 * takes. The same for the same database, snapshot and options, whatever process does it.
 * tables: a set of names of tables to write to, besides those that they refer to; NULL: all.
 * before: the schema that MIGHAR_SEED_LATE compares to; NULL otherwise.
 * NULL on error. Free with mighar_seeding_free(). */
MigharSeeding *mighar_seed(MigharDatabase *database, const MigharSnapshot *snapshot,
                           MigharSeedPurpose purpose, const MigharSnapshot *before, GHashTable *tables,
                           const MigharSeedOptions *options, GError **error);

/* Removes rows that mighar_seed() wrote, as far as the database has them still and lets them go. *all tells
 * whether none is left. ahead: what is read next; or NULL. */
gboolean mighar_seed_undo(MigharDatabase *database, const MigharSeeding *seeding, const MigharAhead *ahead,
                          gboolean *all, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharSeeding, mighar_seeding_free)
