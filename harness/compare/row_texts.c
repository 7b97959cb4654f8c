/* Rows that are kept, as values that go in again. */
#include "row_set.h"

/* Whether nothing of the value was cut. */
static gboolean is_complete(const RowValue *value)
{
  return value->place == 0 || value->whole || value->type == 'r';
}

static int find_named(const MigharRowSet *set, const char *name)
{
  for (guint i = 0; i < set->columns->len; i++)
    if (g_str_equal(row_set_column(set, i)->name, name))
      return (int)i;
  return -1;
}

/* FALSE when a value is not known. */
static gboolean copy_values(const MigharRowSet *set, const Row *row, const GPtrArray *columns, char **values)
{
  for (guint i = 0; i < columns->len; i++) {
    int column = find_named(set, g_ptr_array_index(columns, i));
    if (column < 0 || !is_complete(&row->values[column]))
      return FALSE;
    values[i] = g_strdup(row_value_text(&row->values[column]));
  }
  return TRUE;
}

GPtrArray *mighar_row_set_texts(const MigharRowSet *set, const GPtrArray *columns)
{
  g_autoptr(GPtrArray) rows = mighar_rows_new();
  if (!set->whole || set->apart != NULL)
    return NULL;
  for (guint i = 0; i < set->kept->len; i++)
    if (!copy_values(set, g_ptr_array_index(set->kept, i), columns,
                     mighar_rows_add(rows, NULL, columns->len)))
      return NULL;
  return g_steal_pointer(&rows);
}
