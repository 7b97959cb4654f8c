/* Objects of a snapshot by what they are parts of, and by name. */
#include "families.h"
#include "order.h"

#include <string.h>

const MigharObject *const *mighar_snapshot_parts(const MigharSnapshot *snapshot, const char *parent,
                                                 const char *kind, guint *n)
{
  guint all, first = 0;
  const MigharObject *const *parts = families_find(snapshot_families(snapshot), parent, &all);
  *n = all;
  if (kind == NULL)
    return parts;
  while (first < all && strcmp(parts[first]->kind, kind) < 0)
    first++;
  for (*n = 0; first + *n < all && g_str_equal(parts[first + *n]->kind, kind);)
    ++*n;
  return *n > 0 ? parts + first : NULL;
}

static gint64 number_of(const MigharObject *object, const char *property)
{
  const char *text = mighar_object_get(object, property);
  return text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;
}

static int compare_numbers(gconstpointer a, gconstpointer b, gpointer property)
{
  gint64 left = number_of(*(const MigharObject *const *)a, property);
  gint64 right = number_of(*(const MigharObject *const *)b, property);
  return (left > right) - (left < right);
}

GPtrArray *mighar_snapshot_parts_in_order(const MigharSnapshot *snapshot, const char *parent,
                                          const char *kind, const char *property)
{
  guint n;
  const MigharObject *const *parts = mighar_snapshot_parts(snapshot, parent, kind, &n);
  GPtrArray *sorted = g_ptr_array_sized_new(n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add(sorted, (gpointer)parts[i]);
  g_ptr_array_sort_with_data(sorted, compare_numbers, (gpointer)property);
  return sorted;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
  return order_objects(*(const MigharObject *const *)a, *(const MigharObject *const *)b);
}

/* The place of the first object of the kind. */
static guint find_kind(const MigharSnapshot *snapshot, const char *kind)
{
  guint low = 0, high = snapshot->objects->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (strcmp(((const MigharObject *)g_ptr_array_index(snapshot->objects, middle))->kind, kind) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void select_all(const MigharSnapshot *snapshot, const char *kind, GPtrArray *selected)
{
  for (guint i = find_kind(snapshot, kind); i < snapshot->objects->len; i++) {
    MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (!g_str_equal(object->kind, kind))
      return;
    g_ptr_array_add(selected, object);
  }
}

static void select_named(const MigharSnapshot *snapshot, const char *kind, GHashTable *names,
                         GPtrArray *selected)
{
  GHashTableIter all;
  gpointer name;
  g_hash_table_iter_init(&all, names);
  while (g_hash_table_iter_next(&all, &name, NULL)) {
    const MigharObject *object = mighar_snapshot_find(snapshot, kind, name);
    if (object != NULL)
      g_ptr_array_add(selected, (gpointer)object);
  }
  g_ptr_array_sort(selected, compare_names);
}

GPtrArray *mighar_snapshot_select(const MigharSnapshot *snapshot, const char *kind, GHashTable *names)
{
  GPtrArray *selected = g_ptr_array_new();
  if (names == NULL)
    select_all(snapshot, kind, selected);
  else
    select_named(snapshot, kind, names, selected);
  return selected;
}
