/* What the last look at the rows of work has seen, for who would ask the database. */
#pragma once

#include "scratch.h"

/* Holds until anything is written. Of nothing where that may have happened since the last look. scratch has
 * to stay where it is. */
MigharKnownRows known_rows(const Scratch *scratch);
