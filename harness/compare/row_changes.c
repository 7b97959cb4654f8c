#include "row_changes.h"

#include <string.h>

#define EXAMPLES 5

/* Examples */

static void examples_init(RowExamples *examples)
{
  examples->before = g_string_new(NULL);
  examples->after = g_string_new(NULL);
}

static void examples_clear(RowExamples *examples)
{
  g_string_free(examples->before, TRUE);
  g_string_free(examples->after, TRUE);
}

static gboolean is_number(const char *text)
{
  return text != NULL && *text != '\0' && text[strspn(text, G_CSET_DIGITS)] == '\0';
}

static void append_value(GString *text, const RowValue *value)
{
  const char *own = row_value_text(value);
  g_autofree char *shown = mighar_text_shown(own, row_value_length(value));
  g_string_append(text, value->type == 't' ? shown : own != NULL ? own : "NULL");
}

/* "id 7", or all of the row where it has no key. */
static void append_key(GString *text, const MigharRowSet *set, const Row *row)
{
  guint n = set->key->len > 0 ? set->key->len : set->columns->len;
  for (guint i = 0; i < n; i++) {
    guint column = set->key->len > 0 ? g_array_index(set->key, guint, i) : i;
    g_string_append_printf(text, "%s%s ", i > 0 ? ", " : "", row_set_column(set, column)->name);
    if (is_number(row_value_text(&row->values[column])))
      g_string_append(text, row_value_text(&row->values[column]));
    else
      append_value(text, &row->values[column]);
  }
}

static void new_line(GString *text)
{
  if (text->len > 0)
    g_string_append_c(text, '\n');
}

static void add_row(RowExamples *examples, const MigharRowSet *set, const Row *row)
{
  if (examples->n++ >= EXAMPLES)
    return;
  new_line(examples->before);
  append_key(examples->before, set, row);
}

static void add_value(RowExamples *examples, const MigharRowSet *set, const Row *row, const RowValue *was,
                      const RowValue *is)
{
  if (examples->n++ >= EXAMPLES)
    return;
  const RowValue *values[] = {was, is};
  GString *texts[] = {examples->before, examples->after};
  for (guint i = 0; i < 2; i++) {
    new_line(texts[i]);
    if (set->key->len > 0) {
      append_key(texts[i], set, row);
      g_string_append(texts[i], ": ");
    }
    append_value(texts[i], values[i]);
  }
}

/* Of which nobody knows what became of it. */
static void add_lone_value(RowExamples *examples, const RowValue *was)
{
  if (examples->n++ >= EXAMPLES)
    return;
  new_line(examples->before);
  append_value(examples->before, was);
}

/* Keys */

/* Whether the hash of a key means the same in both sets. */
static gboolean have_same_key(const MigharRowSet *was, const MigharRowSet *is)
{
  if (was->key->len == 0 || was->key->len != is->key->len)
    return FALSE;
  for (guint i = 0; i < was->key->len; i++) {
    const RowColumn *left = row_set_column(was, g_array_index(was->key, guint, i));
    const RowColumn *right = row_set_column(is, g_array_index(is->key, guint, i));
    if (row_set_find_column(is, left) != (int)g_array_index(is->key, guint, i) ||
        g_strcmp0(left->type, right->type) != 0)
      return FALSE;
  }
  return TRUE;
}

/* Row by row */

static gint by_key_text(gconstpointer a, gconstpointer b, gpointer data)
{
  const MigharRowSet *set = data;
  const Row *left = *(const Row *const *)a, *right = *(const Row *const *)b;
  for (guint i = 0; i < set->columns->len; i++) {
    guint column = i < set->key->len ? g_array_index(set->key, guint, i) : i;
    const char *l = row_value_text(&left->values[column]), *r = row_value_text(&right->values[column]);
    int order = is_number(l) && is_number(r) && strlen(l) != strlen(r) ? (int)strlen(l) - (int)strlen(r)
                                                                       : g_strcmp0(l, r);
    if (order != 0)
      return order;
  }
  return 0;
}

