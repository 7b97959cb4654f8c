/* Runs one script of one migration on a database and says what became of it. */
#pragma once

#include <mighar/driver.h>
#include <mighar/finding.h>

/* One execution of one script. */
typedef struct {
  gboolean run; /* false: not tried; all else is empty */
  gboolean applied;
  gboolean leaves_traces; /* it did not apply, and was not undone as a whole */
  gboolean too_long;      /* it did not apply, as the database's patience was at an end */
  double seconds;
  MigharFinding *failure; /* why it did not apply: kind "sql-error", "open-transaction", "ended-transaction"
                             or "command-error", with the place; owned */
} MigharLeg;

void mighar_leg_clear(MigharLeg *leg);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigharLeg, mighar_leg_clear)

/* Runs the script in a fresh session, or the command line that it is. leg is overwritten; a script that fails
 * is data, FALSE is an error. */
gboolean mighar_apply(MigharDatabase *database, const MigharChain *chain, const MigharScript *script,
                      MigharLeg *leg, GError **error);

/* Brings an empty database to where some of the chain's migrations leave it: applies the ups of those for
 * which wanted (one for each) is true, in order. MIGHAR_ERROR_USAGE with the place when one does not apply.
 */
gboolean mighar_apply_ups(MigharDatabase *database, const MigharChain *chain, const gboolean *wanted,
                          GError **error);
