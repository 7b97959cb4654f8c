/* The parts of a comparison of snapshots. Each adds its findings to an array of MigharFinding. */
#pragma once

#include <mighar/compare.h>

/* The property that tells the rank of a column among the columns of its table. */
#define POSITION "position"

/* A comparison under way. */
typedef struct {
  const MigharSnapshot *expected;
  const MigharSnapshot *found;
  const MigharComparison *how;
  GPtrArray *findings;
} Comparing;

/* Adds a finding about a difference of the two objects, one of which may be NULL, and says how to mend it.
 * property is NULL where the objects differ as a whole. Takes the finding over. */
void add_finding(const Comparing *comparing, MigharFinding *finding, const MigharObject *left,
                 const MigharObject *right, const char *property);

/* Two objects of the same kind: a finding for each property that differs, POSITION aside. */
void compare_properties(const Comparing *comparing, const MigharObject *expected, const MigharObject *found);

/* Columns that both sides have, in another order: a cosmetic finding for each table. */
void compare_order(const MigharSnapshot *expected, const MigharSnapshot *found, const char *when,
                   GPtrArray *findings);
