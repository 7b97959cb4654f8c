/* How long the legs of a chain take with more rows than anybody would write for it. */
#pragma once

#include "walk.h"

/* Takes the times of the legs of each migration that is verified, on scratch databases whose tables have a
 * few, some and many rows, and adds estimates to the report of each. What does not apply has none; where
 * mighar cannot go on, the report says why there are no more. */
void estimate_legs(const Course *course);
