#include "seeder.h"

/* Types are parts of nothing; constraints of domains are parts of these. */
static gboolean is_wanted(const MigharObject *object, GHashTable *names, GHashTable *domains)
{
  if (g_str_equal(object->kind, "table"))
    return g_hash_table_contains(names, object->name);
  if (g_str_equal(object->kind, "type") || g_str_equal(object->kind, "domain"))
    return TRUE;
  return object->parent != NULL &&
         (g_hash_table_contains(names, object->parent) || g_hash_table_contains(domains, object->parent));
}

/* Only the parts of a snapshot that are asked for: most migrations touch few tables of many. */
static MigharSnapshot *narrow(const MigharSnapshot *snapshot, GHashTable *names)
{
  g_autoptr(GHashTable) domains = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (g_str_equal(object->kind, "domain"))
      g_hash_table_add(domains, (gpointer)object->name);
  }
  for (guint i = 0; i < snapshot->objects->len; i++) {
    MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (is_wanted(object, names, domains))
      g_ptr_array_add(objects, mighar_object_ref(object));
  }
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
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    const char *whole = g_str_equal(object->kind, "table") ? mighar_object_get(object, "partition of") : NULL;
    if (whole == NULL)
      continue;
    if (g_hash_table_contains(names, whole))
      added |= add_name(names, object->name);
    else if (g_hash_table_contains(names, object->name))
      added |= add_name(names, whole);
  }
  return added;
}

GPtrArray *describe_tables(const MigharRowsDriver *driver, const MigharSnapshot *snapshot, GHashTable *named)
{
  if (named == NULL)
    return driver->tables(snapshot);
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, named);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    add_name(names, name);
  while (add_partitions(names, snapshot))
    ;
  g_autoptr(MigharSnapshot) narrowed = narrow(snapshot, names);
  return driver->tables(narrowed);
}
