/* Differences between two snapshots, as findings. Pure. */
#pragma once

#include <mighar/finding.h>
#include <mighar/mend.h>
#include <mighar/rows.h>
#include <mighar/snapshot.h>
#include <mighar/sql.h>

/* How to compare. */
typedef struct {
  MigharDialect dialect;
  const char *when;     /* ends the sentences: "after the down" */
  gboolean same_server; /* both snapshots are of one server, so that identities mean something */
  MigharMend mend;      /* makes fixes and their hints; NULL: there are none */
} MigharComparison;

/* What expected has and found has not, and the other way round: an array of MigharFinding that owns them,
 * sorted by object and property. The parts of an object that is missing or left over as a whole are not
 * listed. An object that is still there and only called otherwise is one finding (kind "renamed"), and what
 * follows from its name is none.
 *
 * Cosmetic findings: the order of columns alone (kind "order"); white space and comments inside the property
 * "body". */
GPtrArray *mighar_compare(const MigharSnapshot *expected, const MigharSnapshot *found,
                          const MigharComparison *how);

/* The same without fixes, of any two servers. */
GPtrArray *mighar_compare_snapshots(const MigharSnapshot *expected, const MigharSnapshot *found,
                                    MigharDialect dialect, const char *when);

/* The rows of one table at one moment: digests of all of them, independent of their order, and some of the
 * rows themselves. All of a table of few rows (MIGHAR_FEW_ROWS) and 256 KiB at most; of a larger one a sample
 * of as many, which is of the same keys whenever it is taken. Counted by reference. */
typedef struct MigharRowSet MigharRowSet;

/* Of a table as a driver describes it, without rows. Free with mighar_row_set_unref(). */
MigharRowSet *mighar_row_set_new(const MigharTable *table);
MigharRowSet *mighar_row_set_ref(MigharRowSet *set);
void mighar_row_set_unref(MigharRowSet *set);

/* Adds a row: a cell for each column of the table, in its order. */
void mighar_row_set_add(MigharRowSet *set, const MigharCell *cells);

guint64 mighar_row_set_count(const MigharRowSet *set);

/* The values of these columns of all its rows, as of mighar_rows_new() and mighar_cell_text(), in no order.
 * NULL where they were not all kept, or not as a whole. */
GPtrArray *mighar_row_set_texts(const MigharRowSet *set, const GPtrArray *columns);

/* Same columns by name, same rows; those that are kept apart are not looked at. */
gboolean mighar_row_set_equal(const MigharRowSet *a, const MigharRowSet *b);

/* The same, but for values that the database makes anew each time: of columns whose default is the time or
 * chance. volatile_columns: a set of names of columns as objects ("public.users.created_at"). */
gboolean mighar_row_set_equal_but(const MigharRowSet *a, const MigharRowSet *b, GHashTable *volatile_columns);

/* Rows that are told from the others: what is added from now on and is one of them is no part of the set, and
 * is kept beside it. Each is told by values (as of mighar_cell_text()) of these columns; none twice. */
void mighar_row_set_keep_apart(MigharRowSet *set, const GPtrArray *columns, const GPtrArray *rows);

/* The same: the rows that another moment's set of the table keeps apart, by the keys of this one. FALSE when
 * nothing that both have tells them. */
gboolean mighar_row_set_keep_apart_again(MigharRowSet *set, const MigharRowSet *other);

/* How many rows are kept apart. */
guint mighar_row_set_apart(const MigharRowSet *set);

/* All rows of a database at one moment, with the schema that they are in. */
typedef struct {
  MigharSnapshot *snapshot;
  GHashTable *sets;      /* const char * (name of a table) -> MigharRowSet, both the moment's */
  GHashTable *positions; /* const char * (its name) -> MigharPosition, where a sequence stands: so, too */
  GHashTable *served; /* const char * -> GPtrArray of MigharPosition: positions by the table that a sequence
                         serves, or its own name where it serves none; the moment's */
  GHashTable *asked;  /* a set of names (char *, owned) of tables, there or not, and of sequences that serve
                         none: of others nothing is known here */
} MigharMoment;

/* Takes a reference to the snapshot; without rows. Free with mighar_moment_free(). */
MigharMoment *mighar_moment_new(MigharSnapshot *snapshot);
void mighar_moment_free(MigharMoment *moment);

/* Take the set, or the position, over. */
void mighar_moment_add(MigharMoment *moment, MigharRowSet *set);
void mighar_moment_add_position(MigharMoment *moment, MigharPosition *position);

/* Forgets the positions of sequences that serve this table, or are of this name and serve none. */
void mighar_moment_forget_positions(MigharMoment *moment, const char *name);

/* The table of one moment at another: of the same name, else the one that only has got another name. NULL:
 * there is none. */
MigharRowSet *mighar_moment_find(const MigharMoment *from, const char *table, const MigharMoment *to);

/* What was lost of tables and columns that both moments have, before an up and after it: rows that are gone,
 * and values that became NULL. An array of MigharFinding that owns them, sorted by object. notes, such an
 * array or NULL, gets what was altered: values that are others now. */
GPtrArray *mighar_compare_kept(const MigharMoment *before, const MigharMoment *after, GPtrArray *notes);

/* The columns of the later moment that hold other values than at the earlier one, or are new: a set of their
 * names as objects (char *, owned). */
GHashTable *mighar_compare_written(const MigharMoment *before, const MigharMoment *after);

/* What of the rows and values before an up is not there after its down; between is the moment after the up,
 * which tells whose doing that is. An array as above. */
GPtrArray *mighar_compare_data(const MigharMoment *before, const MigharMoment *between,
                               const MigharMoment *after);

/* Sequences that would hand out a key that is in use, or has been, at the last moment, and would not have at
 * the one between, or where that is NULL or knows nothing of them, before. when: "after the down". An array
 * as above. */
GPtrArray *mighar_compare_positions(const MigharMoment *before, const MigharMoment *between,
                                    const MigharMoment *after, const char *when);

/* What became of one row that was written between an up and its down. Names are those after the down. */
typedef struct {
  char *table;
  char *column;           /* whose value is another one; NULL: the row is not there */
  char *object;           /* "column public.users.phone", "table public.users" */
  GPtrArray *columns;     /* char *: what the table has before the up, too */
  GPtrArray *row;         /* one row of them, as it was written: as of mighar_rows_new() */
  GPtrArray *key_columns; /* char *: what tells the row; empty: nothing does */
  GPtrArray *key;         /* one row of them */
  char *words;            /* "id 7": for people */
  char *from;    /* where it was written, if elsewhere: "public.phones.number", "public.accounts"; or NULL */
  char *written; /* the column's value; NULL is NULL */
  char *found;   /* after the down */
  gboolean other_values; /* the column was of another type, or the up has altered its values and not emptied
                            them: what is written after it means something else before it */
} MigharLateLoss;

void mighar_late_loss_free(MigharLateLoss *loss);

/* What of the rows that `late` keeps apart is not there, or another, after the down, as far as the tables and
 * columns are there both before the up and after the down, or the up has moved their values to where the rows
 * were written: an array of MigharLateLoss that owns them.
 * Whether the schema could have held it is not known here. */
GPtrArray *mighar_compare_late(const MigharMoment *before, const MigharMoment *late,
                               const MigharMoment *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharRowSet, mighar_row_set_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharMoment, mighar_moment_free)
