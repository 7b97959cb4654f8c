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
 * rows themselves. All of a table of at most 1,000 rows and 256 KiB; of a larger one a sample of 1,000, which
 * is of the same keys whenever it is taken. Counted by reference. */
typedef struct MigharRowSet MigharRowSet;

/* Of a table as a driver describes it, without rows. Free with mighar_row_set_unref(). */
MigharRowSet *mighar_row_set_new(const MigharTable *table);
MigharRowSet *mighar_row_set_ref(MigharRowSet *set);
void mighar_row_set_unref(MigharRowSet *set);

/* Adds a row: a cell for each column of the table, in its order. */
void mighar_row_set_add(MigharRowSet *set, const MigharCell *cells);

guint64 mighar_row_set_count(const MigharRowSet *set);

/* Same columns by name, same rows. */
gboolean mighar_row_set_equal(const MigharRowSet *a, const MigharRowSet *b);

/* All rows of a database at one moment, with the schema that they are in. */
typedef struct {
  MigharSnapshot *snapshot;
  GHashTable *sets; /* const char * (name of a table) -> MigharRowSet, both the moment's */
} MigharMoment;

/* Takes a reference to the snapshot; without rows. Free with mighar_moment_free(). */
MigharMoment *mighar_moment_new(MigharSnapshot *snapshot);
void mighar_moment_free(MigharMoment *moment);

/* Takes the set over. */
void mighar_moment_add(MigharMoment *moment, MigharRowSet *set);

/* What was lost of tables and columns that both moments have, before an up and after it: rows that are gone,
 * and values that became NULL. An array of MigharFinding that owns them, sorted by object. */
GPtrArray *mighar_compare_kept(const MigharMoment *before, const MigharMoment *after);

/* What of the rows and values before an up is not there after its down; between is the moment after the up,
 * which tells whose doing that is. An array as above. */
GPtrArray *mighar_compare_data(const MigharMoment *before, const MigharMoment *between,
                               const MigharMoment *after);

/* Sequences that would hand out a key that is in use, or has been, after the down, and would not have before
 * the up: of positions (MigharPosition, sorted by name) at both moments. An array as above. */
GPtrArray *mighar_compare_positions(const GPtrArray *before, const GPtrArray *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharRowSet, mighar_row_set_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharMoment, mighar_moment_free)
