/* The rows of the work database from leg to leg. */
#pragma once

#include "scratch.h"

#include <mighar/compare.h>

/* The rows as they are now, in this schema; tables that nothing has touched since the last look are not read
 * again. The caller frees the moment with mighar_moment_free(). *moment is NULL where nobody wants to know.
 * FALSE: mighar itself cannot go on. */
gboolean rows_look(Scratch *scratch, MigharSnapshot *snapshot, MigharMoment **moment, GError **error);

/* Where sequences stand; NULL as above. */
gboolean rows_look_at_positions(Scratch *scratch, GPtrArray **positions, GError **error);

/* Whether both moments have the same tables with the same rows. */
gboolean rows_equal(const MigharMoment *a, const MigharMoment *b);
