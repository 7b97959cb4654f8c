/* Rows that are written between an up and its down, as a release that is rolled back has written them. */
#pragma once

#include "check.h"
#include "rows.h"

/* Looks at the rows, with the trial's moments as the earlier ones. */
gboolean trial_look(Trial *trial, Scratch *scratch, const Look *look, Seen *seen, GError **error);

/* Writes rows under the new schema to what the up has changed, unless they are over, and looks at them. */
gboolean late_write(Trial *trial, Scratch *scratch, GError **error);

/* After a down that applied: whether it has touched tables that could have had late rows and have none. They
 * are noted, and get some the next time. */
gboolean late_lacks_tables(Trial *trial, const Scratch *scratch, const MigharTouched *touched_by_down);

/* After the down: what became of the rows. *again: the down is to be tried without them, to be judged for
 * itself. */
gboolean late_settle(Trial *trial, Scratch *scratch, gboolean *again, GError **error);

/* The second up failed over them. */
void late_blame_replay(Trial *trial);

/* After the second up: takes them away again, as far as they are there, sets sequences to where the first up
 * left them, and looks at the rows. */
gboolean late_look_back(Trial *trial, Scratch *scratch, GError **error);
