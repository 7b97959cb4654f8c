#include "late.h"

#include "row_changes.h"

#include <string.h>

void mighar_late_loss_free(MigharLateLoss *loss)
{
  if (loss == NULL)
    return;
  g_free(loss->table);
  g_free(loss->column);
  g_free(loss->object);
  g_ptr_array_unref(loss->columns);
  g_ptr_array_unref(loss->row);
  g_ptr_array_unref(loss->key_columns);
  g_ptr_array_unref(loss->key);
  g_free(loss->words);
  g_free(loss->from);
  g_free(loss->written);
  g_free(loss->found);
  g_free(loss);
}

/* One table, at three moments. */
typedef struct {
  const MigharRowSet *before, *late, *after;
  GPtrArray *losses;
  RowChanges by_up; /* from before to late; columns NULL: not asked for so far */
} Table;

/* A column of the table after the down that it has before the up, too, as one of the late moment; -1: none.
 */
static int late_column(const Table *table, guint index)
{
  const RowColumn *column = row_set_column(table->after, index);
  return row_set_find_column(table->before, column) < 0 ? -1 : row_set_find_column(table->late, column);
}

static gboolean is_number(const char *text)
{
  const char *digits = text != NULL && *text == '-' ? text + 1 : text;
  return digits != NULL && *digits != '\0' && digits[strspn(digits, G_CSET_DIGITS)] == '\0';
}

void late_append_words(GString *words, const char *column, const char *text)
{
  g_autofree char *shown = mighar_text_shown(text, text != NULL ? strlen(text) : 0);
  g_string_append_printf(words, "%s%s %s", words->len > 0 ? ", " : "", column,
                         is_number(text) ? text : shown);
}

static void add_values(const Table *table, const ApartRow *row, GPtrArray *columns, GPtrArray *rows)
{
  char **values = mighar_rows_add(rows, NULL, table->after->columns->len);
  for (guint i = 0; i < table->after->columns->len; i++) {
    int column = late_column(table, i);
    if (column < 0)
      continue;
    values[columns->len] = g_strdup(row->values[column].text);
    g_ptr_array_add(columns, g_strdup(row_set_column(table->after, i)->name));
  }
}

static void add_key(const Table *table, const ApartRow *row, MigharLateLoss *loss)
{
  const GArray *key = table->after->key;
  g_autoptr(GString) words = g_string_new(NULL);
  char **values = mighar_rows_add(loss->key, NULL, key->len);
  for (guint i = 0; i < key->len; i++) {
    const RowColumn *column = row_set_column(table->after, g_array_index(key, guint, i));
    int index = row_set_find_column(table->late, column);
    if (index < 0)
      continue;
    values[loss->key_columns->len] = g_strdup(row->values[index].text);
    g_ptr_array_add(loss->key_columns, g_strdup(column->name));
    late_append_words(words, column->name, row->values[index].text);
  }
  for (guint i = 0; loss->key_columns->len == 0 && i < table->late->columns->len; i++)
    late_append_words(words, row_set_column(table->late, i)->name, row->values[i].text);
  loss->words = g_strdup(words->str);
}

MigharLateLoss *late_loss_new(const MigharRowSet *table, const RowColumn *column)
{
  MigharLateLoss *loss = g_new0(MigharLateLoss, 1);
  loss->table = g_strdup(table->table);
  loss->column = column != NULL ? g_strdup(column->name) : NULL;
  loss->object = column != NULL ? g_strdup_printf("column %s", column->object)
                                : g_strdup_printf("table %s", table->table);
  loss->columns = g_ptr_array_new_with_free_func(g_free);
  loss->row = mighar_rows_new();
  loss->key_columns = g_ptr_array_new_with_free_func(g_free);
  loss->key = mighar_rows_new();
  return loss;
}

static MigharLateLoss *add_loss(const Table *table, const ApartRow *row, const RowColumn *column)
{
  MigharLateLoss *loss = late_loss_new(table->after, column);
  add_values(table, row, loss->columns, loss->row);
  add_key(table, row, loss);
  g_ptr_array_add(table->losses, loss);
  return loss;
}

