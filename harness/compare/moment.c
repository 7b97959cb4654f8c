/* All rows of a database at one moment. */
#include "row_set.h"

#include <string.h>

MigharMoment *mighar_moment_new(MigharSnapshot *snapshot)
{
  MigharMoment *moment = g_new0(MigharMoment, 1);
  moment->snapshot = mighar_snapshot_ref(snapshot);
  moment->sets = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)mighar_row_set_unref);
  moment->positions =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)mighar_position_free);
  moment->served = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  moment->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return moment;
}

void mighar_moment_free(MigharMoment *moment)
{
  if (moment == NULL)
    return;
  mighar_snapshot_unref(moment->snapshot);
  g_hash_table_unref(moment->sets);
  g_hash_table_unref(moment->served);
  g_hash_table_unref(moment->positions);
  g_hash_table_unref(moment->asked);
  g_free(moment);
}

void mighar_moment_add(MigharMoment *moment, MigharRowSet *set)
{
  g_hash_table_replace(moment->sets, set->table, set);
}

static const char *subject_of(const MigharPosition *position)
{
  return position->table != NULL ? position->table : strchr(position->name, ' ') + 1;
}

static void drop_position(MigharMoment *moment, const char *name)
{
  MigharPosition *position = g_hash_table_lookup(moment->positions, name);
  if (position == NULL)
    return;
  g_ptr_array_remove(g_hash_table_lookup(moment->served, subject_of(position)), position);
  g_hash_table_remove(moment->positions, name);
}

void mighar_moment_add_position(MigharMoment *moment, MigharPosition *position)
{
  drop_position(moment, position->name);
  GPtrArray *served = g_hash_table_lookup(moment->served, subject_of(position));
  if (served == NULL) {
    served = g_ptr_array_new();
    g_hash_table_insert(moment->served, g_strdup(subject_of(position)), served);
  }
  g_ptr_array_add(served, position);
  g_hash_table_insert(moment->positions, position->name, position);
}

void mighar_moment_forget_positions(MigharMoment *moment, const char *name)
{
  const GPtrArray *served = g_hash_table_lookup(moment->served, name);
  for (guint i = 0; served != NULL && i < served->len; i++)
    g_hash_table_remove(moment->positions, ((const MigharPosition *)g_ptr_array_index(served, i))->name);
  g_hash_table_remove(moment->served, name);
}

MigharRowSet *mighar_moment_find(const MigharMoment *from, const char *table, const MigharMoment *to)
{
  MigharRowSet *set = g_hash_table_lookup(to->sets, table);
  const MigharObject *object = mighar_snapshot_find(from->snapshot, "table", table);
  if (set != NULL || object == NULL || object->identity == NULL)
    return set;
  g_autoptr(GPtrArray) tables = mighar_snapshot_select(to->snapshot, "table", NULL);
  for (guint i = 0; i < tables->len; i++) {
    const MigharObject *other = g_ptr_array_index(tables, i);
    if (g_strcmp0(other->identity, object->identity) == 0)
      return g_hash_table_lookup(to->sets, other->name);
  }
  return NULL;
}
