#include "units.h"

#include "catalog.h"
#include "followed.h"

#include <stdlib.h>
#include <string.h>

struct Units {
  GHashTable *all; /* class << 32 | id, as gint64, to its objects: GPtrArray of MigharObject */
};

Units *units_new(void)
{
  Units *units = g_new0(Units, 1);
  units->all = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  return units;
}

void units_free(Units *units)
{
  g_hash_table_unref(units->all);
  g_free(units);
}

void units_clear(Units *units)
{
  g_hash_table_remove_all(units->all);
}

gboolean units_add(Units *units, MigharObject *object)
{
  guint32 class = followed_class(object->kind);
  if (class == 0 || object->identity == NULL)
    return FALSE;
  gint64 key = (gint64) class << 32 | (gint64)strtoul(object->identity, NULL, 10);
  GPtrArray *unit = g_hash_table_lookup(units->all, &key);
  if (unit == NULL) {
    unit = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
    g_hash_table_insert(units->all, g_memdup2(&key, sizeof key), unit);
  }
  g_ptr_array_add(unit, mighar_object_ref(object));
  return TRUE;
}

static gint64 key_of(const ChangedObject *changed)
{
  return (gint64)changed->class << 32 | (gint64)changed->id;
}

static GPtrArray *find(const Units *units, const ChangedObject *changed)
{
  gint64 key = key_of(changed);
  return g_hash_table_lookup(units->all, &key);
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
  gint64 key = key_of(changed);
  GPtrArray *unit = find(units, changed);
  for (guint i = unit != NULL ? unit->len : 0; i-- > 0;)
    if (is_concerned(changed, g_ptr_array_index(unit, i)))
      g_ptr_array_add(taken, g_ptr_array_steal_index_fast(unit, i));
  if (unit != NULL && unit->len == 0)
    g_hash_table_remove(units->all, &key);
}
