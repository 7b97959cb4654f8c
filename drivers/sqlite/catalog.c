#include "catalog.h"

#include <string.h>

#include "database.h"
#include "names.h"
#include "objects.h"
#include "properties.h"

static void entry_free(gpointer data)
{
  CatalogEntry *entry = data;
  table_declaration_free(entry->declaration);
  g_free(entry->type);
  g_free(entry->name);
  g_free(entry->table);
  g_free(entry->sql);
  g_free(entry);
}

static void catalog_clear(Catalog *catalog)
{
  g_clear_pointer(&catalog->tables, g_hash_table_unref);
  g_clear_pointer(&catalog->names, g_hash_table_unref);
  g_clear_pointer(&catalog->entries, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Catalog, catalog_clear)

/* Called for each row; the values last until it returns. */
typedef void (*RowFunction)(sqlite3_stmt *row, gpointer data);

static gboolean for_each_row(sqlite3 *connection, const char *sql, RowFunction function, gpointer data,
                             GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  int code = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
      function(statement, data);
  }
  if (code == SQLITE_DONE)
    return TRUE;
  sqlite_set_error(error, connection, "cannot read the schema");
  return FALSE;
}

static char *column_text(sqlite3_stmt *row, int column)
{
  return g_strdup((const char *)sqlite3_column_text(row, column));
}

static gboolean is_virtual(const CatalogEntry *entry)
{
  return g_ascii_strncasecmp(entry->sql, "CREATE VIRTUAL TABLE", strlen("CREATE VIRTUAL TABLE")) == 0;
}

static void add_entry(sqlite3_stmt *row, gpointer data)
{
  Catalog *catalog = data;
  CatalogEntry *entry = g_new0(CatalogEntry, 1);
  entry->type = column_text(row, 0);
  entry->name = column_text(row, 1);
  entry->table = column_text(row, 2);
  entry->sql = column_text(row, 3);
  g_ptr_array_add(catalog->entries, entry);
}

/* Names that begin with sqlite_ are SQLite's own; an index without SQL belongs to a constraint. */
static gboolean read_entries(Catalog *catalog, sqlite3 *connection, GError **error)
{
  return for_each_row(connection,
                      "SELECT type, name, tbl_name, sql FROM main.sqlite_schema"
                      " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql IS NOT NULL",
                      add_entry, catalog, error);
}

static void add_name(sqlite3_stmt *row, gpointer names)
{
  names_add(names, column_text(row, 0));
}

static gboolean has_virtual_tables(const Catalog *catalog)
{
  for (guint i = 0; i < catalog->entries->len; i++)
    if (is_virtual(g_ptr_array_index(catalog->entries, i)))
      return TRUE;
  return FALSE;
}

/* A virtual table keeps what is in it in tables of its own, which are no more than a part of it. Only asked
 * where there is such a table, since SQLite expands all views for the answer. */
static gboolean remove_shadow_tables(Catalog *catalog, sqlite3 *connection, GError **error)
{
  if (!has_virtual_tables(catalog))
    return TRUE;
  g_autoptr(GHashTable) shadows = names_new();
  if (!for_each_row(connection,
                    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'", add_name,
                    shadows, error))
    return FALSE;
  for (guint i = catalog->entries->len; i > 0; i--) {
    const CatalogEntry *entry = g_ptr_array_index(catalog->entries, i - 1);
    if (names_find(shadows, entry->table) != NULL)
      g_ptr_array_remove_index_fast(catalog->entries, i - 1);
  }
  return TRUE;
}

static void collect_names(Catalog *catalog, CatalogEntry *entry)
{
  g_hash_table_insert(catalog->tables, g_strdup(entry->name), entry);
  names_add(catalog->names, g_strdup(entry->name));
  if (entry->declaration == NULL)
    return;
  GHashTableIter iterator;
  gpointer name;
  g_hash_table_iter_init(&iterator, entry->declaration->names);
  while (g_hash_table_iter_next(&iterator, &name, NULL))
    names_add(catalog->names, g_strdup(name));
}

static void read_declarations(Catalog *catalog)
{
  for (guint i = 0; i < catalog->entries->len; i++) {
    CatalogEntry *entry = g_ptr_array_index(catalog->entries, i);
    gboolean is_table = g_str_equal(entry->type, "table");
    if (is_table)
      entry->declaration = table_declaration_new(entry->sql);
    if (is_table || g_str_equal(entry->type, "view"))
      collect_names(catalog, entry);
  }
}

const CatalogEntry *catalog_find_table(const Catalog *catalog, const char *name)
{
  return g_hash_table_lookup(catalog->tables, name);
}

GHashTable *catalog_column_names(const Catalog *catalog, const char *table)
{
  const CatalogEntry *entry = catalog_find_table(catalog, table);
  return entry != NULL && entry->declaration != NULL ? entry->declaration->names : NULL;
}

static gboolean read_catalog(Catalog *catalog, sqlite3 *connection, GError **error)
{
  catalog->entries = g_ptr_array_new_with_free_func(entry_free);
  catalog->tables = names_new();
  catalog->names = names_new();
  if (!read_entries(catalog, connection, error) || !remove_shadow_tables(catalog, connection, error))
    return FALSE;
  read_declarations(catalog);
  return TRUE;
}

static char *nonzero_text(sqlite3_stmt *row, int column)
{
  return sqlite3_column_int64(row, column) != 0 ? column_text(row, column) : NULL;
}

/* What the header of the database has room for and a migration can set and set back. */
static void add_database(sqlite3_stmt *row, gpointer objects)
{
  g_autoptr(GArray) properties = properties_new();
  properties_add(properties, "application_id", nonzero_text(row, 0));
  properties_add(properties, "user_version", nonzero_text(row, 1));
  add_object(objects, "database", "main", NULL, properties);
}

MigharSnapshot *sqlite_snapshot(MigharDatabase *handle, MigharReading reading G_GNUC_UNUSED, GError **error)
{
  sqlite3 *connection = sqlite_connection((SqliteDatabase *)handle, error);
  g_auto(Catalog) catalog = {0};
  g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  if (connection == NULL || !read_catalog(&catalog, connection, error) ||
      !for_each_row(connection,
                    "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version",
                    add_database, objects, error))
    return NULL;
  for (guint i = 0; i < catalog.entries->len; i++)
    add_entry_objects(objects, g_ptr_array_index(catalog.entries, i), &catalog);
  return mighar_snapshot_new(g_steal_pointer(&objects));
}
