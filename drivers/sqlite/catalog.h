/* Reads the schema of a database: what there is, from sqlite_schema, each object by its own reader. */
#pragma once

#include "create_table.h"

#include <mighar/driver.h>
#include <sqlite3.h>

/* A row of sqlite_schema. */
typedef struct {
  char *type; /* "table", "index", "view", "trigger" */
  char *name;
  char *table; /* that it belongs to; of a table, its own name */
  char *sql;
  TableDeclaration *declaration; /* of a table that is not virtual and was understood; else NULL */
} CatalogEntry;

/* All there is to know about a schema before its objects are made. */
typedef struct {
  GPtrArray *entries; /* CatalogEntry, without SQLite's own and shadow tables */
  GHashTable *tables; /* names of names.h, with the CatalogEntry of tables and views as values */
  GHashTable *names;  /* of tables, views and columns, as of names.h */
} Catalog;

/* The entry of the table or view of this name in any case; NULL when there is none. */
const CatalogEntry *catalog_find_table(const Catalog *catalog, const char *name);

/* The columns of that table, as of names.h; NULL when it is not known. */
GHashTable *catalog_column_names(const Catalog *catalog, const char *table);

/* As MigharDriver.snapshot. */
MigharSnapshot *sqlite_snapshot(MigharDatabase *database, MigharReading reading, GError **error);
