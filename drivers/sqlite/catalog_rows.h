/* The rows of sqlite_schema, held against those that are known.
 *
 * Of a known one the SQL is a digest: it is read again where it is needed. */
#pragma once

#include "catalog.h"

typedef struct {
  GPtrArray *now;   /* CatalogEntry by rowid: known ones and new ones */
  GPtrArray *fresh; /* those that are new; owned until they are taken */
  GPtrArray *gone;  /* known ones that are not there, or are others now; owned once the others are taken */
} CatalogRows;

/* known: CatalogEntry by rowid. Leaves out SQLite's own tables and shadow tables. MIGHAR_ERROR_ENVIRONMENT.
 */
gboolean catalog_rows_read(CatalogRows *rows, const GPtrArray *known, sqlite3 *connection, GError **error);

/* Has the SQL of an entry read, which it has until catalog_entry_forget_sql(), unless it is there already.
 * MIGHAR_ERROR_ENVIRONMENT. */
gboolean catalog_entry_read_sql(CatalogEntry *entry, sqlite3 *connection, GError **error);
void catalog_entry_forget_sql(CatalogEntry *entry);

/* Makes known, which they were read against, to those that are there now. */
void catalog_rows_take(CatalogRows *rows, GPtrArray *known);
void catalog_rows_clear(CatalogRows *rows);

void catalog_entry_free(gpointer entry);
void catalog_entry_drop_objects(CatalogEntry *entry);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CatalogRows, catalog_rows_clear)
