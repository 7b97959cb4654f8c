/* mighar's own directives: comments "-- mighar: ..." in any script. */
#pragma once

#include "source.h"

#include <mighar/migration.h>

/* Adds the directives of a file to directives (MigharDirective). *no_transaction is set to TRUE when one of
 * them is "no transaction", and left alone else. Only comments count: the same words in a string or in the
 * body of a function are no directive. MIGHAR_ERROR_USAGE for an unknown or incomplete one. */
gboolean mighar_directives_read(MigharDialect dialect, const MigharSource *source, GPtrArray *directives,
                                gboolean *no_transaction, GError **error);
