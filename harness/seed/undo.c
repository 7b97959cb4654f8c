#include <mighar/seed.h>

static MigharInsert keys_of(const MigharSeeded *seeded, const GPtrArray *rows)
{
  return (MigharInsert){.table = seeded->table,
                        .columns = seeded->columns,
                        .rows = (GPtrArray *)rows,
                        .is_key = seeded->is_key};
}

/* Everything in one statement, the last written first. */
static gboolean remove_together(MigharDatabase *database, const MigharSeeding *seeding, gboolean *gone,
                                GError **error)
{
  guint n = seeding->written->len;
  g_autofree MigharInsert *keys = g_new0(MigharInsert, n + 1);
  g_auto(MigharRefusal) refusal = {0};
  for (guint i = 0; i < n; i++) {
    const MigharSeeded *seeded = g_ptr_array_index(seeding->written, n - 1 - i);
    keys[i] = keys_of(seeded, seeded->rows);
  }
  return database->server->driver->rows->remove(database, keys, n, gone, &refusal, error);
}

static gboolean remove_row(MigharDatabase *database, const MigharSeeded *seeded, guint row, gboolean *gone,
                           GError **error)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new();
  g_auto(MigharRefusal) refusal = {0};
  g_ptr_array_add(one, g_ptr_array_index(seeded->rows, row));
  MigharInsert keys = keys_of(seeded, one);
  return database->server->driver->rows->remove(database, &keys, 1, gone, &refusal, error);
}

/* What the database does not let go together may go one by one, as far as it does. */
static gboolean remove_singly(MigharDatabase *database, const MigharSeeding *seeding, gboolean *all,
                              GError **error)
{
  *all = TRUE;
  for (guint i = seeding->written->len; i > 0; i--) {
    const MigharSeeded *seeded = g_ptr_array_index(seeding->written, i - 1);
    for (guint r = seeded->rows->len; r > 0; r--) {
      gboolean gone = FALSE;
      if (!remove_row(database, seeded, r - 1, &gone, error))
        return FALSE;
      *all = *all && gone;
    }
  }
  return TRUE;
}

gboolean mighar_seed_undo(MigharDatabase *database, const MigharSeeding *seeding, const MigharAhead *ahead,
                          gboolean *all, GError **error)
{
  const MigharRowsDriver *driver = database->server->driver->rows;
  g_auto(MigharRefusal) refusal = {0};
  g_autoptr(GError) problem = NULL;
  *all = TRUE;
  if (seeding->written->len == 0)
    return TRUE;
  if (!driver->begin(database, error))
    return FALSE;
  if (driver->expect_end != NULL)
    driver->expect_end(database);
  if (ahead != NULL && driver->read_ahead != NULL)
    driver->read_ahead(database, ahead);
  if (!remove_together(database, seeding, all, error) ||
      (!*all && !remove_singly(database, seeding, all, error)))
    return FALSE;
  if (driver->end(database, &refusal, &problem))
    return TRUE;
  *all = FALSE;
  if (problem == NULL)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&problem));
  return FALSE;
}