/* In the order of their keys as people read them, so that reports are the same each time. */
static GPtrArray *sorted_rows(const MigharRowSet *set)
{
  GPtrArray *rows = g_ptr_array_new();
  for (guint i = 0; i < set->kept->len; i++)
    g_ptr_array_add(rows, g_ptr_array_index(set->kept, i));
  g_ptr_array_sort_with_data(rows, by_key_text, (gpointer)set);
  return rows;
}

/* A sample of the other set says nothing of keys that are beyond it. */
static gboolean is_beyond(const MigharRowSet *set, const Row *row)
{
  return !set->whole && set->kept->len > 0 && row->key > ((const Row *)g_ptr_array_index(set->kept, 0))->key;
}

static void compare_row(RowChanges *changes, const MigharRowSet *was, const Row *row, const int *columns,
                        const Row *other)
{
  for (guint i = 0; i < was->columns->len; i++) {
    if (columns[i] < 0 || row_value_text(&row->values[i]) == NULL ||
        row_value_equal(&row->values[i], &other->values[columns[i]]))
      continue;
    RowColumnChanges *column = &changes->columns[i];
    gboolean nulled = row_value_text(&other->values[columns[i]]) == NULL;
    column->nulled += nulled;
    column->altered += !nulled;
    if (nulled)
      g_ptr_array_add(column->rows, (gpointer)row);
    add_value(&column->examples, was, row, &row->values[i], &other->values[columns[i]]);
  }
}

static void compare_rows(RowChanges *changes, const MigharRowSet *was, const MigharRowSet *is,
                         const int *columns)
{
  g_autoptr(GHashTable) others = row_set_index(is);
  g_autoptr(GPtrArray) rows = sorted_rows(was);
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = g_ptr_array_index(rows, i), *other = g_hash_table_lookup(others, &row->key);
    if (other != NULL) {
      compare_row(changes, was, row, columns, other);
    } else if (!is_beyond(is, row)) {
      changes->gone++;
      g_ptr_array_add(changes->gone_rows, (gpointer)row);
      add_row(&changes->rows, was, row);
    }
  }
}

/* By digests: how many are gone is known, of values that are others only that there are some. */
static void scale_to_whole(RowChanges *changes, const MigharRowSet *was, const MigharRowSet *is,
                           const int *columns)
{
  changes->gone = MAX(changes->gone, was->n > is->n ? was->n - is->n : 0);
  for (guint i = 0; i < was->columns->len; i++) {
    RowColumnChanges *column = &changes->columns[i];
    column->more = TRUE;
    if (columns[i] < 0 || was->n != is->n)
      continue;
    const RowColumn *left = row_set_column(was, i), *right = row_set_column(is, columns[i]);
    column->nulled = MAX(column->nulled, right->nulls > left->nulls ? right->nulls - left->nulls : 0);
    if (column->nulled + column->altered == 0 && !row_digest_equal(&left->places, &right->places))
      column->altered = 1;
  }
}

/* Without keys */

static void count_up(GHashTable *counts, guint64 *hash)
{
  g_hash_table_insert(counts, hash,
                      GUINT_TO_POINTER(1 + GPOINTER_TO_UINT(g_hash_table_lookup(counts, hash))));
}

/* FALSE where none is left. */
static gboolean count_down(GHashTable *counts, guint64 *hash)
{
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, hash));
  if (count > 0)
    g_hash_table_insert(counts, hash, GUINT_TO_POINTER(count - 1));
  return count > 0;
}

static void count_values(RowChanges *changes, const MigharRowSet *was, const MigharRowSet *is,
                         const int *columns)
{
  changes->gone = was->n > is->n ? was->n - is->n : 0;
  for (guint i = 0; i < was->columns->len && was->n <= is->n; i++) {
    if (columns[i] < 0)
      continue;
    const RowColumn *left = row_set_column(was, i), *right = row_set_column(is, columns[i]);
    gboolean same = row_digest_equal(&left->values, &right->values);
    if (was->n == is->n && right->nulls > left->nulls)
      changes->columns[i].nulled = right->nulls - left->nulls;
    else if (was->n == is->n && !same)
      changes->columns[i].altered = 1;
    changes->columns[i].more = !(was->whole && is->whole);
  }
}

