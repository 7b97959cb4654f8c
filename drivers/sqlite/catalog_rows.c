#include "catalog_rows.h"

#include "connection.h"
#include "names.h"

#define XXH_INLINE_ALL
#include <string.h>
#include <xxhash.h>

/* The SQL of so many new rows at the most is held from when they are read until their objects are made. */
#define MOST_TEXTS 50

/* Names that begin so are SQLite's own, whatever case they are in. */
#define OWN "sqlite_"

void catalog_entry_free(gpointer data)
{
  CatalogEntry *entry = data;
  catalog_entry_forget_sql(entry);
  catalog_entry_drop_objects(entry);
  g_ptr_array_unref(entry->asked);
  mighar_name_release(entry->name);
  mighar_name_release(entry->table);
  g_free(entry->columns);
  g_free(entry);
}

void catalog_entry_forget_sql(CatalogEntry *entry)
{
  g_clear_pointer(&entry->declaration, table_declaration_free);
  g_clear_pointer(&entry->sql, g_free);
}

void catalog_entry_drop_objects(CatalogEntry *entry)
{
  for (guint i = 0; entry->objects != NULL && entry->objects[i] != NULL; i++)
    mighar_object_unref(entry->objects[i]);
  g_clear_pointer(&entry->objects, g_free);
}

void catalog_rows_clear(CatalogRows *rows)
{
  g_clear_pointer(&rows->now, g_ptr_array_unref);
  g_clear_pointer(&rows->fresh, g_ptr_array_unref);
  g_clear_pointer(&rows->gone, g_ptr_array_unref);
}

static const char *text_of(sqlite3_stmt *row, int column)
{
  return (const char *)sqlite3_column_text(row, column);
}

static gboolean is_virtual(const char *sql)
{
  return g_ascii_strncasecmp(sql, "CREATE VIRTUAL TABLE", strlen("CREATE VIRTUAL TABLE")) == 0;
}

static void get_digest(const char *sql, guint64 digest[2])
{
  XXH128_hash_t hash = XXH3_128bits(sql, strlen(sql));
  digest[0] = hash.high64;
  digest[1] = hash.low64;
}

static gboolean has_digest(const char *sql, const guint64 digest[2])
{
  guint64 now[2];
  get_digest(sql, now);
  return now[0] == digest[0] && now[1] == digest[1];
}

static CatalogEntry *new_entry(sqlite3_stmt *row)
{
  const char *sql = text_of(row, 4);
  CatalogEntry *entry = g_new0(CatalogEntry, 1);
  entry->rowid = sqlite3_column_int64(row, 0);
  entry->type = g_intern_string(text_of(row, 1));
  entry->name = mighar_name_take(text_of(row, 2));
  entry->table = mighar_name_take(text_of(row, 3));
  get_digest(sql, entry->digest);
  entry->is_virtual = is_virtual(sql);
  entry->asked = g_ptr_array_new();
  return entry;
}

/* An index without SQL belongs to a constraint. */
static gboolean is_entry(sqlite3_stmt *row)
{
  for (int column = 1; column <= 4; column++)
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
      return FALSE;
  return g_ascii_strncasecmp(text_of(row, 2), OWN, strlen(OWN)) != 0;
}

static gboolean is_as_known(const CatalogEntry *entry, sqlite3_stmt *row)
{
  return has_digest(text_of(row, 4), entry->digest) && strcmp(entry->name, text_of(row, 2)) == 0 &&
         strcmp(entry->table, text_of(row, 3)) == 0 && strcmp(entry->type, text_of(row, 1)) == 0;
}

static CatalogEntry *known_at(const GPtrArray *known, guint place)
{
  return place < known->len ? g_ptr_array_index(known, place) : NULL;
}

/* Both the known entries and the rows come by rowid. Returns the place of the first entry behind the row's.
 */
static guint add_row(CatalogRows *rows, const GPtrArray *known, guint place, sqlite3_stmt *row)
{
  gint64 rowid = sqlite3_column_int64(row, 0);
  CatalogEntry *entry;
  while ((entry = known_at(known, place)) != NULL && entry->rowid < rowid) {
    g_ptr_array_add(rows->gone, entry);
    place++;
  }
  if (entry != NULL && entry->rowid == rowid) {
    place++;
    if (is_as_known(entry, row)) {
      g_ptr_array_add(rows->now, entry);
      return place;
    }
    g_ptr_array_add(rows->gone, entry);
  }
  entry = new_entry(row);
  if (rows->fresh->len < MOST_TEXTS)
    entry->sql = g_strdup(text_of(row, 4));
  g_ptr_array_add(rows->fresh, entry);
  g_ptr_array_add(rows->now, entry);
  return place;
}

