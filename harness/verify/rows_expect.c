#include "moments.h"
#include "rows.h"

/* More of them are not kept until somebody asks. */
#define FEW_ROWS 1000

static void clear_read(gpointer read)
{
  g_ptr_array_unref((GPtrArray *)((MigharRead *)read)->columns);
}

void expected_clear(Expected *expected)
{
  g_clear_pointer(&expected->reads, g_array_unref);
  g_clear_pointer(&expected->tables, g_ptr_array_unref);
  g_clear_pointer(&expected->set_back, g_ptr_array_unref);
}

static void add_read(GArray *reads, const MigharTable *table)
{
  GPtrArray *columns = g_ptr_array_new();
  for (guint i = 0; i < table->columns->len; i++)
    g_ptr_array_add(columns, ((const MigharColumn *)g_ptr_array_index(table->columns, i))->name);
  const MigharRead read = {.table = table->name, .columns = columns};
  g_array_append_val(reads, read);
}

static gboolean has_few_rows(const Look *look, const MigharTable *table)
{
  const MigharRowSet *set = g_hash_table_lookup(look->set_back->sets, table->name);
  return set != NULL && mighar_row_set_count(set) <= FEW_ROWS;
}

gboolean rows_expect(const Scratch *scratch, const Look *look, GHashTable *names, Expected *expected)
{
  *expected = (Expected){.tables = mighar_describe_tables(scratch->server->driver->rows, look->schema, names),
                         .reads = g_array_new(FALSE, FALSE, sizeof(MigharRead)),
                         .set_back = moments_find_positions(look->set_back, names)};
  g_array_set_clear_func(expected->reads, clear_read);
  for (guint i = 0; i < expected->tables->len; i++) {
    const MigharTable *table = g_ptr_array_index(expected->tables, i);
    if (table->partitioned)
      continue;
    if (!has_few_rows(look, table))
      return FALSE;
    add_read(expected->reads, table);
  }
  expected->sequences = (MigharSequences){look->schema, names, expected->set_back, NULL};
  expected->ahead =
      (MigharAhead){(const MigharRead *)expected->reads->data, expected->reads->len, &expected->sequences};
  return TRUE;
}
