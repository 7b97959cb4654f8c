#include "moments.h"

static void add_positions(GPtrArray *positions, const MigharMoment *moment, const char *name)
{
  const GPtrArray *served = g_hash_table_lookup(moment->served, name);
  for (guint i = 0; served != NULL && i < served->len; i++)
    g_ptr_array_add(positions, g_ptr_array_index(served, i));
}

GPtrArray *moments_find_positions(const MigharMoment *moment, GHashTable *names)
{
  GPtrArray *positions = g_ptr_array_new();
  GHashTableIter iterator;
  gpointer name;
  g_hash_table_iter_init(&iterator, names);
  while (g_hash_table_iter_next(&iterator, &name, NULL))
    add_positions(positions, moment, name);
  return positions;
}

void moments_copy_positions(MigharMoment *moment, const GPtrArray *positions, gboolean replace)
{
  for (guint i = 0; i < positions->len; i++) {
    const MigharPosition *position = g_ptr_array_index(positions, i);
    if (replace || !g_hash_table_contains(moment->positions, position->name))
      mighar_moment_add_position(moment, mighar_position_copy(position));
  }
}

/* An earlier moment in which nobody asked for this name had what was known until now. */
static void recall_set(MigharMoment *earlier, const MigharMoment *known, const char *name)
{
  MigharRowSet *set = g_hash_table_lookup(known->sets, name);
  g_hash_table_add(earlier->asked, g_strdup(name));
  if (set != NULL)
    mighar_moment_add(earlier, mighar_row_set_ref(set));
}

void moments_recall(MigharMoment *earlier, const MigharMoment *known, GHashTable *names)
{
  g_autoptr(GPtrArray) positions = g_ptr_array_new();
  GHashTableIter iterator;
  gpointer name;
  g_hash_table_iter_init(&iterator, names);
  while (g_hash_table_iter_next(&iterator, &name, NULL))
    if (!g_hash_table_contains(earlier->asked, name)) {
      recall_set(earlier, known, name);
      add_positions(positions, known, name);
    }
  moments_copy_positions(earlier, positions, TRUE);
}

void moments_forget(MigharMoment *known, GHashTable *names, gboolean with_positions)
{
  GHashTableIter iterator;
  gpointer name;
  g_hash_table_iter_init(&iterator, names);
  while (g_hash_table_iter_next(&iterator, &name, NULL)) {
    g_hash_table_remove(known->sets, name);
    if (with_positions)
      mighar_moment_forget_positions(known, name);
  }
}

void moments_carry_over(MigharMoment *moment, const MigharMoment *known, const MigharMoment *earlier)
{
  GHashTableIter iterator;
  gpointer name;
  g_hash_table_iter_init(&iterator, earlier->asked);
  while (g_hash_table_iter_next(&iterator, &name, NULL))
    if (!g_hash_table_contains(moment->asked, name))
      recall_set(moment, known, name);
  g_autoptr(GPtrArray) positions = moments_find_positions(known, moment->asked);
  moments_copy_positions(moment, positions, FALSE);
}
