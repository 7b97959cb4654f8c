#include "catalog.h"

#include "catalog_rows.h"
#include "names.h"
#include "objects.h"

void catalog_init(Catalog *catalog)
{
  catalog->entries = g_ptr_array_new_with_free_func(catalog_entry_free);
  catalog->tables = names_new();
  catalog->dependents = dependents_new();
  spellings_init(&catalog->spellings);
}

void catalog_clear(Catalog *catalog)
{
  g_clear_pointer(&catalog->tables, g_hash_table_unref);
  g_clear_pointer(&catalog->dependents, dependents_free);
  g_clear_pointer(&catalog->entries, g_ptr_array_unref);
  spellings_clear(&catalog->spellings);
}

void catalog_changes_clear(CatalogChanges *changes)
{
  g_clear_pointer(&changes->removed, g_ptr_array_unref);
  g_clear_pointer(&changes->added, g_ptr_array_unref);
  g_clear_pointer(&changes->tables, g_ptr_array_unref);
}

const CatalogEntry *catalog_find_table(const Catalog *catalog, const char *name)
{
  dependents_ask(catalog->dependents, name);
  return g_hash_table_lookup(catalog->tables, name);
}

GHashTable *catalog_column_names(const Catalog *catalog, const char *table)
{
  const CatalogEntry *entry = catalog_find_table(catalog, table);
  return entry != NULL && entry->columns != NULL ? names_unpack(entry->columns) : NULL;
}

NameScope catalog_scope(const Catalog *catalog, GHashTable *own)
{
  return (NameScope){.own = own, .schema = catalog->spellings.names, .dependents = catalog->dependents};
}

/* A catalog on its way from one state of the database to the next. */
typedef struct {
  Catalog *catalog;
  const MigharSnapshot *last;
  sqlite3 *connection;
  GHashTable *dirty; /* CatalogEntry whose objects are to be made again */
} Following;

static gboolean is_table(const CatalogEntry *entry)
{
  return g_str_equal(entry->type, "table");
}

static gboolean has_names(const CatalogEntry *entry)
{
  return is_table(entry) || g_str_equal(entry->type, "view");
}

static void mark_dependents(const Following *following, const char *name)
{
  const GPtrArray *entries = dependents_of(following->catalog->dependents, name);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    g_hash_table_add(following->dirty, g_ptr_array_index(entries, i));
}

typedef gboolean (*SpellingFunction)(Spellings *, const char *spelling);

static void change_spellings(const Following *following, const CatalogEntry *entry, SpellingFunction change)
{
  Spellings *spellings = &following->catalog->spellings;
  if (change(spellings, entry->name))
    mark_dependents(following, entry->name);
  for (char **name = entry->columns; name != NULL && *name != NULL; name++)
    if (change(spellings, *name))
      mark_dependents(following, *name);
}

static void read_declaration(CatalogEntry *entry)
{
  if (entry->declaration != NULL)
    return;
  entry->declaration = table_declaration_new(entry->sql);
  if (entry->declaration != NULL && entry->columns == NULL)
    entry->columns = names_pack(entry->declaration->names);
}

static gboolean read_columns(const Following *following, CatalogEntry *entry, GError **error)
{
  gboolean stays = entry->sql != NULL;
  if (!catalog_entry_read_sql(entry, following->connection, error))
    return FALSE;
  read_declaration(entry);
  if (!stays)
    catalog_entry_forget_sql(entry);
  return TRUE;
}

/* New names come before old ones go, so that those of a table that was rebuilt never change. */
static gboolean enter_names(const Following *following, const GPtrArray *fresh, GError **error)
{
  for (guint i = 0; i < fresh->len; i++) {
    CatalogEntry *entry = g_ptr_array_index(fresh, i);
    if (is_table(entry) && !read_columns(following, entry, error))
      return FALSE;
    if (has_names(entry))
      change_spellings(following, entry, spellings_add);
  }
  return TRUE;
}

