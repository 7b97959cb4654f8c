#include "seeder.h"

static gboolean add_name(GHashTable *names, const char *name)
{
  return name != NULL && g_hash_table_add(names, g_strdup(name));
}

static gboolean is_partitioned(const MigharSnapshot *snapshot, const char *name)
{
  const MigharObject *table = mighar_snapshot_find(snapshot, "table", name);
  return table != NULL && (mighar_object_get(table, "partitioned by") != NULL ||
                           mighar_object_get(table, "partition of") != NULL);
}

static gboolean any_partitioned(const MigharSnapshot *snapshot, GHashTable *names)
{
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, names);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    if (is_partitioned(snapshot, name))
      return TRUE;
  return FALSE;
}

/* Whether there was anything to add. */
static gboolean add_relatives(GHashTable *names, const GPtrArray *tables)
{
  gboolean added = FALSE;
  for (guint i = 0; i < tables->len; i++) {
    const MigharObject *object = g_ptr_array_index(tables, i);
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

/* What belongs together: a partitioned table and its parts. */
static void add_partitions(GHashTable *names, const MigharSnapshot *snapshot)
{
  if (!any_partitioned(snapshot, names))
    return;
  g_autoptr(GPtrArray) tables = mighar_snapshot_select(snapshot, "table", NULL);
  while (add_relatives(names, tables))
    ;
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
    return driver->tables(snapshot, NULL);
  g_autoptr(GHashTable) names = copy_names(named);
  add_partitions(names, snapshot);
  g_autoptr(GPtrArray) tables = driver->tables(snapshot, names);
  g_autoptr(GHashTable) with_targets = copy_names(names);
  if (!add_unnamed_targets(with_targets, tables))
    return g_steal_pointer(&tables);
  GPtrArray *completed = driver->tables(snapshot, with_targets);
  keep_named(completed, names);
  return completed;
}
