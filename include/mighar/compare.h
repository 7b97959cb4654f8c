/* Differences between two snapshots, as findings. Pure. */
#pragma once

#include <mighar/finding.h>
#include <mighar/mend.h>
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
