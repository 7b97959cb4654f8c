/* What tests of rows on scratch databases share. */
#pragma once

#include "scratch.h"

#include <mighar/rows.h>

static inline const MigharRowsDriver *rows(void)
{
  return mighar_postgres_driver.rows;
}

static inline void check_error(GError *error)
{
  if (error != NULL)
    fail_msg("%s", error->message);
}

static inline MigharSnapshot *read_schema(MigharDatabase *database)
{
  GError *error = NULL;
  MigharSnapshot *schema = mighar_postgres_driver.snapshot(database, MIGHAR_READ_CHANGES, &error);
  check_error(error);
  return schema;
}

/* names: with a space between them */
static inline GHashTable *name_set(const char *names)
{
  g_auto(GStrv) each = g_strsplit(names, " ", -1);
  GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; each[i] != NULL; i++)
    g_hash_table_add(set, g_strdup(each[i]));
  return set;
}

/* Where the sequences of these tables stand (NULL: all), after they were set back (NULL: none). */
static inline GPtrArray *read_positions(MigharDatabase *database, GHashTable *names,
                                        const GPtrArray *set_back)
{
  GError *error = NULL;
  g_autoptr(MigharSnapshot) schema = read_schema(database);
  GPtrArray *positions = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_position_free);
  const MigharSequences sequences = {schema, names, set_back, positions};
  rows()->read(database, NULL, 0, &sequences, &error);
  check_error(error);
  return positions;
}
