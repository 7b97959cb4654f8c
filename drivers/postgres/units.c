#include "units.h"

#include "catalog.h"
#include "followed.h"

#include <stdlib.h>
#include <string.h>

struct Units {
  GHashTable *classes; /* class to a table: ids to GPtrArray of MigharObject */
};

Units *units_new(void)
{
  Units *units = g_new0(Units, 1);
  units->classes = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
  return units;
}

void units_free(Units *units)
{
  g_hash_table_unref(units->classes);
  g_free(units);
}

void units_clear(Units *units)
{
  g_hash_table_remove_all(units->classes);
}

static GHashTable *find_class(const Units *units, guint32 class)
{
  return g_hash_table_lookup(units->classes, GUINT_TO_POINTER(class));
}

static GPtrArray *find_unit(const Units *units, guint32 class, guint32 id)
{
  GHashTable *ids = find_class(units, class);
  return ids != NULL ? g_hash_table_lookup(ids, GUINT_TO_POINTER(id)) : NULL;
}

static GPtrArray *add_unit(Units *units, guint32 class, guint32 id)
{
  GPtrArray *unit = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  GHashTable *ids = find_class(units, class);
  if (ids == NULL) {
    ids = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    g_hash_table_insert(units->classes, GUINT_TO_POINTER(class), ids);
  }
  g_hash_table_insert(ids, GUINT_TO_POINTER(id), unit);
  return unit;
}

gboolean units_add(Units *units, MigharObject *object)
{
  guint32 class = followed_class(object->kind);
  if (class == 0 || object->identity == NULL)
    return FALSE;
  guint32 id = (guint32)strtoul(object->identity, NULL, 10);
  GPtrArray *unit = find_unit(units, class, id);
  g_ptr_array_add(unit != NULL ? unit : add_unit(units, class, id), mighar_object_ref(object));
  return TRUE;
}

static GPtrArray *find(const Units *units, const ChangedObject *changed)
{
  return find_unit(units, changed->class, changed->id);
}

/* Parts */

static int part_of(const MigharObject *object)
{
  const char *part = strchr(object->identity, '.');
  return part != NULL ? atoi(part + 1) : 0;
}

static const ChangedPart *find_part(const ChangedObject *changed, int number)
{
  for (guint i = 0; i < changed->parts->len; i++)
    if (g_array_index(changed->parts, ChangedPart, i).number == number)
      return &g_array_index(changed->parts, ChangedPart, i);
  return NULL;
}

static gboolean is_behind_one_that_is_gone(const ChangedObject *changed, int number)
{
  for (guint i = 0; i < changed->parts->len; i++) {
    const ChangedPart *part = &g_array_index(changed->parts, ChangedPart, i);
    if (part->gone && part->number < number)
      return TRUE;
  }
  return FALSE;
}

static gboolean is_concerned(const ChangedObject *changed, const MigharObject *object)
{
  int number = part_of(object);
  return changed->parts == NULL || find_part(changed, number) != NULL ||
         is_behind_one_that_is_gone(changed, number);
}

static void list_part(GString *list, guint32 id, int number)
{
  g_string_append_printf(list, "%c%" G_GINT64_FORMAT, list->len > 0 ? ',' : '{', CATALOG_PART(id, number));
}

gboolean units_list_parts(const Units *units, const ChangedObject *changed, GString *list)
{
  gsize length = list->len;
  const GPtrArray *unit = find(units, changed);
  for (guint i = 0; i < changed->parts->len; i++) {
    const ChangedPart *part = &g_array_index(changed->parts, ChangedPart, i);
    if (!part->gone)
      list_part(list, changed->id, part->number);
  }
  for (guint i = 0; unit != NULL && i < unit->len; i++) {
    int number = part_of(g_ptr_array_index(unit, i));
    if (find_part(changed, number) == NULL && is_behind_one_that_is_gone(changed, number))
      list_part(list, changed->id, number);
  }
  return list->len > length;
}

void units_take(Units *units, const ChangedObject *changed, GPtrArray *taken)
{
  GPtrArray *unit = find(units, changed);
  for (guint i = unit != NULL ? unit->len : 0; i-- > 0;)
    if (is_concerned(changed, g_ptr_array_index(unit, i)))
      g_ptr_array_add(taken, g_ptr_array_steal_index_fast(unit, i));
  if (unit != NULL && unit->len == 0)
    g_hash_table_remove(find_class(units, changed->class), GUINT_TO_POINTER(changed->id));
}
