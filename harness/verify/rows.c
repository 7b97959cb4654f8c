#include "rows.h"

static gboolean add_row(const MigharCell *cells, void *set)
{
  mighar_row_set_add(set, cells);
  return TRUE;
}

static gboolean read_set(Scratch *scratch, const MigharTable *table, MigharMoment *moment, GError **error)
{
  g_autoptr(MigharRowSet) set = mighar_row_set_new(table);
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  for (guint i = 0; i < table->columns->len; i++)
    g_ptr_array_add(columns, ((const MigharColumn *)g_ptr_array_index(table->columns, i))->name);
  if (!scratch->server->driver->rows->read(scratch->work, table->name, columns, 0, add_row, set, error))
    return FALSE;
  mighar_moment_add(moment, g_steal_pointer(&set));
  return TRUE;
}

/* The set of the last look, where it still holds; NULL else. */
static MigharRowSet *find_known(const Scratch *scratch, const MigharTouched *touched, const char *table)
{
  if (scratch->rows == NULL || touched->all || g_hash_table_contains(touched->tables, table))
    return NULL;
  return g_hash_table_lookup(scratch->rows->sets, table);
}

static gboolean ask_touched(Scratch *scratch, MigharTouched *touched, GError **error)
{
  const MigharDriver *driver = scratch->server->driver;
  if (driver->touched != NULL)
    return driver->touched(scratch->work, touched, error);
  touched->all = TRUE;
  return TRUE;
}

static MigharMoment *copy_moment(const MigharMoment *moment, MigharSnapshot *snapshot)
{
  MigharMoment *copy = mighar_moment_new(snapshot);
  GHashTableIter iterator;
  gpointer set;
  g_hash_table_iter_init(&iterator, moment->sets);
  while (g_hash_table_iter_next(&iterator, NULL, &set))
    mighar_moment_add(copy, mighar_row_set_ref(set));
  return copy;
}

static MigharMoment *look(Scratch *scratch, MigharSnapshot *snapshot, const MigharTouched *touched,
                          GError **error)
{
  g_autoptr(MigharMoment) moment = mighar_moment_new(snapshot);
  g_autoptr(GPtrArray) tables = scratch->server->driver->rows->tables(snapshot);
  for (guint i = 0; i < tables->len; i++) {
    const MigharTable *table = g_ptr_array_index(tables, i);
    MigharRowSet *known = find_known(scratch, touched, table->name);
    if (known != NULL)
      mighar_moment_add(moment, mighar_row_set_ref(known));
    else if (!table->partitioned && !read_set(scratch, table, moment, error))
      return NULL;
  }
  return g_steal_pointer(&moment);
}

gboolean rows_look(Scratch *scratch, MigharSnapshot *snapshot, MigharMoment **moment, GError **error)
{
  g_auto(MigharTouched) touched = {0};
  CLOCK(&scratch->clock, MIGHAR_COST_ROWS);
  if (!scratch->looks_at_rows)
    return TRUE;
  if (!ask_touched(scratch, &touched, error))
    return FALSE;
  gboolean nothing = scratch->rows != NULL && scratch->rows->snapshot == snapshot && !touched.all &&
                     g_hash_table_size(touched.tables) == 0;
  if (!nothing) {
    MigharMoment *now = look(scratch, snapshot, &touched, error);
    if (now == NULL)
      return FALSE;
    g_clear_pointer(&scratch->rows, mighar_moment_free);
    scratch->rows = now;
  }
  *moment = copy_moment(scratch->rows, snapshot);
  return TRUE;
}

gboolean rows_look_at_positions(Scratch *scratch, GPtrArray **positions, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_ROWS);
  if (!scratch->looks_at_rows)
    return TRUE;
  *positions = scratch->server->driver->rows->positions(scratch->work, error);
  return *positions != NULL;
}

gboolean rows_equal(const MigharMoment *a, const MigharMoment *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (g_hash_table_size(a->sets) != g_hash_table_size(b->sets))
    return FALSE;
  GHashTableIter iterator;
  gpointer name, set;
  g_hash_table_iter_init(&iterator, a->sets);
  while (g_hash_table_iter_next(&iterator, &name, &set)) {
    const MigharRowSet *other = g_hash_table_lookup(b->sets, name);
    if (other == NULL || (other != set && !mighar_row_set_equal(set, other)))
      return FALSE;
  }
  return TRUE;
}
