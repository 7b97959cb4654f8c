/* Rows of a set that are told from the others and kept beside it. */
#include "row_set.h"

static void add_text(GString *words, const char *text)
{
  g_string_append_c(words, text != NULL ? '=' : '-');
  if (text != NULL)
    g_string_append(words, text);
  g_string_append_c(words, '\x1f');
}

static void expect(MigharRowSet *set, char *words)
{
  guint n = GPOINTER_TO_UINT(g_hash_table_lookup(set->expected, words));
  g_hash_table_insert(set->expected, words, GUINT_TO_POINTER(n + 1));
}

static void free_apart(gpointer data)
{
  ApartRow *row = data;
  for (ApartValue *value = row->values; value->text != NULL || value->hash != G_MAXUINT64; value++)
    g_free(value->text);
  g_free(row->values);
  g_free(row);
}

static void begin_apart(MigharRowSet *set)
{
  set->expected = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  set->apart = g_ptr_array_new_with_free_func(free_apart);
}

void mighar_row_set_keep_apart(MigharRowSet *set, const GPtrArray *columns, const GPtrArray *rows)
{
  g_autoptr(GArray) told_by = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < columns->len; i++) {
    int found = row_set_find_name(set, g_ptr_array_index(columns, i));
    if (found < 0)
      return;
    g_array_append_val(told_by, found);
  }
  begin_apart(set);
  set->told_by = g_steal_pointer(&told_by);
  for (guint r = 0; r < rows->len; r++) {
    char **row = g_ptr_array_index(rows, r);
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < columns->len; i++)
      add_text(words, row[i]);
    expect(set, g_string_free(words, FALSE));
  }
}

gboolean row_set_key_of(const MigharRowSet *set, const ApartRow *row, const MigharRowSet *other, guint64 *key)
{
  guint n = other->key->len > 0 ? other->key->len : other->columns->len;
  *key = other->key->len > 0 ? 0 : other->columns->len;
  for (guint i = 0; i < n; i++) {
    guint index = other->key->len > 0 ? g_array_index(other->key, guint, i) : i;
    int column = row_set_find_column(set, row_set_column(other, index));
    if (column < 0)
      return FALSE;
    *key = row_mix(*key, row->values[column].hash);
  }
  return TRUE;
}

guint64 row_set_apart_key(const MigharRowSet *set, const ApartRow *row)
{
  guint64 key = 0;
  row_set_key_of(set, row, set, &key);
  return key;
}

static char *words_of_key(guint64 key)
{
  return g_strdup_printf("%" G_GINT64_MODIFIER "x", key);
}

gboolean mighar_row_set_keep_apart_again(MigharRowSet *set, const MigharRowSet *other)
{
  guint64 key;
  begin_apart(set);
  for (guint i = 0; other->apart != NULL && i < other->apart->len; i++) {
    if (!row_set_key_of(other, g_ptr_array_index(other->apart, i), set, &key))
      return FALSE;
    expect(set, words_of_key(key));
  }
  return TRUE;
}

guint mighar_row_set_apart(const MigharRowSet *set)
{
  return set->apart != NULL ? set->apart->len : 0;
}

static char *tell_row(const MigharRowSet *set, guint64 key, const MigharCell *cells)
{
  if (set->told_by == NULL)
    return words_of_key(key);
  GString *words = g_string_new(NULL);
  for (guint i = 0; i < set->told_by->len; i++) {
    g_autofree char *text = mighar_cell_text(&cells[g_array_index(set->told_by, guint, i)]);
    add_text(words, text);
  }
  return g_string_free(words, FALSE);
}

gboolean row_set_take_apart(MigharRowSet *set, guint64 key, const MigharCell *cells, const guint64 *hashes)
{
  g_autofree char *words = tell_row(set, key, cells);
  guint left = GPOINTER_TO_UINT(g_hash_table_lookup(set->expected, words));
  if (left == 0)
    return FALSE;
  guint n = set->columns->len;
  ApartRow *row = g_new0(ApartRow, 1);
  row->values = g_new0(ApartValue, n + 1);
  row->values[n].hash = G_MAXUINT64;
  for (guint i = 0; i < n; i++)
    row->values[i] = (ApartValue){.hash = hashes[i], .text = mighar_cell_text(&cells[i])};
  g_ptr_array_add(set->apart, row);
  g_hash_table_insert(set->expected, g_steal_pointer(&words), GUINT_TO_POINTER(left - 1));
  return TRUE;
}
