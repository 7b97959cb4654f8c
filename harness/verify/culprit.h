/* Which row makes a down fail. */
#pragma once

#include "check.h"
#include "scratch.h"

/* After a down that failed with late rows in place: takes them away from a copy one by one until it applies.
 * *culprit: the row without which it does, in words ("users id 7 with NULL in phone"); NULL: not to be told.
 * *anyway: its failure without any of them; NULL: it does not fail then, or that is not known. Both are the
 * caller's. FALSE: mighar itself cannot go on. */
gboolean culprit_find(const Trial *trial, Scratch *scratch, char **culprit, MigharFinding **anyway,
                      GError **error);
