#include <mighar/seed.h>

MigharSeeded *mighar_seeded_new(const char *table)
{
  MigharSeeded *seeded = g_new0(MigharSeeded, 1);
  seeded->table = g_strdup(table);
  seeded->columns = g_ptr_array_new_with_free_func(g_free);
  seeded->rows = mighar_rows_new();
  seeded->values = g_ptr_array_new_with_free_func(g_free);
  return seeded;
}

static void seeded_free(gpointer data)
{
  MigharSeeded *seeded = data;
  g_free(seeded->table);
  g_ptr_array_unref(seeded->columns);
  g_ptr_array_unref(seeded->rows);
  g_ptr_array_unref(seeded->values);
  g_free(seeded);
}

MigharSeeding *mighar_seeding_new(void)
{
  MigharSeeding *seeding = g_new0(MigharSeeding, 1);
  seeding->written = g_ptr_array_new_with_free_func(seeded_free);
  seeding->unfilled = mighar_unfilled_list();
  return seeding;
}

void mighar_seeding_free(MigharSeeding *seeding)
{
  if (seeding == NULL)
    return;
  g_ptr_array_unref(seeding->written);
  g_ptr_array_unref(seeding->unfilled);
  g_free(seeding);
}
