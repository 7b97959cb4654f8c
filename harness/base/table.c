#include <mighar/table.h>

#include <string.h>

static void column_free(gpointer data)
{
  MigharColumn *column = data;
  if (column == NULL)
    return;
  g_free(column->name);
  g_free(column->object);
  g_free(column->identity);
  g_free(column->type);
  g_strfreev(column->labels);
  g_clear_pointer(&column->checks, g_ptr_array_unref);
  g_free(column);
}

static void key_free(gpointer data)
{
  MigharKey *key = data;
  g_clear_pointer(&key->columns, g_array_unref);
  g_free(key);
}

void mighar_reference_free(MigharReference *reference)
{
  if (reference == NULL)
    return;
  g_free(reference->name);
  g_free(reference->references);
  g_free(reference->on_delete);
  g_clear_pointer(&reference->columns, g_array_unref);
  g_clear_pointer(&reference->referenced, g_ptr_array_unref);
  g_free(reference);
}

static gpointer copy_text(gconstpointer text, G_GNUC_UNUSED gpointer data)
{
  return g_strdup(text);
}

MigharReference *mighar_reference_copy(const MigharReference *reference)
{
  MigharReference *copy = g_new0(MigharReference, 1);
  copy->name = g_strdup(reference->name);
  copy->columns = g_array_copy(reference->columns);
  copy->references = g_strdup(reference->references);
  copy->referenced = g_ptr_array_copy(reference->referenced, copy_text, NULL);
  g_ptr_array_set_free_func(copy->referenced, g_free);
  copy->on_delete = g_strdup(reference->on_delete);
  copy->deferrable = reference->deferrable;
  return copy;
}

MigharTable *mighar_table_new(const char *name)
{
  MigharTable *table = g_new0(MigharTable, 1);
  table->name = g_strdup(name);
  table->columns = g_ptr_array_new_with_free_func(column_free);
  table->keys = g_ptr_array_new_with_free_func(key_free);
  table->references = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_reference_free);
  table->checks = g_ptr_array_new_with_free_func(g_free);
  return table;
}

void mighar_table_free(MigharTable *table)
{
  if (table == NULL)
    return;
  g_free(table->name);
  g_free(table->parent);
  g_clear_pointer(&table->columns, g_ptr_array_unref);
  g_clear_pointer(&table->keys, g_ptr_array_unref);
  g_clear_pointer(&table->references, g_ptr_array_unref);
  g_clear_pointer(&table->checks, g_ptr_array_unref);
  g_free(table);
}

MigharColumn *mighar_table_add_column(MigharTable *table, const char *name)
{
  MigharColumn *column = g_new0(MigharColumn, 1);
  column->name = g_strdup(name);
  column->scale = -1;
  column->nullable = TRUE;
  g_ptr_array_add(table->columns, column);
  return column;
}

MigharKey *mighar_table_add_key(MigharTable *table)
{
  MigharKey *key = g_new0(MigharKey, 1);
  key->columns = g_array_new(FALSE, FALSE, sizeof(guint));
  g_ptr_array_add(table->keys, key);
  return key;
}

MigharReference *mighar_table_add_reference(MigharTable *table, const char *references)
{
  MigharReference *reference = g_new0(MigharReference, 1);
  reference->references = g_strdup(references);
  reference->columns = g_array_new(FALSE, FALSE, sizeof(guint));
  reference->referenced = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(table->references, reference);
  return reference;
}

int mighar_table_column(const MigharTable *table, const char *name)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (g_str_equal(((const MigharColumn *)g_ptr_array_index(table->columns, i))->name, name))
      return (int)i;
  return -1;
}

MigharUnfilled *mighar_unfilled_new(const char *table, guint64 rows, const char *reason)
{
  MigharUnfilled *unfilled = g_new(MigharUnfilled, 1);
  *unfilled = (MigharUnfilled){g_strdup(table), rows, g_strdup(reason)};
  return unfilled;
}

void mighar_unfilled_free(MigharUnfilled *unfilled)
{
  if (unfilled == NULL)
    return;
  g_free(unfilled->table);
  g_free(unfilled->reason);
  g_free(unfilled);
}

GPtrArray *mighar_unfilled_list(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)mighar_unfilled_free);
}

static gint compare_tables(gconstpointer a, gconstpointer b)
{
  return strcmp((*(MigharUnfilled *const *)a)->table, (*(MigharUnfilled *const *)b)->table);
}

void mighar_unfilled_sort(GPtrArray *list)
{
  g_ptr_array_sort(list, compare_tables);
}
