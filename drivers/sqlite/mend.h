/* Mends a difference between two schemas with what SQLite can do in place. */
#pragma once

#include <mighar/mend.h>

/* As MigharDriver.mend. */
void sqlite_mend(const MigharDifference *difference, MigharRemedy *remedy);
