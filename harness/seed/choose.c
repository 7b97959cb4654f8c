#include "seeder.h"

#include <string.h>

static gboolean is_target(const MigharTable *table, GHashTable *named)
{
  if (table->columns->len == 0 && table->partitioned)
    return FALSE;
  return named == NULL || g_hash_table_contains(named, table->name) ||
         (table->parent != NULL && g_hash_table_contains(named, table->parent));
}

/* Tables that are referred to and not described: rows may have to be made for them, too. */
static void add_targets(const Seeder *seeder, GPtrArray *names)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < seeder->described->len; i++) {
    const MigharTable *table = g_ptr_array_index(seeder->described, i);
    for (guint r = 0; r < table->references->len; r++) {
      char *name = ((MigharReference *)g_ptr_array_index(table->references, r))->references;
      if (!g_hash_table_contains(seeder->tables, name) && g_hash_table_add(seen, name) &&
          mighar_snapshot_find(seeder->snapshot, "table", name) != NULL)
        g_ptr_array_add(names, name);
    }
  }
}

static void describe(Seeder *seeder, GHashTable *names)
{
  g_hash_table_remove_all(seeder->tables);
  g_clear_pointer(&seeder->described, g_ptr_array_unref);
  seeder->described = mighar_describe_tables(seeder->driver, seeder->snapshot, names);
  for (guint i = 0; i < seeder->described->len; i++) {
    MigharTable *table = g_ptr_array_index(seeder->described, i);
    g_hash_table_insert(seeder->tables, table->name, table);
  }
}

/* Of all these tables, of those that are not known from the database. */
static gboolean count_tables(const Seeder *seeder, const GPtrArray *names, guint64 *counts, GError **error)
{
  guint64 limit = seeder->options->rows;
  g_autoptr(GPtrArray) asked = g_ptr_array_new();
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < names->len; i++) {
    char *name = g_ptr_array_index(names, i);
    if (seeder->known != NULL && seeder->known->count(seeder->known->data, name, limit, &counts[i]))
      continue;
    g_ptr_array_add(asked, name);
    g_array_append_val(places, i);
  }
  g_autofree guint64 *answers = g_new0(guint64, asked->len + 1);
  if (asked->len > 0 && !seeder->driver->count(seeder->database, asked, limit, answers, error))
    return FALSE;
  for (guint i = 0; i < asked->len; i++)
    counts[g_array_index(places, guint, i)] = answers[i];
  return TRUE;
}

/* Counts the rows of the tables that are described, and adds to names those that they refer to and that have
 * none. *complete: there were none to add. */
static gboolean count_rows(Seeder *seeder, GHashTable *names, gboolean *complete, GError **error)
{
  g_autoptr(GPtrArray) counted = g_ptr_array_new();
  guint n = seeder->described->len;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add(counted, ((const MigharTable *)g_ptr_array_index(seeder->described, i))->name);
  if (names != NULL)
    add_targets(seeder, counted);
  g_autofree guint64 *counts = g_new0(guint64, counted->len + 1);
  if (!count_tables(seeder, counted, counts, error))
    return FALSE;
  *complete = TRUE;
  g_hash_table_remove_all(seeder->have);
  for (guint i = 0; i < counted->len; i++) {
    char *name = g_ptr_array_index(counted, i);
    if (i < n)
      g_hash_table_insert(seeder->have, name, GSIZE_TO_POINTER(counts[i]));
    else if (counts[i] == 0)
      *complete = !g_hash_table_add(names, g_strdup(name)) && *complete;
  }
  return TRUE;
}

static GHashTable *copy_names(GHashTable *named)
{
  if (named == NULL)
    return NULL;
  GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, named);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    g_hash_table_add(names, g_strdup(name));
  return names;
}

/* Where it is many rows they are shared by the parts of a table. */
guint64 choose_rows_wanted(const Seeder *seeder, const MigharTable *table)
{
  guint64 parts = 0, rows = seeder->options->rows;
  if (table->parent == NULL || rows <= MIGHAR_FEW_ROWS)
    return rows;
  for (guint i = 0; i < seeder->described->len; i++) {
    const MigharTable *part = g_ptr_array_index(seeder->described, i);
    parts += g_strcmp0(part->parent, table->parent) == 0 ? 1 : 0;
  }
  return MAX(rows / MAX(parts, 1), MIGHAR_FEW_ROWS);
}

/* Which tables are to get rows: those that are asked for, and those without any that these refer to. */
gboolean choose_tables(Seeder *seeder, GHashTable *named, GPtrArray *wanted, GError **error)
{
  g_autoptr(GHashTable) names = copy_names(named);
  gboolean complete = FALSE;
  while (!complete) {
    describe(seeder, names);
    if (!count_rows(seeder, names, &complete, error))
      return FALSE;
  }
  for (guint i = 0; i < seeder->described->len; i++) {
    MigharTable *table = g_ptr_array_index(seeder->described, i);
    guint64 there = GPOINTER_TO_SIZE(g_hash_table_lookup(seeder->have, table->name));
    gboolean late = seeder->purpose == MIGHAR_SEED_LATE;
    if (late ? is_target(table, named) || there == 0 : there < choose_rows_wanted(seeder, table))
      g_ptr_array_add(wanted, table);
  }
  return TRUE;
}
