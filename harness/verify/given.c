#include "given.h"

/* Table, whether the columns are a key, columns, rows: whether something is notable, values. Texts are bytes,
 * since a database may hold what is no UTF-8. */
#define COLUMNS_TYPE "aay"
#define ROWS_TYPE    "a(bamay)"

static gboolean is_notable(const MigharSeeded *seeded, guint row)
{
  return row < seeded->values->len && g_ptr_array_index(seeded->values, row) != NULL;
}

static GVariant *pack_columns(const MigharSeeded *seeded)
{
  GVariantBuilder columns;
  g_variant_builder_init(&columns, G_VARIANT_TYPE(COLUMNS_TYPE));
  for (guint i = 0; i < seeded->columns->len; i++)
    g_variant_builder_add(&columns, "^ay", g_ptr_array_index(seeded->columns, i));
  return g_variant_builder_end(&columns);
}

static GVariant *pack_rows(const MigharSeeded *seeded)
{
  GVariantBuilder rows;
  g_variant_builder_init(&rows, G_VARIANT_TYPE(ROWS_TYPE));
  for (guint r = 0; r < seeded->rows->len; r++) {
    char **row = g_ptr_array_index(seeded->rows, r);
    g_variant_builder_open(&rows, G_VARIANT_TYPE("(bamay)"));
    g_variant_builder_add(&rows, "b", is_notable(seeded, r));
    g_variant_builder_open(&rows, G_VARIANT_TYPE("amay"));
    for (guint i = 0; i < seeded->columns->len; i++)
      g_variant_builder_add(&rows, "m^ay", row[i]);
    g_variant_builder_close(&rows);
    g_variant_builder_close(&rows);
  }
  return g_variant_builder_end(&rows);
}

GVariant *given_pack(const MigharSeeded *seeded)
{
  GVariant *given = g_variant_new("(^ayb@" COLUMNS_TYPE "@" ROWS_TYPE ")", seeded->table, seeded->is_key,
                                  pack_columns(seeded), pack_rows(seeded));
  g_variant_get_data(given); // it is one block of memory from here on, and no tree
  return g_variant_ref_sink(given);
}

const char *given_table(GVariant *given)
{
  const char *table;
  g_variant_get_child(given, 0, "^&ay", &table);
  return table;
}

static void unpack_row(GVariant *values, guint n, GPtrArray *rows)
{
  char **row = mighar_rows_add(rows, NULL, n);
  GVariantIter iterator;
  g_variant_iter_init(&iterator, values);
  for (guint i = 0; i < n; i++)
    g_variant_iter_next(&iterator, "m^ay", &row[i]);
}

static void unpack_rows(GVariant *packed, gboolean unusual, MigharSeeded *seeded)
{
  GVariantIter iterator;
  GVariant *values;
  gboolean notable;
  g_variant_iter_init(&iterator, packed);
  while (g_variant_iter_next(&iterator, "(b@amay)", &notable, &values)) {
    if (notable || !unusual)
      unpack_row(values, seeded->columns->len, seeded->rows);
    g_variant_unref(values);
  }
}

MigharSeeded *given_unpack(GVariant *given, gboolean unusual)
{
  g_autoptr(GVariant) columns = g_variant_get_child_value(given, 2);
  g_autoptr(GVariant) rows = g_variant_get_child_value(given, 3);
  g_autofree char **names = g_variant_dup_bytestring_array(columns, NULL);
  MigharSeeded *seeded = mighar_seeded_new(given_table(given));
  g_variant_get_child(given, 1, "b", &seeded->is_key);
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add(seeded->columns, names[i]);
  unpack_rows(rows, unusual, seeded);
  return seeded;
}
