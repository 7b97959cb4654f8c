/* What one run of the seeder knows. */
#pragma once

#include "values.h"

#include <mighar/seed.h>

typedef struct {
  MigharDatabase *database;
  const MigharRowsDriver *driver;
  MigharDialect dialect;
  const MigharSnapshot *snapshot;
  MigharSeedPurpose purpose;
  const MigharSeedOptions *options;
  const MigharKnownRows *known; /* NULL: nothing, or no longer */
  GPtrArray *described;         /* MigharTable; owned */
  GHashTable *tables;           /* them by name */
  GPtrArray *described_before;  /* MigharTable of the schema before; NULL: none is compared */
  GHashTable *have;             /* name -> how many rows each of them had, counted as far as matters */
  GHashTable *written;          /* name -> MigharSeeded of seeding */
  MigharSeeding *seeding;
} Seeder;

/* order.c: a table and what becomes of its references. */
typedef struct {
  const MigharTable *table;
  gboolean *waits; /* for each of its references: it is NULL at first, and set when all rows are there */
} Turn;

/* Tables in groups, an array of GPtrArray of Turn, so that what a table refers to comes before it; those of a
 * group need each other at once. Owns everything. wanted: MigharTable. */
GPtrArray *order_tables(const GPtrArray *wanted, GHashTable *tables);

/* choose.c: which tables are to get rows: those that are asked for (a set of names; NULL: all), and those
 * without any that these refer to. Describes them, counts what they have, and adds them to wanted
 * (MigharTable). */
gboolean choose_tables(Seeder *seeder, GHashTable *named, GPtrArray *wanted, GError **error);

/* choose.c: how many rows a table is to have: where it is many they are shared by the parts of a table. */
guint64 choose_rows_wanted(const Seeder *seeder, const MigharTable *table);

/* rows.c: making the rows of one table. */
typedef struct {
  Seeder *seeder;
  const Turn *turn;
  const MigharTable *table;
  Hint *hints;
  const MigharTable *before; /* the table in the schema before; NULL: it is new, or nothing is compared */
  Hint *hints_before;        /* of its columns */
  guint64 salt;
  guint64 first;        /* number of the first row: other rows, other values */
  GPtrArray *columns;   /* char *: those that are written */
  GArray *places;       /* guint: their indexes in the table */
  GPtrArray *returning; /* char *: what is wanted back */
  gboolean is_key;      /* a key is among it */
  GPtrArray *pools;     /* for each reference the rows that it may refer to: rows of its columns */
  GPtrArray *accepted;  /* rows: the one that a search has found, by columns; empty: none */
} Filling;

gboolean filling_init(Filling *filling, Seeder *seeder, const Turn *turn, guint64 first, GError **error);
void filling_clear(Filling *filling);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Filling, filling_clear)

/* documents.c: where late rows are to have documents, those that are there become the values of the column.
 * FALSE on error. */
gboolean documents_find(Filling *filling, GError **error);

/* One row: its values by filling->columns (owned by rows), and what is notable about it, or NULL (owned). */
typedef struct {
  char **values;
  char *note;
} Row;

typedef enum {
  ROW_AS_IDEA, /* of the idea that its number stands for */
  ROW_TYPICAL, /* nothing unusual */
  ROW_MODEST,  /* as little as the table asks for: defaults, NULL */
} RowStyle;

/* turn_number: rows of another one have other values and references. */
Row rows_make(const Filling *filling, GPtrArray *rows, guint index, RowStyle style, guint turn_number);

/* fill.c: writes n rows to the table and notes in the seeding what was taken. *refusal is what the database
 * said of the last row that it did not take, when it took none. FALSE on error. */
gboolean fill_table(Filling *filling, guint n, MigharRefusal *refusal, guint *written, GError **error);

/* fill.c: one attempt. FALSE on error. */
gboolean fill_try(const Filling *filling, GPtrArray *rows, GPtrArray *notes, gboolean *taken,
                  MigharRefusal *refusal, GError **error);

/* search.c: tries values for what the database refuses in a row, until it takes it or there is no end of it.
 * index: of the row; others have other values. */
gboolean search_row(const Filling *filling, guint index, Row *row, GPtrArray *rows, gboolean has_rows,
                    MigharRefusal *refusal, gboolean *taken, GError **error);

/* patch.c: sets the references that waited. */
gboolean patch_references(Seeder *seeder, const Turn *turn, GError **error);

/* group.c: tables that need each other in one statement. */
gboolean fill_group(Seeder *seeder, const GPtrArray *turns, MigharRefusal *refusal, gboolean *taken,
                    GError **error);

/* pool.c: rows of these columns of a table: those that this run wrote, or some that are there. NULL on error;
 * owned by the caller. */
GPtrArray *pool_read(Seeder *seeder, const char *table, const GPtrArray *columns, GError **error);

/* ahead.c: after expect_end(), what options say comes next: of the tables that were written to and of the
 * last one that is. */
void read_ahead(Seeder *seeder, const MigharTable *last);

/* seed.c */
MigharSeeded *seeder_written(const Filling *filling);
