#include "names.h"
#include "rows.h"

#include <stdio.h>
#include <string.h>

/* What a declared type is likely to hold. The first part that is in it counts; what decides how SQLite stores
 * a value is only its affinity (https://www.sqlite.org/datatype3.html#affname), so INT comes before all
 * others but those that say more. */
static const struct {
  const char *part;
  MigharValueKind kind;
  int bits;
} types[] = {
    {"POINT", MIGHAR_VALUE_TEXT, 0},         {"INTERVAL", MIGHAR_VALUE_TEXT, 0},
    {"INT", MIGHAR_VALUE_INTEGER, 64},       {"BOOL", MIGHAR_VALUE_BOOLEAN, 0},
    {"JSON", MIGHAR_VALUE_JSON, 0},          {"UUID", MIGHAR_VALUE_UUID, 0},
    {"CHAR", MIGHAR_VALUE_TEXT, 0},          {"CLOB", MIGHAR_VALUE_TEXT, 0},
    {"TEXT", MIGHAR_VALUE_TEXT, 0},          {"STRING", MIGHAR_VALUE_TEXT, 0},
    {"BLOB", MIGHAR_VALUE_BYTES, 0},         {"BYTE", MIGHAR_VALUE_BYTES, 0},
    {"BINARY", MIGHAR_VALUE_BYTES, 0},       {"REAL", MIGHAR_VALUE_FLOAT, 64},
    {"FLOA", MIGHAR_VALUE_FLOAT, 64},        {"DOUB", MIGHAR_VALUE_FLOAT, 64},
    {"DATETIME", MIGHAR_VALUE_TIMESTAMP, 0}, {"TIMESTAMP", MIGHAR_VALUE_TIMESTAMP, 0},
    {"DATE", MIGHAR_VALUE_DATE, 0},          {"TIME", MIGHAR_VALUE_TIME, 0},
    {"NUMERIC", MIGHAR_VALUE_NUMERIC, 0},    {"DECIMAL", MIGHAR_VALUE_NUMERIC, 0},
};

static void read_limits(MigharColumn *column)
{
  const char *open = strchr(column->type, '(');
  int first = 0, second = -1;
  if (open == NULL || sscanf(open, "( %d , %d", &first, &second) < 1)
    return;
  if (column->kind == MIGHAR_VALUE_TEXT)
    column->length = first;
  if (column->kind == MIGHAR_VALUE_NUMERIC) {
    column->precision = first;
    column->scale = MAX(second, 0);
  }
}

static void read_type(MigharColumn *column, const char *type)
{
  column->type = g_strdup(type != NULL ? type : "");
  column->kind =
      *column->type == '\0' || g_str_equal(column->type, "ANY") ? MIGHAR_VALUE_ANY : MIGHAR_VALUE_NUMERIC;
  for (guint i = 0; i < G_N_ELEMENTS(types); i++)
    if (strstr(column->type, types[i].part) != NULL) {
      column->kind = types[i].kind;
      column->bits = types[i].bits;
      break;
    }
  read_limits(column);
}

/* The name of a part without that of its table. */
static char *own_name(const MigharObject *object)
{
  const char *name = object->name + strlen(object->parent) + 1;
  char *plain = mighar_sql_name(MIGHAR_DIALECT_SQLITE, name);
  return plain != NULL ? plain : g_strdup(name);
}

static void add_column(MigharTable *table, const MigharObject *object)
{
  g_autofree char *name = own_name(object);
  MigharColumn *column = mighar_table_add_column(table, name);
  column->object = g_strdup(object->name);
  column->identity = g_strdup(object->identity);
  column->nullable = mighar_object_get(object, "not null") == NULL;
  column->has_default = mighar_object_get(object, "default") != NULL;
  column->generated = mighar_object_get(object, "generated") != NULL;
  read_type(column, mighar_object_get(object, "type"));
}

