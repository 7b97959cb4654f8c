/* What is drawn: xorshift64*, the same on every machine. */
#include "corpus.h"

guint pick(Schema *schema, guint n)
{
  guint64 x = schema->random;
  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  schema->random = x;
  return ((x * G_GUINT64_CONSTANT(2685821657736338717)) >> 33) % n;
}

gboolean chance(Schema *schema, guint percent)
{
  return pick(schema, 100) < percent;
}

Table *pick_table(Schema *schema, gboolean (*suits)(const Table *table))
{
  guint n = schema->tables->len, first = pick(schema, n);
  for (guint i = 0; i < n; i++) {
    Table *table = g_ptr_array_index(schema->tables, (first + i) % n);
    if (suits(table))
      return table;
  }
  return NULL;
}

Column *pick_column(Schema *schema, const Table *table, gboolean (*suits)(const Column *column))
{
  guint n = table->columns->len, first = pick(schema, n);
  for (guint i = 0; i < n; i++) {
    Column *column = g_ptr_array_index(table->columns, (first + i) % n);
    if (suits(column))
      return column;
  }
  return NULL;
}
