/* Statements that are to be run in batches: "-- mighar: batch KEY SIZE [PAUSE]". */
#pragma once

#include <mighar/migration.h>

/* Gives the scripts of the chain's migrations the batches that directives ask for, and takes these directives
 * away. MIGHAR_ERROR_USAGE, with the place and a hint, for a directive that is wrong, or whose statement or
 * script cannot be run in batches. */
gboolean mighar_batches_take(MigharChain *chain, GError **error);

/* The parts of a statement (UPDATE, DELETE or INSERT ... SELECT) between which a condition for the key can be
 * put, into batches, whose key and keys are set. What the statement does to its rows must not depend on other
 * rows of the query, so what groups or counts rows is refused. FALSE: *problem is a sentence that says why it
 * is not possible; free with g_free(). */
gboolean mighar_batches_split(MigharDialect dialect, const char *statement, gsize length,
                              MigharBatches *batches, char **problem);