/* Of a key "a, b DESC, lower(c)": the columns, and whether there is more to it. */
static int key_column(const MigharTable *table, const char *item)
{
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_SQLITE, item, strlen(item));
  if (!mighar_scanner_next_solid(&scanner, &token))
    return -1;
  g_autofree char *name = mighar_token_name(&token);
  gboolean called = mighar_scanner_next_solid(&scanner, &token) && mighar_token_is_mark(&token, "(");
  return called ? -1 : mighar_table_column(table, name);
}

static void add_key_columns(const MigharTable *table, const char *list, GArray *columns, gboolean *expression)
{
  g_autoptr(GPtrArray) items = mighar_sql_items(MIGHAR_DIALECT_SQLITE, list);
  for (guint i = 0; i < items->len; i++) {
    int found = key_column(table, g_ptr_array_index(items, i));
    guint column = (guint)found;
    if (found >= 0)
      g_array_append_val(columns, column);
    else
      *expression = TRUE;
  }
}

static MigharKey *add_key(MigharTable *table, const char *list)
{
  MigharKey *key = mighar_table_add_key(table);
  add_key_columns(table, list, key->columns, &key->expression);
  return key;
}

/* A key that is the rowid counts up by itself. */
static void add_primary_key(MigharTable *table, const MigharObject *object)
{
  MigharKey *key = add_key(table, mighar_object_get(object, "primary key"));
  key->primary = TRUE;
  for (guint i = 0; i < key->columns->len; i++) {
    MigharColumn *column = g_ptr_array_index(table->columns, g_array_index(key->columns, guint, i));
    column->nullable = FALSE;
    if (mighar_object_get(object, "rowid alias") != NULL) {
      column->serial = TRUE;
      column->has_default = TRUE;
    }
  }
}

static void add_reference(MigharTable *table, const MigharObject *object)
{
  gboolean ignored = FALSE;
  const char *target = mighar_object_get(object, "references"), *rest = target;
  if (target == NULL)
    return;
  g_autofree char *columns = mighar_sql_parenthesised(MIGHAR_DIALECT_SQLITE, target, NULL);
  MigharScanner scanner;
  MigharToken name;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_SQLITE, target, strlen(target));
  mighar_scanner_next_solid(&scanner, &name);
  rest = name.start + name.length;
  g_autofree char *referenced = g_strndup(target, (gsize)(rest - target));
  MigharReference *reference = mighar_table_add_reference(table, referenced);
  reference->name = g_strdup(object->name);
  reference->on_delete = g_strdup(mighar_object_get(object, "on delete"));
  reference->deferrable = TRUE; // any is, as long as PRAGMA defer_foreign_keys says so
  add_key_columns(table, mighar_object_get(object, "foreign key"), reference->columns, &ignored);
  g_autoptr(GPtrArray) items =
      columns != NULL ? mighar_sql_items(MIGHAR_DIALECT_SQLITE, columns) : g_ptr_array_new();
  for (guint i = 0; i < items->len; i++) {
    char *plain = mighar_sql_name(MIGHAR_DIALECT_SQLITE, g_ptr_array_index(items, i));
    g_ptr_array_add(reference->referenced, plain != NULL ? plain : g_strdup(g_ptr_array_index(items, i)));
  }
}

static void add_constraint(MigharTable *table, const MigharObject *object)
{
  const char *unique = mighar_object_get(object, "unique");
  const char *check = mighar_object_get(object, "check");
  if (mighar_object_get(object, "primary key") != NULL)
    add_primary_key(table, object);
  else if (unique != NULL)
    add_key(table, unique);
  else if (check != NULL)
    g_ptr_array_add(table->checks, g_strdup(check));
  else
    add_reference(table, object);
}

static void add_index(MigharTable *table, const MigharObject *object)
{
  const char *columns = mighar_object_get(object, "columns");
  if (mighar_object_get(object, "unique") == NULL || columns == NULL)
    return;
  MigharKey *key = add_key(table, columns);
  if (mighar_object_get(object, "where") != NULL)
    key->expression = TRUE;
}