static void leave_names(const Following *following, const GPtrArray *gone)
{
  for (guint i = 0; i < gone->len; i++) {
    CatalogEntry *entry = g_ptr_array_index(gone, i);
    dependents_forget(entry, entry->asked);
    g_hash_table_remove(following->dirty, entry);
    if (!has_names(entry))
      continue;
    change_spellings(following, entry, spellings_remove);
    g_hash_table_remove(following->catalog->tables, entry->name);
    mark_dependents(following, entry->name);
  }
}

static void enter_tables(const Following *following, const GPtrArray *fresh)
{
  for (guint i = 0; i < fresh->len; i++) {
    CatalogEntry *entry = g_ptr_array_index(fresh, i);
    g_hash_table_add(following->dirty, entry);
    if (!has_names(entry))
      continue;
    g_hash_table_insert(following->catalog->tables, g_strdup(entry->name), entry);
    mark_dependents(following, entry->name);
  }
}

static void append_objects(GPtrArray *list, const CatalogEntry *entry)
{
  for (MigharObject **object = entry->objects; object != NULL && *object != NULL; object++)
    g_ptr_array_add(list, mighar_object_ref(*object));
}

static void share_objects(const GPtrArray *objects, const MigharSnapshot *last)
{
  for (guint i = 0; i < objects->len; i++)
    objects->pdata[i] = mighar_snapshot_share(last, objects->pdata[i]);
}

static gboolean make_objects(const Following *following, CatalogEntry *entry, GError **error)
{
  Catalog *catalog = following->catalog;
  g_autoptr(GPtrArray) objects = g_ptr_array_new();
  if (!catalog_entry_read_sql(entry, following->connection, error))
    return FALSE;
  dependents_forget(entry, entry->asked);
  dependents_begin(catalog->dependents, entry, entry->asked);
  if (is_table(entry))
    read_declaration(entry);
  add_entry_objects(objects, entry, catalog);
  share_objects(objects, following->last);
  g_ptr_array_add(objects, NULL);
  catalog_entry_drop_objects(entry);
  entry->objects = g_memdup2(objects->pdata, objects->len * sizeof(gpointer));
  catalog_entry_forget_sql(entry);
  return TRUE;
}

static gboolean make_dirty(const Following *following, CatalogChanges *changes, GError **error)
{
  GHashTableIter iterator;
  gpointer entry;
  g_hash_table_iter_init(&iterator, following->dirty);
  while (g_hash_table_iter_next(&iterator, &entry, NULL)) {
    append_objects(changes->removed, entry);
    if (!make_objects(following, entry, error))
      return FALSE;
    append_objects(changes->added, entry);
  }
  return TRUE;
}

static void note_tables(const GPtrArray *fresh, CatalogChanges *changes)
{
  for (guint i = 0; i < fresh->len; i++) {
    const CatalogEntry *entry = g_ptr_array_index(fresh, i);
    if (is_table(entry))
      g_ptr_array_add(changes->tables, name_quote(entry->name));
  }
}

static GPtrArray *new_objects(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
}

static gboolean follow(const Following *following, CatalogChanges *changes, GError **error)
{
  g_auto(CatalogRows) rows = {0};
  GPtrArray *entries = following->catalog->entries;
  if (!catalog_rows_read(&rows, entries, following->connection, error) ||
      !enter_names(following, rows.fresh, error))
    return FALSE;
  leave_names(following, rows.gone);
  enter_tables(following, rows.fresh);
  for (guint i = 0; i < rows.gone->len; i++)
    append_objects(changes->removed, g_ptr_array_index(rows.gone, i));
  if (!make_dirty(following, changes, error))
    return FALSE;
  note_tables(rows.fresh, changes);
  catalog_rows_take(&rows, entries);
  return TRUE;
}

gboolean catalog_follow(Catalog *catalog, const MigharSnapshot *last, sqlite3 *connection,
                        CatalogChanges *changes, GError **error)
{
  g_autoptr(GHashTable) dirty = g_hash_table_new(NULL, NULL);
  const Following following = {catalog, last, connection, dirty};
  *changes = (CatalogChanges){new_objects(), new_objects(), g_ptr_array_new_with_free_func(g_free)};
  if (follow(&following, changes, error))
    return TRUE;
  catalog_clear(catalog);
  catalog_init(catalog);
  return FALSE;
}
