/* What values the types of PostgreSQL hold. */
#pragma once

#include <mighar/rows.h>

/* Sets type and what follows from it: kind, wrap, limits, labels; of a domain also its checks, and whether it
 * may be NULL and has a default. */
void rows_read_type(MigharColumn *column, const char *type, const MigharSnapshot *snapshot);