/* Full text: the arguments are columns, but for "option = value". A table that shows another one's content,
 * or keeps none, is written to in ways of its own, mostly by triggers. */
static gboolean add_virtual_columns(MigharTable *table, const MigharObject *object)
{
  const char *module = mighar_object_get(object, "module");
  const char *arguments = mighar_object_get(object, "arguments");
  if (g_ascii_strncasecmp(module, "fts", 3) != 0 || arguments == NULL || strstr(arguments, "content") != NULL)
    return FALSE;
  g_autoptr(GPtrArray) items = mighar_sql_items(MIGHAR_DIALECT_SQLITE, arguments);
  for (guint i = 0; i < items->len; i++) {
    g_auto(GStrv) words = g_strsplit(g_ptr_array_index(items, i), " ", 2);
    if (strchr(g_ptr_array_index(items, i), '=') != NULL)
      continue;
    g_autofree char *name = mighar_sql_name(MIGHAR_DIALECT_SQLITE, words[0]);
    MigharColumn *column = mighar_table_add_column(table, name != NULL ? name : words[0]);
    column->object = g_strdup_printf("%s.%s", table->name, words[0]);
    column->type = g_strdup("");
    column->kind = MIGHAR_VALUE_TEXT;
  }
  return table->columns->len > 0;
}

/* NULL where rows are no affair of the table's own. */
static MigharTable *new_table(const MigharObject *object)
{
  g_autoptr(MigharTable) table = mighar_table_new(object->name);
  if (mighar_object_get(object, "definition") != NULL ||
      (mighar_object_get(object, "module") != NULL && !add_virtual_columns(table, object)))
    return NULL;
  return g_steal_pointer(&table);
}

/* Kinds in the order in which they need each other. */
static const struct {
  const char *kind;
  void (*add)(MigharTable *table, const MigharObject *object);
} parts[] = {{"column", add_column}, {"constraint", add_constraint}, {"index", add_index}};

static void add_parts(const MigharSnapshot *snapshot, MigharTable *table)
{
  for (guint p = 0; p < G_N_ELEMENTS(parts); p++) {
    g_autoptr(GPtrArray) objects =
        mighar_snapshot_parts_in_order(snapshot, table->name, parts[p].kind, "position");
    for (guint i = 0; i < objects->len; i++)
      parts[p].add(table, g_ptr_array_index(objects, i));
  }
}

/* A reference that names no columns is to the primary key. */
static void complete_references(GHashTable *tables, MigharTable *table)
{
  for (guint i = 0; i < table->references->len; i++) {
    MigharReference *reference = g_ptr_array_index(table->references, i);
    const MigharTable *target = g_hash_table_lookup(tables, reference->references);
    for (guint k = 0; target != NULL && reference->referenced->len == 0 && k < target->keys->len; k++) {
      const MigharKey *key = g_ptr_array_index(target->keys, k);
      for (guint c = 0; key->primary && c < key->columns->len; c++) {
        const MigharColumn *column =
            g_ptr_array_index(target->columns, g_array_index(key->columns, guint, c));
        g_ptr_array_add(reference->referenced, g_strdup(column->name));
      }
    }
  }
}

GPtrArray *sqlite_rows_tables(const MigharSnapshot *snapshot, GHashTable *names)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_table_free);
  g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) objects = mighar_snapshot_select(snapshot, "table", names);
  for (guint i = 0; i < objects->len; i++) {
    MigharTable *table = new_table(g_ptr_array_index(objects, i));
    if (table == NULL)
      continue;
    g_ptr_array_add(tables, table);
    g_hash_table_insert(by_name, table->name, table);
    add_parts(snapshot, table);
  }
  for (guint i = 0; i < tables->len; i++)
    complete_references(by_name, g_ptr_array_index(tables, i));
  return tables;
}
