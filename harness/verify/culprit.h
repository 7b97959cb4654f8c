/* Which row makes a down fail. */
#pragma once

#include "check.h"
#include "scratch.h"

/* After a down that failed with late rows in place: takes them away from a copy one by one until it applies.
 * *culprit: the row without which it does, in words ("the row of users with id 7"); NULL: not to be told.
 * *over: its failure over that row; NULL: that is the one of the trial. *anyway: its failure without any of
 * them; NULL: it does not fail then, or that is not known. All are the caller's. FALSE: mighar itself cannot
 * go on. */
gboolean culprit_find(const Trial *trial, Scratch *scratch, char **culprit, MigharFinding **over,
                      MigharFinding **anyway, GError **error);
