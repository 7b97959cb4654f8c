/* What constraints, unique indexes and bounds of partitions say about the rows of a table. */
#pragma once

#include <mighar/rows.h>

void rows_add_constraint(MigharTable *table, const MigharObject *object);
void rows_add_index(MigharTable *table, const MigharObject *object);

/* The bounds of a part as a check, as far as one column of the key tells. key: "LIST (status)". */
void rows_add_bound(MigharTable *part, const char *key, const char *bound);