static gboolean is_altered_by_up(Table *table, const RowColumn *column)
{
  if (table->by_up.columns == NULL)
    row_changes_find(&table->by_up, table->before, table->late);
  return table->by_up.columns[row_set_find_column(table->before, column)].altered > 0;
}

/* That a value is none any more means the same whatever values mean. */
static gboolean has_other_values(Table *table, guint column, const ApartRow *found, guint i)
{
  const RowColumn *then = row_set_column(table->late, column), *now = row_set_column(table->after, i);
  return found->values[i].text != NULL &&
         (g_strcmp0(then->type, now->type) != 0 || is_altered_by_up(table, now));
}

static void compare_values(Table *table, const ApartRow *row, const ApartRow *found)
{
  for (guint i = 0; i < table->after->columns->len; i++) {
    int column = late_column(table, i);
    if (column < 0 || g_strcmp0(row->values[column].text, found->values[i].text) == 0)
      continue;
    MigharLateLoss *loss = add_loss(table, row, row_set_column(table->after, i));
    loss->written = g_strdup(row->values[column].text);
    loss->found = g_strdup(found->values[i].text);
    loss->other_values = has_other_values(table, (guint)column, found, i);
  }
}

/* The row among those that were found again; each is taken once. */
static const ApartRow *take_found(const Table *table, const ApartRow *row, gboolean *taken)
{
  guint64 key;
  if (!row_set_key_of(table->late, row, table->after, &key))
    return NULL;
  for (guint i = 0; i < table->after->apart->len; i++) {
    const ApartRow *found = g_ptr_array_index(table->after->apart, i);
    if (taken[i] || row_set_apart_key(table->after, found) != key)
      continue;
    taken[i] = TRUE;
    return found;
  }
  return NULL;
}

static void compare_table(Table *table)
{
  g_autofree gboolean *taken = g_new0(gboolean, mighar_row_set_apart(table->after) + 1);
  for (guint r = 0; r < table->late->apart->len; r++) {
    const ApartRow *row = g_ptr_array_index(table->late->apart, r);
    const ApartRow *found = take_found(table, row, taken);
    if (found != NULL)
      compare_values(table, row, found);
    else
      add_loss(table, row, NULL);
  }
}

/* As people order numbers in texts. */
static int compare_words(const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0') {
    gsize left = strspn(a, G_CSET_DIGITS), right = strspn(b, G_CSET_DIGITS);
    int order = left != right ? (left < right ? -1 : 1) : strncmp(a, b, MAX(left, 1));
    if (order != 0)
      return left > 0 && right > 0 ? order : strncmp(a, b, 1);
    a += MAX(left, 1);
    b += MAX(right, 1);
  }
  return *a == *b ? 0 : *a == '\0' ? -1 : 1;
}

static gint by_object(gconstpointer a, gconstpointer b)
{
  const MigharLateLoss *left = *(MigharLateLoss *const *)a, *right = *(MigharLateLoss *const *)b;
  int order = strcmp(left->object, right->object);
  order = order != 0 ? order : g_strcmp0(left->from, right->from);
  return order != 0 ? order : compare_words(left->words, right->words);
}

GPtrArray *mighar_compare_late(const MigharMoment *before, const MigharMoment *late,
                               const MigharMoment *after)
{
  GPtrArray *losses = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_late_loss_free);
  GHashTableIter iterator;
  gpointer name, set;
  g_hash_table_iter_init(&iterator, late->sets);
  while (g_hash_table_iter_next(&iterator, &name, &set)) {
    Table table = {.before = mighar_moment_find(late, name, before),
                   .late = set,
                   .after = mighar_moment_find(late, name, after),
                   .losses = losses};
    if (mighar_row_set_apart(set) > 0 && table.before != NULL && table.after != NULL &&
        table.after->apart != NULL)
      compare_table(&table);
    row_changes_clear(&table.by_up);
  }
  late_follow(before, late, after, losses);
  g_ptr_array_sort(losses, by_object);
  return losses;
}
