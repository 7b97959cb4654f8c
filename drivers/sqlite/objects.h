/* Makes the objects of a snapshot. */
#pragma once

#include "catalog.h"

/* What one row of sqlite_schema tells: a table with its columns and constraints, an index, a view, a trigger.
 * What is not understood is told as a whole, in the property "definition", so that no change of it goes
 * unseen. */
void add_entry_objects(GPtrArray *objects, const CatalogEntry *entry, const Catalog *catalog);

/* A table whose declaration was understood. name is as in messages: quoted where it has to be. */
void add_table_objects(GPtrArray *objects, const char *name, const TableDeclaration *table,
                       const Catalog *catalog);

/* Its constraints. */
void add_constraint_objects(GPtrArray *objects, const char *table_name, const TableDeclaration *table,
                            const Catalog *catalog);

/* A clause of the table's declaration as the value of its property. Free with g_free(). */
char *clause_value(const Clause *clause, const TableDeclaration *table, const Catalog *catalog);
