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
  if (value->text == NULL)
    g_string_append(text, "NULL");
  else if (value->type == 't')
    g_string_append_printf(text, "'%s'", value->text);
  else
    g_string_append(text, value->text);
}

/* "id 7", or all of the row where it has no key. */
static void append_key(GString *text, const MigharRowSet *set, const Row *row)
{
  guint n = set->key->len > 0 ? set->key->len : set->columns->len;
  for (guint i = 0; i < n; i++) {
    guint column = set->key->len > 0 ? g_array_index(set->key, guint, i) : i;
    g_string_append_printf(text, "%s%s ", i > 0 ? ", " : "", row_set_column(set, column)->name);
    if (is_number(row->values[column].text))
      g_string_append(text, row->values[column].text);
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
    const char *l = left->values[column].text, *r = right->values[column].text;
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
    if (columns[i] < 0 || row->values[i].text == NULL ||
        row_value_equal(&row->values[i], &other->values[columns[i]]))
      continue;
    RowColumnChanges *column = &changes->columns[i];
    gboolean nulled = other->values[columns[i]].text == NULL;
    column->nulled += nulled;
    column->altered += !nulled;
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
      add_row(&changes->rows, was, row);
    }
  }
}

/* By digests: how many are gone is known, of values that are others only that there are some. */
static void scale_to_whole(RowChanges *changes, const MigharRowSet *was, const MigharRowSet *is,
                           const int *columns)
{
  changes->gone = MAX(changes->gone, was->n > is->n ? was->n - is->n : 0);
  for (guint i = 0; i < was->columns->len && was->n == is->n; i++) {
    if (columns[i] < 0)
      continue;
    const RowColumn *left = row_set_column(was, i), *right = row_set_column(is, columns[i]);
    RowColumnChanges *column = &changes->columns[i];
    column->nulled = MAX(column->nulled, right->nulls > left->nulls ? right->nulls - left->nulls : 0);
    if (column->nulled + column->altered == 0 && !row_digest_equal(&left->places, &right->places))
      column->altered = 1;
  }
}

/* Without keys */

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
  }
}

/* How many values of the column are no longer among those of the other set, with examples. */
static void find_values(RowColumnChanges *changes, const MigharRowSet *was, guint column,
                        const MigharRowSet *is, guint other)
{
  g_autoptr(GHashTable) left = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < is->kept->len; i++) {
    Row *row = g_ptr_array_index(is->kept, i);
    guint64 *hash = &row->values[other].hash;
    g_hash_table_insert(left, hash, GUINT_TO_POINTER(1 + GPOINTER_TO_UINT(g_hash_table_lookup(left, hash))));
  }
  g_autoptr(GPtrArray) rows = sorted_rows(was);
  guint64 n = 0;
  for (guint i = 0; i < rows->len; i++) {
    Row *row = g_ptr_array_index(rows, i);
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(left, &row->values[column].hash));
    if (count > 0) {
      g_hash_table_insert(left, &row->values[column].hash, GUINT_TO_POINTER(count - 1));
    } else if (row->values[column].text != NULL) {
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
  examples_init(&changes->rows);
  for (guint i = 0; i < n; i++) {
    examples_init(&changes->columns[i].examples);
    columns[i] = row_set_find_column(is, row_set_column(was, i));
  }
  if (have_same_key(was, is)) {
    compare_rows(changes, was, is, columns);
    if (!was->whole || !is->whole)
      scale_to_whole(changes, was, is, columns);
    return;
  }
  count_values(changes, was, is, columns);
  for (guint i = 0; i < n && was->whole && is->whole; i++)
    if (changes->columns[i].nulled + changes->columns[i].altered > 0)
      find_values(&changes->columns[i], was, i, is, (guint)columns[i]);
}

void row_changes_clear(RowChanges *changes)
{
  for (guint i = 0; i < changes->n; i++)
    examples_clear(&changes->columns[i].examples);
  if (changes->columns != NULL)
    examples_clear(&changes->rows);
  g_clear_pointer(&changes->columns, g_free);
  changes->n = 0;
}

/* Foreign keys, as the engines' snapshots have them. */

/* The table that a foreign key refers to, if this is what it does on DELETE. */
static char *find_parent(const MigharObject *constraint, const char *action)
{
  const char *definition = mighar_object_get(constraint, "definition");
  const char *references = mighar_object_get(constraint, "references");
  if (references != NULL && g_strcmp0(mighar_object_get(constraint, "on delete"), action) == 0)
    return g_strndup(references, strcspn(references, "("));
  g_autofree char *clause = g_strconcat("ON DELETE ", action, NULL);
  const char *target = definition != NULL ? strstr(definition, " REFERENCES ") : NULL;
  if (target == NULL || strstr(target, clause) == NULL)
    return NULL;
  target += strlen(" REFERENCES ");
  return g_strndup(target, strcspn(target, "("));
}

static char *describe_foreign_key(const MigharSnapshot *snapshot, const char *table, const char *action,
                                  const char *does)
{
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (!g_str_equal(object->kind, "constraint") || g_strcmp0(object->parent, table) != 0)
      continue;
    g_autofree char *parent = find_parent(object, action);
    if (parent != NULL && !g_str_equal(g_strchomp(parent), table))
      return g_strdup_printf("which the foreign key to %s %s when rows there are deleted (ON DELETE %s)",
                             parent, does, action);
  }
  return NULL;
}

char *row_cascade(const MigharSnapshot *snapshot, const char *table)
{
  return describe_foreign_key(snapshot, table, "CASCADE", "takes along");
}

char *row_set_null(const MigharSnapshot *snapshot, const char *table)
{
  return describe_foreign_key(snapshot, table, "SET NULL", "empties");
}
