/* Which format a directory is in. */
#pragma once

#include "format.h"

/* The one format that is surest of the directory's files. MIGHAR_ERROR_USAGE when none is, when several are,
 * or when some files are another format's; errors of reading files. */
const MigharFormat *mighar_detect(const MigharListing *listing, const MigharEngine *const *known,
                                  GError **error);

/* Whether some format knows one of the files by its name, or by its content where any name will do. */
gboolean mighar_listing_has_migrations(const MigharListing *listing, const MigharEngine *const *known);
