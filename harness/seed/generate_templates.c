/* The rows that many others are made like: short ones with nothing notable in them. */
#include "generate.h"

#include <string.h>

/* Rows that others are made like: so many, and none that is much longer than the others. */
#define SAMPLES        1000
#define TEMPLATES      16
#define TEMPLATE_BYTES 400

static gboolean keep(const MigharCell *cells, void *data)
{
  Generator *generator = data;
  guint n = generator->filling->columns->len;
  char **row = mighar_rows_add(generator->templates, NULL, n);
  for (guint i = 0; i < n; i++)
    row[i] = mighar_cell_text(&cells[i]);
  return TRUE;
}

static gsize row_bytes(char **row, guint n)
{
  gsize bytes = 0;
  for (guint i = 0; i < n; i++)
    bytes += row[i] != NULL ? strlen(row[i]) : 0;
  return bytes;
}

/* A row's values of some columns, which tell it apart. NULL: not all of them are there. */
static char *join_values(char **row, GPtrArray *from, const GPtrArray *columns)
{
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < columns->len; i++) {
    guint place = 0;
    if (!g_ptr_array_find_with_equal_func(from, g_ptr_array_index(columns, i), g_str_equal, &place))
      return g_string_free(joined, TRUE);
    g_string_append_printf(joined, "%s\n", row[place] != NULL ? row[place] : "");
  }
  return g_string_free(joined, FALSE);
}

/* Rows that this run has written and that have nothing notable in them. */
static GHashTable *find_typical(const Generator *generator)
{
  const Filling *filling = generator->filling;
  const MigharSeeded *seeded = g_hash_table_lookup(filling->seeder->written, filling->table->name);
  GHashTable *typical = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint r = 0; seeded != NULL && r < seeded->rows->len; r++)
    if (g_ptr_array_index(seeded->values, r) == NULL)
      g_hash_table_add(typical,
                       join_values(g_ptr_array_index(seeded->rows, r), seeded->columns, seeded->columns));
  return typical;
}

/* Boundary values are for the rows that are made with care. */
static void keep_typical(Generator *generator)
{
  const Filling *filling = generator->filling;
  const MigharSeeded *seeded = g_hash_table_lookup(filling->seeder->written, filling->table->name);
  g_autoptr(GHashTable) typical = find_typical(generator);
  g_autoptr(GPtrArray) kept = g_ptr_array_new();
  for (guint r = 0; seeded != NULL && r < generator->templates->len; r++) {
    char **row = g_ptr_array_index(generator->templates, r);
    g_autofree char *key = join_values(row, filling->columns, seeded->columns);
    if (key != NULL && g_hash_table_contains(typical, key))
      g_ptr_array_add(kept, row);
  }
  for (guint r = generator->templates->len; kept->len > 0 && r > 0; r--)
    if (!g_ptr_array_find(kept, g_ptr_array_index(generator->templates, r - 1), NULL))
      g_ptr_array_remove_index(generator->templates, r - 1);
}

/* The first ones that are short; the shortest where there is none. */
static void choose_templates(Generator *generator)
{
  GPtrArray *rows = generator->templates;
  guint n = generator->filling->columns->len;
  keep_typical(generator);
  gsize limit = TEMPLATE_BYTES, shortest = G_MAXSIZE;
  for (guint r = 0; r < rows->len; r++)
    shortest = MIN(shortest, row_bytes(g_ptr_array_index(rows, r), n));
  limit = MAX(limit, shortest);
  for (guint r = 0; r < rows->len;)
    if (r >= TEMPLATES || row_bytes(g_ptr_array_index(rows, r), n) > limit)
      g_ptr_array_remove_index(rows, r);
    else
      r++;
}

gboolean generator_read_templates(Generator *generator, GError **error)
{
  Seeder *seeder = generator->filling->seeder;
  const MigharRead read = {.table = generator->filling->table->name,
                           .columns = generator->filling->columns,
                           .limit = SAMPLES,
                           .row = keep,
                           .data = generator};
  generator->templates = mighar_rows_new();
  if (generator->filling->columns->len > 0 && !seeder->driver->read(seeder->database, &read, 1, NULL, error))
    return FALSE;
  choose_templates(generator);
  return TRUE;
}
