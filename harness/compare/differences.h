/* The parts of a comparison of snapshots. Each adds its findings to an array of MigharFinding. */
#pragma once

#include <mighar/compare.h>

/* The property that tells the rank of a column among the columns of its table. */
#define POSITION "position"

/* The objects of one kind and name on both sides, where they are not one and the same; NULL: there is none.
 */
typedef struct {
  const MigharObject *expected;
  const MigharObject *found;
} Pair;

typedef struct Renames Renames;

/* A comparison under way. */
typedef struct {
  const MigharSnapshot *expected;
  const MigharSnapshot *found;
  const MigharComparison *how;
  GPtrArray *findings;
  const Renames *renames;
} Comparing;

/* What is called otherwise in found than in expected, which only snapshots of the same server can tell.
 * pairs: Pair, all there are. Free with renames_free(). */
Renames *renames_find(const GArray *pairs, gboolean same_server);
void renames_free(Renames *renames);

/* The same object on the other side, under its other name; NULL when it has not got another one. */
const MigharObject *renames_partner(const Renames *renames, const MigharObject *object);

/* A finding that right is left under another name, unless that follows from the name of its whole. */
void renames_tell(const Comparing *comparing, const MigharObject *left, const MigharObject *right);

/* Whether two values of the property differ in nothing but the new names of what they mention. */
gboolean renames_explain(const Renames *renames, MigharDialect dialect, const char *property,
                         const char *before, const char *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Renames, renames_free)

/* Adds a finding about a difference of the two objects, one of which may be NULL, and says how to mend it.
 * property is NULL where the objects differ as a whole. Takes the finding over. */
void add_finding(const Comparing *comparing, MigharFinding *finding, const MigharObject *left,
                 const MigharObject *right, const char *property);

/* Two objects of the same kind: a finding for each property that differs, POSITION aside. */
void compare_properties(const Comparing *comparing, const MigharObject *expected, const MigharObject *found);

/* Columns that both sides have, in another order: a cosmetic finding for each table. pairs: Pair, all there
 * are. */
void compare_order(const Comparing *comparing, const GArray *pairs);
