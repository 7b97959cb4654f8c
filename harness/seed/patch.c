#include "seeder.h"

static gboolean set_reference(Seeder *seeder, const MigharTable *table, const MigharReference *reference,
                              const MigharSeeded *seeded, char **target, char **key, GError **error)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  g_autoptr(GPtrArray) row = mighar_rows_new();
  g_autoptr(GPtrArray) keys = mighar_rows_new();
  g_auto(MigharRefusal) refusal = {0};
  gboolean taken;
  for (guint i = 0; i < reference->columns->len; i++) {
    const MigharColumn *column =
        g_ptr_array_index(table->columns, g_array_index(reference->columns, guint, i));
    g_ptr_array_add(columns, column->name);
  }
  mighar_rows_add(row, target, columns->len);
  mighar_rows_add(keys, key, seeded->columns->len);
  MigharInsert values = {.table = table->name, .columns = columns, .rows = row, .described = table};
  MigharInsert where = {.table = table->name, .columns = seeded->columns, .rows = keys, .described = table};
  return seeder->driver->update(seeder->database, &values, &where, &taken, &refusal, error);
}

/* Not the first row: one that refers to nothing stays. What the database refuses stays as it is. */
gboolean patch_references(Seeder *seeder, const Turn *turn, GError **error)
{
  const MigharSeeded *seeded = g_hash_table_lookup(seeder->written, turn->table->name);
  for (guint r = 0; seeded != NULL && r < turn->table->references->len; r++) {
    const MigharReference *reference = g_ptr_array_index(turn->table->references, r);
    if (!turn->waits[r] || reference->referenced->len != reference->columns->len)
      continue;
    g_autoptr(GPtrArray) pool = pool_read(seeder, reference->references, reference->referenced, error);
    if (pool == NULL)
      return FALSE;
    for (guint i = 1; pool->len > 0 && i < seeded->rows->len; i++)
      if (!set_reference(seeder, turn->table, reference, seeded, g_ptr_array_index(pool, (i - 1) % pool->len),
                         g_ptr_array_index(seeded->rows, i), error))
        return FALSE;
  }
  return TRUE;
}
