#include "rows.h"
#include "rows_constraints.h"
#include "rows_types.h"

#include <mighar/sql.h>
#include <string.h>

/* What is being read. */
typedef struct {
  const MigharSnapshot *snapshot;
  GHashTable *tables; /* MigharTable by name; not owned */
} Reading;

/* "id" of the column "public.users.id" */
static char *own_name(const MigharObject *object)
{
  const char *name = object->name + strlen(object->parent) + 1;
  char *plain = mighar_sql_name(MIGHAR_DIALECT_POSTGRES, name);
  return plain != NULL ? plain : g_strdup(name);
}

static void add_column(const Reading *reading, MigharTable *table, const MigharObject *object)
{
  g_autofree char *name = own_name(object);
  MigharColumn *column = mighar_table_add_column(table, name);
  const char *value = mighar_object_get(object, "default");
  gboolean identity = mighar_object_get(object, "identity") != NULL;
  column->object = g_strdup(object->name);
  column->identity = g_strdup(object->identity);
  column->nullable = mighar_object_get(object, "not null") == NULL;
  column->generated = mighar_object_get(object, "generated") != NULL;
  column->serial = identity || (value != NULL && g_str_has_prefix(value, "nextval("));
  column->has_default = identity || value != NULL;
  rows_read_type(column, mighar_object_get(object, "type"), reading->snapshot);
}

static void add_constraint(const Reading *reading G_GNUC_UNUSED, MigharTable *table,
                           const MigharObject *object)
{
  rows_add_constraint(table, object);
}

static void add_index(const Reading *reading G_GNUC_UNUSED, MigharTable *table, const MigharObject *object)
{
  rows_add_index(table, object);
}

/* Kinds in the order in which they need each other. */
static const struct {
  const char *kind;
  void (*add)(const Reading *reading, MigharTable *table, const MigharObject *object);
} parts[] = {{"column", add_column}, {"constraint", add_constraint}, {"index", add_index}};

static void add_parts(const Reading *reading, MigharTable *table)
{
  for (guint p = 0; p < G_N_ELEMENTS(parts); p++) {
    g_autoptr(GPtrArray) objects =
        mighar_snapshot_parts_in_order(reading->snapshot, table->name, parts[p].kind, "position");
    for (guint i = 0; i < objects->len; i++)
      parts[p].add(reading, table, g_ptr_array_index(objects, i));
  }
}

static void copy_reference(MigharTable *part, const MigharTable *whole, const MigharReference *reference)
{
  MigharReference *copy = mighar_table_add_reference(part, reference->references);
  copy->name = g_strdup(reference->name);
  copy->on_delete = g_strdup(reference->on_delete);
  copy->deferrable = reference->deferrable;
  for (guint i = 0; i < reference->columns->len; i++) {
    const MigharColumn *column =
        g_ptr_array_index(whole->columns, g_array_index(reference->columns, guint, i));
    guint index = (guint)mighar_table_column(part, column->name);
    g_array_append_val(copy->columns, index);
    g_ptr_array_add(copy->referenced, g_strdup(g_ptr_array_index(reference->referenced, i)));
  }
}

/* A part's foreign keys are told by the whole. */
static void complete_part(const Reading *reading, MigharTable *part)
{
  const MigharTable *whole = g_hash_table_lookup(reading->tables, part->parent);
  const MigharObject *object = mighar_snapshot_find(reading->snapshot, "table", part->parent);
  const MigharObject *own = mighar_snapshot_find(reading->snapshot, "table", part->name);
  const char *bound = mighar_object_get(own, "partition bound");
  const char *key = object != NULL ? mighar_object_get(object, "partitioned by") : NULL;
  if (key != NULL && bound != NULL)
    rows_add_bound(part, key, bound);
  for (guint i = 0; whole != NULL && i < whole->references->len; i++)
    copy_reference(part, whole, g_ptr_array_index(whole->references, i));
}

static MigharTable *new_table(const MigharObject *object)
{
  MigharTable *table = mighar_table_new(object->name);
  table->parent = g_strdup(mighar_object_get(object, "partition of"));
  table->partitioned = mighar_object_get(object, "partitioned by") != NULL;
  return table;
}

GPtrArray *rows_tables(const MigharSnapshot *snapshot, GHashTable *names)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_table_free);
  g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) objects = mighar_snapshot_select(snapshot, "table", names);
  Reading reading = {.snapshot = snapshot, .tables = by_name};
  for (guint i = 0; i < objects->len; i++) {
    MigharTable *table = new_table(g_ptr_array_index(objects, i));
    g_ptr_array_add(tables, table);
    g_hash_table_insert(by_name, table->name, table);
    add_parts(&reading, table);
  }
  for (guint i = 0; i < tables->len; i++) {
    MigharTable *table = g_ptr_array_index(tables, i);
    if (table->parent != NULL)
      complete_part(&reading, table);
  }
  return tables;
}
