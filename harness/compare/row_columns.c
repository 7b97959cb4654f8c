#include "row_columns.h"

gboolean row_columns_hash(const Row *row, const GArray *columns, guint64 *hash)
{
  *hash = 0;
  for (guint i = 0; i < columns->len; i++) {
    const RowValue *value = &row->values[g_array_index(columns, guint, i)];
    if (value->place == 0)
      return FALSE;
    *hash = row_mix(*hash, row_value_hash(value));
  }
  return TRUE;
}

GHashTable *row_columns_index(const MigharRowSet *set, const GArray *columns)
{
  GHashTable *index = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  guint64 hash;
  for (guint i = 0; i < set->kept->len; i++) {
    Row *row = g_ptr_array_index(set->kept, i);
    if (row_columns_hash(row, columns, &hash))
      g_hash_table_insert(index, g_memdup2(&hash, sizeof hash), row);
  }
  return index;
}

GArray *row_columns_referenced(const MigharReference *reference, const MigharRowSet *parent)
{
  g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(guint));
  if (reference->referenced->len == 0)
    return parent->key->len == reference->columns->len ? g_array_ref(parent->key) : NULL;
  for (guint i = 0; i < reference->referenced->len; i++) {
    int column = row_set_find_name(parent, g_ptr_array_index(reference->referenced, i));
    if (column < 0)
      return NULL;
    g_array_append_val(columns, column);
  }
  return g_steal_pointer(&columns);
}
