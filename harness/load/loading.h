/* The life of a loading; what formats do with one is in format.h. */
#pragma once

#include "format.h"

/* Reads the listing's chain for the engine: its migrations, and its warnings sorted by file and line. NULL on
 * error, also when no migration is there. */
MigharChain *mighar_loading_run(const MigharFormat *format, const MigharEngine *engine,
                                const MigharLoadOptions *options, const MigharListing *listing,
                                GError **error);
