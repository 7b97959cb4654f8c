/* The rows of a set that are kept: all of a small table, of a larger one those whose keys have the smallest
 * hashes, which is the same sample whenever it is taken. */
#include "row_set.h"

#include <string.h>

#define KEPT_BYTES (256 * 1024)

static gsize text_bytes(const MigharRowSet *set, const Row *row)
{
  gsize bytes = 0;
  for (guint i = 0; i < set->columns->len; i++) {
    const char *text = row_value_text(&row->values[i]);
    bytes += text != NULL ? strlen(text) : 0;
  }
  return bytes;
}

/* Whether the text, which is that of mighar_cell_text(), tells all of the cell, and is not too long. */
static gboolean tells_all(const MigharCell *cell, const char *text)
{
  return cell->type == 'i' ||
         (cell->type == 't' && cell->length <= ROW_TEXT_BYTES && strlen(text) == cell->length);
}

/* As mighar_cell_text(), cut. */
static char *short_text(const MigharCell *cell)
{
  char *text = mighar_cell_text(cell);
  if (text == NULL || strlen(text) <= ROW_TEXT_BYTES)
    return text;
  g_autofree char *all G_GNUC_UNUSED = text;
  const char *end = g_utf8_find_prev_char(text, text + ROW_TEXT_BYTES);
  return g_strdup_printf("%.*s...", (int)((end != NULL ? end : text + ROW_TEXT_BYTES) - text), text);
}

/* Appends it to the texts of its row. The place is one among these, from 1, until it is known where they
 * stand. */
static RowValue append_value(GString *texts, const MigharCell *cell, guint64 hash)
{
  g_autofree char *text = short_text(cell);
  RowValue value = {.type = (guchar)cell->type};
  if (text == NULL)
    return value;
  value.whole = tells_all(cell, text);
  if (!value.whole) {
    const RowValueFacts facts = {hash, (guint32)cell->length};
    g_string_append_len(texts, (const char *)&facts, sizeof facts);
  }
  value.place = (guint32)texts->len + 1;
  g_string_append_len(texts, text, (gssize)strlen(text) + 1);
  return value;
}

/* The texts stand behind the values: a row of a small table is held for as long as there is the table. So
 * much of them fits: 32,767 columns with the texts of each. */
static Row *make_row(const MigharRowSet *set, guint64 key, const MigharCell *cells, const guint64 *hashes)
{
  guint n = set->columns->len;
  g_autoptr(GString) texts = g_string_new(NULL);
  RowValue *values = g_newa0(RowValue, n + 1);
  for (guint i = 0; i < n; i++)
    values[i] = append_value(texts, &cells[i], hashes[i]);
  Row *row = g_malloc(sizeof(Row) + n * sizeof(RowValue) + texts->len);
  memcpy(&row->values[n], texts->str, texts->len);
  row->key = key;
  for (guint i = 0; i < n; i++) {
    row->values[i] = values[i];
    if (values[i].place > 0)
      row->values[i].place += (n - i) * (guint32)sizeof(RowValue) - 1;
  }
  return row;
}

static guint64 key_at(const GPtrArray *heap, guint index)
{
  return ((const Row *)g_ptr_array_index(heap, index))->key;
}

static void swap(GPtrArray *heap, guint a, guint b)
{
  gpointer kept = heap->pdata[a];
  heap->pdata[a] = heap->pdata[b];
  heap->pdata[b] = kept;
}

static void sink(GPtrArray *heap, guint index)
{
  for (guint child; (child = 2 * index + 1) < heap->len; index = child) {
    if (child + 1 < heap->len && key_at(heap, child + 1) > key_at(heap, child))
      child++;
    if (key_at(heap, child) <= key_at(heap, index))
      return;
    swap(heap, index, child);
  }
}

static void drop_largest(MigharRowSet *set)
{
  Row *largest = g_ptr_array_index(set->kept, 0);
  set->kept_bytes -= text_bytes(set, largest);
  g_free(largest);
  g_ptr_array_remove_index_fast(set->kept, 0);
  sink(set->kept, 0);
}

static void float_up(GPtrArray *heap)
{
  for (guint i = heap->len - 1; i > 0 && key_at(heap, (i - 1) / 2) < key_at(heap, i); i = (i - 1) / 2)
    swap(heap, i, (i - 1) / 2);
}

void row_set_keep(MigharRowSet *set, guint64 key, const MigharCell *cells, const guint64 *hashes)
{
  if (!set->whole && (set->kept->len == 0 || key >= key_at(set->kept, 0)))
    return;
  Row *row = make_row(set, key, cells, hashes);
  set->kept_bytes += text_bytes(set, row);
  g_ptr_array_add(set->kept, row);
  float_up(set->kept);
  while (set->kept->len > MIGHAR_FEW_ROWS || (set->kept_bytes > KEPT_BYTES && set->kept->len > 1)) {
    drop_largest(set);
    set->whole = FALSE;
  }
}

void row_set_free_kept(MigharRowSet *set)
{
  g_ptr_array_set_free_func(set->kept, g_free);
  g_clear_pointer(&set->kept, g_ptr_array_unref);
}

GHashTable *row_set_index(const MigharRowSet *set)
{
  GHashTable *index = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < set->kept->len; i++) {
    Row *row = g_ptr_array_index(set->kept, i);
    g_hash_table_insert(index, &row->key, row);
  }
  return index;
}