static gboolean read_rows(CatalogRows *rows, const GPtrArray *known, sqlite3 *connection, GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  int code = sqlite3_prepare_v2(connection,
                                "SELECT rowid, type, name, tbl_name, sql FROM main.sqlite_schema"
                                " ORDER BY rowid",
                                -1, &statement, NULL);
  guint place = 0;
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW && is_entry(statement))
      place = add_row(rows, known, place, statement);
  }
  if (code != SQLITE_DONE) {
    sqlite_set_error(error, connection, "cannot read the schema");
    return FALSE;
  }
  for (; place < known->len; place++)
    g_ptr_array_add(rows->gone, known_at(known, place));
  return TRUE;
}

static gboolean has_virtual_tables(const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    if (((const CatalogEntry *)g_ptr_array_index(entries, i))->is_virtual)
      return TRUE;
  return FALSE;
}

static GHashTable *read_shadows(sqlite3 *connection, GError **error)
{
  g_autoptr(GHashTable) shadows = names_new();
  g_autoptr(sqlite3_stmt) statement = NULL;
  int code = sqlite3_prepare_v2(
      connection, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'", -1,
      &statement, NULL);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
      names_add(shadows, g_strdup(text_of(statement, 0)));
  }
  if (code == SQLITE_DONE)
    return g_steal_pointer(&shadows);
  sqlite_set_error(error, connection, "cannot read the schema");
  return NULL;
}

/* One that was known until now is gone. */
static void leave_out(CatalogRows *rows, guint place)
{
  CatalogEntry *entry = g_ptr_array_index(rows->now, place);
  g_ptr_array_remove_index(rows->now, place);
  if (!g_ptr_array_remove(rows->fresh, entry))
    g_ptr_array_add(rows->gone, entry);
}

/* A virtual table keeps what is in it in tables of its own, which are no more than a part of it. Only asked
 * where there is such a table, since SQLite expands all views for the answer. */
static gboolean leave_out_shadows(CatalogRows *rows, sqlite3 *connection, GError **error)
{
  if (!has_virtual_tables(rows->now))
    return TRUE;
  g_autoptr(GHashTable) shadows = read_shadows(connection, error);
  if (shadows == NULL)
    return FALSE;
  for (guint i = rows->now->len; i > 0; i--) {
    const CatalogEntry *entry = g_ptr_array_index(rows->now, i - 1);
    if (names_find(shadows, entry->table) != NULL)
      leave_out(rows, i - 1);
  }
  return TRUE;
}

gboolean catalog_rows_read(CatalogRows *rows, const GPtrArray *known, sqlite3 *connection, GError **error)
{
  *rows = (CatalogRows){
      .now = g_ptr_array_sized_new(known->len),
      .fresh = g_ptr_array_new_with_free_func(catalog_entry_free),
      .gone = g_ptr_array_new(),
  };
  return read_rows(rows, known, connection, error) && leave_out_shadows(rows, connection, error);
}

gboolean catalog_entry_read_sql(CatalogEntry *entry, sqlite3 *connection, GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  if (entry->sql != NULL)
    return TRUE;
  if (sqlite3_prepare_v2(connection, "SELECT sql FROM main.sqlite_schema WHERE rowid = ?", -1, &statement,
                         NULL) == SQLITE_OK &&
      sqlite3_bind_int64(statement, 1, entry->rowid) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    entry->sql = g_strdup(text_of(statement, 0));
  if (entry->sql == NULL)
    sqlite_set_error(error, connection, "cannot read the schema");
  return entry->sql != NULL;
}

void catalog_rows_take(CatalogRows *rows, GPtrArray *known)
{
  g_ptr_array_set_free_func(known, NULL);
  g_ptr_array_set_size(known, 0);
  g_ptr_array_extend(known, rows->now, NULL, NULL);
  g_ptr_array_set_free_func(known, catalog_entry_free);
  g_ptr_array_set_free_func(rows->fresh, NULL);
  g_ptr_array_set_free_func(rows->gone, catalog_entry_free);
}
