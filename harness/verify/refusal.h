/* Why an up does not take rows that were made up. */
#pragma once

#include "check.h"

/* Whether it would take no row at all, whatever it held: it adds a column that may not be NULL and has no
 * default. Other refusals depend on values, which mighar does not know. */
gboolean refusal_is_of_any_row(const MigharScript *up, const MigharFinding *failure, MigharDialect dialect);