static gboolean have_same_values(const MigharRowSet *was, const MigharRowSet *is, const int *columns)
{
  for (guint i = 0; i < was->columns->len; i++)
    if (columns[i] != (int)i || g_strcmp0(row_set_column(was, i)->type, row_set_column(is, i)->type) != 0)
      return FALSE;
  return was->columns->len == is->columns->len && was->key->len == 0 && is->key->len == 0;
}

/* Where rows have gone and nothing else has happened, they are those that are not among the others. */
static void find_gone(RowChanges *changes, const MigharRowSet *was, const MigharRowSet *is)
{
  g_autoptr(GHashTable) left = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autoptr(GPtrArray) gone = g_ptr_array_new();
  for (guint i = 0; i < is->kept->len; i++)
    count_up(left, &((Row *)g_ptr_array_index(is->kept, i))->key);
  g_autoptr(GPtrArray) rows = sorted_rows(was);
  for (guint i = 0; i < rows->len; i++) {
    Row *row = g_ptr_array_index(rows, i);
    if (!count_down(left, &row->key))
      g_ptr_array_add(gone, row);
  }
  for (guint i = 0; gone->len == changes->gone && i < gone->len; i++) {
    g_ptr_array_add(changes->gone_rows, g_ptr_array_index(gone, i));
    add_row(&changes->rows, was, g_ptr_array_index(gone, i));
  }
}

/* How many values of the column are no longer among those of the other set, with examples. */
static void find_values(RowColumnChanges *changes, const MigharRowSet *was, guint column,
                        const MigharRowSet *is, guint other)
{
  g_autofree guint64 *others = g_new(guint64, is->kept->len);
  g_autoptr(GHashTable) left = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < is->kept->len; i++) {
    others[i] = row_value_hash(&((const Row *)g_ptr_array_index(is->kept, i))->values[other]);
    count_up(left, &others[i]);
  }
  g_autoptr(GPtrArray) rows = sorted_rows(was);
  guint64 n = 0;
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = g_ptr_array_index(rows, i);
    guint64 hash = row_value_hash(&row->values[column]);
    if (!count_down(left, &hash) && row_value_text(&row->values[column]) != NULL) {
      n++;
      add_lone_value(&changes->examples, &row->values[column]);
    }
  }
  if (changes->altered > 0)
    changes->altered = MAX(n, 1);
}

void row_changes_find(RowChanges *changes, const MigharRowSet *was, const MigharRowSet *is)
{
  guint n = was->columns->len;
  g_autofree int *columns = g_new(int, n);
  changes->n = n;
  changes->columns = g_new0(RowColumnChanges, n);
  changes->gone_rows = g_ptr_array_new();
  examples_init(&changes->rows);
  for (guint i = 0; i < n; i++) {
    examples_init(&changes->columns[i].examples);
    changes->columns[i].rows = g_ptr_array_new();
    columns[i] = row_set_find_column(is, row_set_column(was, i));
  }
  if (have_same_key(was, is)) {
    compare_rows(changes, was, is, columns);
    if (!was->whole || !is->whole)
      scale_to_whole(changes, was, is, columns);
    return;
  }
  count_values(changes, was, is, columns);
  if (changes->gone > 0 && was->whole && is->whole && have_same_values(was, is, columns))
    find_gone(changes, was, is);
  for (guint i = 0; i < n && was->whole && is->whole; i++)
    if (changes->columns[i].nulled + changes->columns[i].altered > 0)
      find_values(&changes->columns[i], was, i, is, (guint)columns[i]);
}

void row_changes_clear(RowChanges *changes)
{
  for (guint i = 0; i < changes->n; i++) {
    examples_clear(&changes->columns[i].examples);
    g_ptr_array_unref(changes->columns[i].rows);
  }
  if (changes->columns != NULL) {
    examples_clear(&changes->rows);
    g_ptr_array_unref(changes->gone_rows);
  }
  g_clear_pointer(&changes->columns, g_free);
  changes->n = 0;
}
