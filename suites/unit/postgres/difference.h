/* Two snapshots as the lines that tell one from the other. */
#pragma once

#include <mighar/snapshot.h>
#include <string.h>

/* Objects that one snapshot has and the other has not. Parts of such an object go without saying. */
static inline void add_missing(const MigharSnapshot *from, const MigharSnapshot *in, const char *sign,
                               GPtrArray *lines)
{
  g_autoptr(GHashTable) missing = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < from->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(from->objects, i);
    if (mighar_snapshot_find(in, object->kind, object->name) == NULL)
      g_hash_table_insert(missing, (gpointer)object->name, (gpointer)object);
  }
  for (guint i = 0; i < from->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(from->objects, i);
    if (mighar_snapshot_find(in, object->kind, object->name) == NULL &&
        (object->parent == NULL || !g_hash_table_contains(missing, object->parent)))
      g_ptr_array_add(lines, g_strdup_printf("%s %s %s", sign, object->kind, object->name));
  }
}

static inline void add_changed(const MigharObject *before, const MigharObject *after, GPtrArray *lines)
{
  for (guint i = 0; i < before->n_properties; i++)
    if (g_strcmp0(before->properties[i].value, mighar_object_get(after, before->properties[i].name)) != 0)
      g_ptr_array_add(lines,
                      g_strdup_printf("~ %s %s: %s", before->kind, before->name, before->properties[i].name));
  for (guint i = 0; i < after->n_properties; i++)
    if (mighar_object_get(before, after->properties[i].name) == NULL)
      g_ptr_array_add(lines,
                      g_strdup_printf("~ %s %s: %s", after->kind, after->name, after->properties[i].name));
}

static inline int compare_differences(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "+ table public.t" for what has come, "- ..." for what has gone, "~ table public.t: comment" for a property
 * that has changed; an array of char * that owns them, sorted. */
static inline GPtrArray *list_differences(const MigharSnapshot *before, const MigharSnapshot *after)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  add_missing(before, after, "-", lines);
  add_missing(after, before, "+", lines);
  for (guint i = 0; i < before->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(before->objects, i);
    const MigharObject *same = mighar_snapshot_find(after, object->kind, object->name);
    if (same != NULL)
      add_changed(object, same, lines);
  }
  g_ptr_array_sort(lines, compare_differences);
  return lines;
}
