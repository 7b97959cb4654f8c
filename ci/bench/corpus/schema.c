/* The schema in memory. */
#include "corpus.h"

static void free_column(gpointer data)
{
  Column *column = data;
  g_free(column->name);
  g_free(column->labels);
  g_free(column->enumeration);
  g_free(column);
}

static void free_table(gpointer data)
{
  Table *table = data;
  g_free(table->name);
  g_ptr_array_unref(table->columns);
  g_free(table);
}

static void free_index(gpointer data)
{
  Index *index = data;
  g_free(index->name);
  g_free(index->columns);
  g_free(index->where);
  g_free(index);
}

static void clear_view_column(gpointer data)
{
  g_free(((ViewColumn *)data)->alias);
}

static void free_view(gpointer data)
{
  View *view = data;
  g_free(view->name);
  g_array_unref(view->columns);
  g_free(view);
}

static void free_trigger(gpointer data)
{
  Trigger *trigger = data;
  g_free(trigger->name);
  g_free(trigger->action);
  g_free(trigger);
}

static void free_routine(gpointer data)
{
  Routine *routine = data;
  g_free(routine->name);
  g_free(routine);
}

Schema *schema_new(guint64 seed)
{
  Schema *schema = g_new0(Schema, 1);
  schema->random = seed * 2 + 1;
  schema->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  schema->tables = g_ptr_array_new_with_free_func(free_table);
  schema->indexes = g_ptr_array_new_with_free_func(free_index);
  schema->views = g_ptr_array_new_with_free_func(free_view);
  schema->triggers = g_ptr_array_new_with_free_func(free_trigger);
  schema->routines = g_ptr_array_new_with_free_func(free_routine);
  return schema;
}

void schema_free(Schema *schema)
{
  g_hash_table_unref(schema->names);
  g_ptr_array_unref(schema->indexes);
  g_ptr_array_unref(schema->views);
  g_ptr_array_unref(schema->triggers);
  g_ptr_array_unref(schema->routines);
  g_ptr_array_unref(schema->tables);
  g_free(schema);
}

Table *table_new(char *name)
{
  Table *table = g_new0(Table, 1);
  table->name = name;
  table->columns = g_ptr_array_new_with_free_func(free_column);
  return table;
}

Table *find_table(const Schema *schema, const char *name)
{
  for (guint i = 0; i < schema->tables->len; i++) {
    Table *table = g_ptr_array_index(schema->tables, i);
    if (g_str_equal(table->name, name))
      return table;
  }
  return NULL;
}

Column *add_column(Table *table, char *name, Type type)
{
  Column *column = g_new0(Column, 1);
  column->name = name;
  column->type = type;
  g_ptr_array_add(table->columns, column);
  return column;
}

Column *find_column(const Table *table, const char *name)
{
  for (guint i = 0; i < table->columns->len; i++) {
    Column *column = g_ptr_array_index(table->columns, i);
    if (g_str_equal(column->name, name))
      return column;
  }
  return NULL;
}

gboolean is_leaf(const Table *table)
{
  return table->references == 0 && table->views == 0 && table->triggers == 0;
}

GArray *view_columns_new(void)
{
  GArray *columns = g_array_new(FALSE, TRUE, sizeof(ViewColumn));
  g_array_set_clear_func(columns, clear_view_column);
  return columns;
}
