/* The parts of a comparison of snapshots. Each adds its findings to an array of MigharFinding. */
#pragma once

#include <mighar/finding.h>
#include <mighar/snapshot.h>
#include <mighar/sql.h>

/* The property that tells the rank of a column among the columns of its table. */
#define POSITION "position"

/* Two objects of the same kind and name: a finding for each property that differs, POSITION aside. */
void compare_properties(const MigharObject *expected, const MigharObject *found, MigharDialect dialect,
                        const char *when, GPtrArray *findings);

/* Columns that both sides have, in another order: a cosmetic finding for each table. */
void compare_order(const MigharSnapshot *expected, const MigharSnapshot *found, const char *when,
                   GPtrArray *findings);
