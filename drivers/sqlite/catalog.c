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
  return entry != NULL ? entry->columns : NULL;
}

NameScope catalog_scope(const Catalog *catalog, GHashTable *own)
{
  return (NameScope){.own = own, .schema = catalog->spellings.names, .dependents = catalog->dependents};
}

/* A catalog on its way from one state of the database to the next. */
typedef struct {
  Catalog *catalog;
  const MigharSnapshot *last;
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
  GHashTableIter iterator;
  gpointer name;
  if (entry->columns == NULL)
    return;
  g_hash_table_iter_init(&iterator, entry->columns);
  while (g_hash_table_iter_next(&iterator, &name, NULL))
    if (change(spellings, name))
      mark_dependents(following, name);
}

static void read_declaration(CatalogEntry *entry)
{
  if (!is_table(entry) || entry->declaration != NULL)
    return;
  entry->declaration = table_declaration_new(entry->sql);
  if (entry->declaration != NULL && entry->columns == NULL)
    entry->columns = g_hash_table_ref(entry->declaration->names);
}

/* So many declarations at the most are held from one reading of them to the next. */
#define MOST_DECLARATIONS 50

/* New names come before old ones go, so that those of a table that was rebuilt never change. */
static void enter_names(const Following *following, const GPtrArray *fresh)
{
  for (guint i = 0; i < fresh->len; i++) {
    CatalogEntry *entry = g_ptr_array_index(fresh, i);
    read_declaration(entry);
    if (has_names(entry))
      change_spellings(following, entry, spellings_add);
    if (i >= MOST_DECLARATIONS)
      g_clear_pointer(&entry->declaration, table_declaration_free);
  }
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
  for (guint i = 0; i < entry->objects->len; i++)
    g_ptr_array_add(list, mighar_object_ref(g_ptr_array_index(entry->objects, i)));
}

static void share_objects(const GPtrArray *objects, const MigharSnapshot *last)
{
  for (guint i = 0; i < objects->len; i++)
    objects->pdata[i] = mighar_snapshot_share(last, objects->pdata[i]);
}

static void make_objects(const Following *following, CatalogEntry *entry)
{
  Catalog *catalog = following->catalog;
  dependents_forget(entry, entry->asked);
  dependents_begin(catalog->dependents, entry, entry->asked);
  g_ptr_array_set_size(entry->objects, 0);
  read_declaration(entry);
  add_entry_objects(entry->objects, entry, catalog);
  share_objects(entry->objects, following->last);
  g_clear_pointer(&entry->declaration, table_declaration_free);
}

static void make_dirty(const Following *following, CatalogChanges *changes)
{
  GHashTableIter iterator;
  gpointer entry;
  g_hash_table_iter_init(&iterator, following->dirty);
  while (g_hash_table_iter_next(&iterator, &entry, NULL)) {
    append_objects(changes->removed, entry);
    make_objects(following, entry);
    append_objects(changes->added, entry);
  }
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

gboolean catalog_follow(Catalog *catalog, const MigharSnapshot *last, sqlite3 *connection,
                        CatalogChanges *changes, GError **error)
{
  g_auto(CatalogRows) rows = {0};
  if (!catalog_rows_read(&rows, catalog->entries, connection, error))
    return FALSE;
  *changes = (CatalogChanges){new_objects(), new_objects(), g_ptr_array_new_with_free_func(g_free)};
  g_autoptr(GHashTable) dirty = g_hash_table_new(NULL, NULL);
  const Following following = {catalog, last, dirty};
  enter_names(&following, rows.fresh);
  leave_names(&following, rows.gone);
  enter_tables(&following, rows.fresh);
  for (guint i = 0; i < rows.gone->len; i++)
    append_objects(changes->removed, g_ptr_array_index(rows.gone, i));
  make_dirty(&following, changes);
  note_tables(rows.fresh, changes);
  catalog_rows_take(&rows, catalog->entries);
  return TRUE;
}
