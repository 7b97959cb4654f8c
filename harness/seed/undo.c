#include <mighar/seed.h>

static gboolean remove_one(MigharDatabase *database, const MigharSeeded *seeded, guint row, gboolean *gone,
                           GError **error)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new();
  g_auto(MigharRefusal) refusal = {0};
  g_ptr_array_add(one, g_ptr_array_index(seeded->rows, row));
  MigharInsert keys = {.table = seeded->table, .columns = seeded->columns, .rows = one};
  return database->server->driver->rows->remove(database, &keys, gone, &refusal, error);
}

/* All at once, and if the database does not let them go, one by one. */
static gboolean remove_all(MigharDatabase *database, const MigharSeeded *seeded, gboolean *gone,
                           GError **error)
{
  g_auto(MigharRefusal) refusal = {0};
  MigharInsert keys = {.table = seeded->table, .columns = seeded->columns, .rows = seeded->rows};
  if (!database->server->driver->rows->remove(database, &keys, gone, &refusal, error))
    return FALSE;
  if (*gone)
    return TRUE;
  *gone = TRUE;
  for (guint r = seeded->rows->len; r > 0; r--) {
    gboolean this_one = FALSE;
    if (!remove_one(database, seeded, r - 1, &this_one, error))
      return FALSE;
    *gone = *gone && this_one;
  }
  return TRUE;
}

/* Rows of cycles hold each other: what did not go the first time may go once others have. */
static gboolean remove_tables(MigharDatabase *database, const MigharSeeding *seeding, gboolean *all,
                              GError **error)
{
  for (guint pass = 0; pass < 2; pass++) {
    *all = TRUE;
    for (guint i = seeding->written->len; i > 0; i--) {
      gboolean gone = TRUE;
      if (!remove_all(database, g_ptr_array_index(seeding->written, i - 1), &gone, error))
        return FALSE;
      *all = *all && gone;
    }
    if (*all)
      break;
  }
  return TRUE;
}

gboolean mighar_seed_undo(MigharDatabase *database, const MigharSeeding *seeding, gboolean *all,
                          GError **error)
{
  const MigharRowsDriver *driver = database->server->driver->rows;
  g_auto(MigharRefusal) refusal = {0};
  g_autoptr(GError) problem = NULL;
  if (!driver->begin(database, error) || !remove_tables(database, seeding, all, error))
    return FALSE;
  if (driver->end(database, &refusal, &problem))
    return TRUE;
  *all = FALSE;
  if (problem != NULL)
    g_propagate_error(error, g_steal_pointer(&problem));
  return problem == NULL && refusal.message != NULL;
}
