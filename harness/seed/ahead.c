/* What is looked at when rows are written goes along with them. */
#include "seeder.h"

static gboolean has_few_rows(const Seeder *seeder, const char *table)
{
  const MigharKnownRows *known = seeder->options->known;
  guint64 rows;
  return known != NULL && known->count(known->data, table, MIGHAR_FEW_ROWS, &rows) && rows < MIGHAR_FEW_ROWS;
}

/* FALSE where the table is not one to be read ahead. */
static gboolean add_read(const Seeder *seeder, const MigharTable *table, GArray *reads, GHashTable *names)
{
  if (table == NULL || table->partitioned || !has_few_rows(seeder, table->name))
    return FALSE;
  mighar_reads_add(reads, table);
  g_hash_table_add(names, table->name);
  return TRUE;
}

static gboolean add_reads(const Seeder *seeder, const MigharTable *last, GArray *reads, GHashTable *names)
{
  const GPtrArray *written = seeder->seeding->written;
  for (guint i = 0; i < written->len; i++) {
    const char *name = ((const MigharSeeded *)g_ptr_array_index(written, i))->table;
    if (!add_read(seeder, g_hash_table_lookup(seeder->tables, name), reads, names))
      return FALSE;
  }
  return add_read(seeder, last, reads, names);
}

void read_ahead(Seeder *seeder, const MigharTable *last)
{
  g_autoptr(GArray) reads = mighar_reads_new();
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) positions = g_ptr_array_new();
  if (seeder->options->next == MIGHAR_NEXT_NOTHING || seeder->driver->read_ahead == NULL ||
      seeder->options->rows > MIGHAR_FEW_ROWS || !add_reads(seeder, last, reads, names))
    return;
  gboolean with_sequences = seeder->options->next == MIGHAR_NEXT_ROWS_AND_SEQUENCES;
  const MigharSequences sequences = {
      .schema = seeder->snapshot, .tables = names, .positions = with_sequences ? positions : NULL};
  seeder->driver->read_ahead(seeder->database,
                             &(MigharAhead){(const MigharRead *)reads->data, reads->len, &sequences});
}
