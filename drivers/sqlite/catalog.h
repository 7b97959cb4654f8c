/* What sqlite_schema says, and the objects of a snapshot that are made of it. A catalog follows its database:
 * what is read again is what has changed, and made again are only the objects that depend on that. */
#pragma once

#include "canonical.h"
#include "create_table.h"
#include "spellings.h"

#include <mighar/snapshot.h>
#include <sqlite3.h>

/* A row of sqlite_schema. There is one for each table and index for as long as the chain goes up, so that of
 * what can be read or made again nothing is kept. */
typedef struct {
  gint64 rowid;
  const char *type;  /* "table", "index", "view", "trigger"; interned */
  const char *name;  /* see mighar_name_take(), as is table */
  const char *table; /* that it belongs to; of a table, its own name */
  guint64 digest[2]; /* of sql */
  gboolean is_virtual;
  char *sql;                     /* while objects are made; else NULL */
  TableDeclaration *declaration; /* in the same time, of a table that is not virtual and was understood; else
                                    NULL */
  char **columns;                /* names_pack() of such a table's columns; else NULL */
  MigharObject **objects;        /* that it is told by; behind the last one is NULL. NULL: not made yet */
  GPtrArray *asked;              /* see dependents.h */
} CatalogEntry;

typedef struct {
  GPtrArray *entries;     /* CatalogEntry by rowid, without SQLite's own and shadow tables; owned */
  GHashTable *tables;     /* names of names.h, with the CatalogEntry of tables and views as values */
  Spellings spellings;    /* of tables, views and columns */
  Dependents *dependents; /* entries by the names that their objects depend on */
} Catalog;

/* What has become other. Free with catalog_changes_clear(). */
typedef struct {
  GPtrArray *removed; /* MigharObject */
  GPtrArray *added;   /* MigharObject */
  GPtrArray *tables;  /* char *: names of tables that were made or altered, as in snapshots */
} CatalogChanges;

void catalog_init(Catalog *catalog);
void catalog_clear(Catalog *catalog);

/* Brings the catalog, which is empty at first, to what the database has. Objects are those of last, which may
 * be NULL, where they are as they were. changes is overwritten. After an error, MIGHAR_ERROR_ENVIRONMENT, the
 * catalog is empty, and changes says nothing. */
gboolean catalog_follow(Catalog *catalog, const MigharSnapshot *last, sqlite3 *connection,
                        CatalogChanges *changes, GError **error);
void catalog_changes_clear(CatalogChanges *changes);

/* The entry of the table or view of this name in any case; NULL when there is none. */
const CatalogEntry *catalog_find_table(const Catalog *catalog, const char *name);

/* The columns of that table, as of names.h; NULL when it is not known. Free with g_hash_table_unref(). */
GHashTable *catalog_column_names(const Catalog *catalog, const char *table);

/* For a text in which these names, which may be NULL, count before those of the schema. */
NameScope catalog_scope(const Catalog *catalog, GHashTable *own);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Catalog, catalog_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CatalogChanges, catalog_changes_clear)
