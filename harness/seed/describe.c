#include "seeder.h"

#include <string.h>

/* The place in the snapshot of the first object of the kind whose name is not before this one. */
static guint find_first(const MigharSnapshot *snapshot, const char *kind, const char *name)
{
  guint low = 0, high = snapshot->objects->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    const MigharObject *object = g_ptr_array_index(snapshot->objects, middle);
    int order = strcmp(object->kind, kind);
    if (order < 0 || (order == 0 && strcmp(object->name, name) < 0))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Objects of a kind whose names start with this one; what is called by its whole is among them. */
typedef struct {
  const MigharSnapshot *snapshot;
  const char *kind, *start;
  guint at;
} Named;

static MigharObject *next_named(Named *named)
{
  if (named->at >= named->snapshot->objects->len)
    return NULL;
  MigharObject *object = g_ptr_array_index(named->snapshot->objects, named->at++);
  return g_str_equal(object->kind, named->kind) && g_str_has_prefix(object->name, named->start) ? object
                                                                                                : NULL;
}

static Named find_named(const MigharSnapshot *snapshot, const char *kind, const char *start)
{
  return (Named){snapshot, kind, start, find_first(snapshot, kind, start)};
}

static void take_parts(const MigharSnapshot *snapshot, const char *kind, const char *whole,
                       GPtrArray *objects)
{
  Named parts = find_named(snapshot, kind, whole);
  for (MigharObject *object; (object = next_named(&parts)) != NULL;)
    if (g_strcmp0(object->parent, whole) == 0)
      g_ptr_array_add(objects, mighar_object_ref(object));
}

static void take_table(const MigharSnapshot *snapshot, const char *name, GPtrArray *objects)
{
  const MigharObject *table = mighar_snapshot_find(snapshot, "table", name);
  if (table == NULL)
    return;
  g_ptr_array_add(objects, mighar_object_ref((MigharObject *)table));
  take_parts(snapshot, "column", name, objects);
  take_parts(snapshot, "constraint", name, objects);
}

/* Types are parts of nothing; constraints of domains are parts of these. */
static void take_types(const MigharSnapshot *snapshot, GPtrArray *objects)
{
  static const char *const kinds[] = {"domain", "type"};
  for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
    Named types = find_named(snapshot, kinds[k], "");
    for (MigharObject *object; (object = next_named(&types)) != NULL;) {
      g_ptr_array_add(objects, mighar_object_ref(object));
      take_parts(snapshot, "constraint", object->name, objects);
    }
  }
}

/* Indexes are not called by their tables. */
static void take_indexes(const MigharSnapshot *snapshot, GHashTable *names, GPtrArray *objects)
{
  Named indexes = find_named(snapshot, "index", "");
  for (MigharObject *object; (object = next_named(&indexes)) != NULL;)
    if (object->parent != NULL && g_hash_table_contains(names, object->parent))
      g_ptr_array_add(objects, mighar_object_ref(object));
}

/* Only the parts of a snapshot that are asked for: most migrations touch few tables of many. */
static MigharSnapshot *narrow(const MigharSnapshot *snapshot, GHashTable *names)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, names);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    take_table(snapshot, name, objects);
  take_types(snapshot, objects);
  take_indexes(snapshot, names, objects);
  return mighar_snapshot_new(objects);
}

static gboolean add_name(GHashTable *names, const char *name)
{
  return name != NULL && g_hash_table_add(names, g_strdup(name));
}

/* What belongs together: a partitioned table and its parts. Whether there was anything to add. */
static gboolean add_partitions(GHashTable *names, const MigharSnapshot *snapshot)
{
  gboolean added = FALSE;
  Named tables = find_named(snapshot, "table", "");
  for (const MigharObject *object; (object = next_named(&tables)) != NULL;) {
    const char *whole = mighar_object_get(object, "partition of");
    if (whole == NULL)
      continue;
    if (g_hash_table_contains(names, whole))
      added |= add_name(names, object->name);
    else if (g_hash_table_contains(names, object->name))
      added |= add_name(names, whole);
  }
  return added;
}

/* A reference that names no columns is to the key of a table that is not among them. */
static gboolean add_unnamed_targets(GHashTable *names, const GPtrArray *tables)
{
  gboolean added = FALSE;
  for (guint i = 0; i < tables->len; i++) {
    const MigharTable *table = g_ptr_array_index(tables, i);
    for (guint r = 0; r < table->references->len; r++) {
      const MigharReference *reference = g_ptr_array_index(table->references, r);
      if (reference->referenced->len == 0 && add_name(names, reference->references))
        added = TRUE;
    }
  }
  return added;
}

static GPtrArray *describe_named(const MigharRowsDriver *driver, const MigharSnapshot *snapshot,
                                 GHashTable *names)
{
  g_autoptr(MigharSnapshot) narrowed = narrow(snapshot, names);
  return driver->tables(narrowed);
}

/* Without tables that are only there because others refer to them. */
static void keep_named(GPtrArray *tables, GHashTable *names)
{
  for (guint i = tables->len; i > 0; i--)
    if (!g_hash_table_contains(names, ((const MigharTable *)g_ptr_array_index(tables, i - 1))->name))
      g_ptr_array_remove_index(tables, i - 1);
}

static GHashTable *copy_names(GHashTable *names)
{
  GHashTable *copy = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, names);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    add_name(copy, name);
  return copy;
}

GPtrArray *mighar_describe_tables(const MigharRowsDriver *driver, const MigharSnapshot *snapshot,
                                  GHashTable *named)
{
  if (named == NULL)
    return driver->tables(snapshot);
  g_autoptr(GHashTable) names = copy_names(named);
  while (add_partitions(names, snapshot))
    ;
  g_autoptr(GPtrArray) tables = describe_named(driver, snapshot, names);
  g_autoptr(GHashTable) with_targets = copy_names(names);
  if (!add_unnamed_targets(with_targets, tables))
    return g_steal_pointer(&tables);
  GPtrArray *completed = describe_named(driver, snapshot, with_targets);
  keep_named(completed, names);
  return completed;
}
