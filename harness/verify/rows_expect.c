#include "moments.h"
#include "rows.h"

void expected_clear(Expected *expected)
{
  g_clear_pointer(&expected->reads, g_array_unref);
  g_clear_pointer(&expected->tables, g_ptr_array_unref);
  g_clear_pointer(&expected->set_back, g_ptr_array_unref);
}

static gboolean has_few_rows(const Look *look, const MigharTable *table)
{
  const MigharRowSet *set = g_hash_table_lookup(look->set_back->sets, table->name);
  return set != NULL && mighar_row_set_count(set) <= MIGHAR_FEW_ROWS;
}

gboolean rows_expect(const Scratch *scratch, const Look *look, GHashTable *names, Expected *expected)
{
  *expected = (Expected){.tables = mighar_describe_tables(scratch->server->driver->rows, look->schema, names),
                         .reads = mighar_reads_new(),
                         .set_back = moments_find_positions(look->set_back, names)};
  for (guint i = 0; i < expected->tables->len; i++) {
    const MigharTable *table = g_ptr_array_index(expected->tables, i);
    if (table->partitioned)
      continue;
    if (!has_few_rows(look, table))
      return FALSE;
    mighar_reads_add(expected->reads, table);
  }
  expected->sequences = (MigharSequences){look->schema, names, expected->set_back, NULL};
  expected->ahead =
      (MigharAhead){(const MigharRead *)expected->reads->data, expected->reads->len, &expected->sequences};
  return TRUE;
}
