#include "rows_constraints.h"

#include <mighar/sql.h>
#include <string.h>

static char *inside(const char *text, const char **rest)
{
  return text != NULL ? mighar_sql_parenthesised(MIGHAR_DIALECT_POSTGRES, text, rest) : NULL;
}

/* A key's part, "email" or "lower(email)" or "email COLLATE x DESC": the column, or -1. */
static int key_column(const MigharTable *table, const char *item)
{
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_POSTGRES, item, strlen(item));
  if (!mighar_scanner_next_solid(&scanner, &token) || mighar_token_is_mark(&token, "("))
    return -1;
  g_autofree char *name = mighar_token_name(&token);
  gboolean called = mighar_scanner_next_solid(&scanner, &token) && mighar_token_is_mark(&token, "(");
  return called ? -1 : mighar_table_column(table, name);
}

/* FALSE when there is more to the list than columns. */
static gboolean add_columns(const MigharTable *table, const char *list, GArray *columns)
{
  g_autoptr(GPtrArray) items = mighar_sql_items(MIGHAR_DIALECT_POSTGRES, list != NULL ? list : "");
  gboolean all = TRUE;
  for (guint i = 0; i < items->len; i++) {
    int found = key_column(table, g_ptr_array_index(items, i));
    guint column = (guint)found;
    if (found >= 0)
      g_array_append_val(columns, column);
    all = all && found >= 0;
  }
  return all;
}

static MigharKey *add_key(MigharTable *table, const char *definition)
{
  const char *rest = "";
  g_autofree char *list = inside(definition, &rest);
  MigharKey *key = mighar_table_add_key(table);
  key->expression = !add_columns(table, list, key->columns) || strstr(rest, "WHERE") != NULL;
  return key;
}

static void add_unique(MigharTable *table, const MigharObject *object G_GNUC_UNUSED, const char *definition)
{
  add_key(table, definition);
}

static void add_primary(MigharTable *table, const MigharObject *object G_GNUC_UNUSED, const char *definition)
{
  MigharKey *key = add_key(table, definition);
  key->primary = TRUE;
  for (guint i = 0; i < key->columns->len; i++) {
    MigharColumn *column = g_ptr_array_index(table->columns, g_array_index(key->columns, guint, i));
    column->nullable = FALSE;
  }
}

/* "EXCLUDE USING gist (room WITH =, during WITH &&)" */
static void add_exclusion(MigharTable *table, const MigharObject *object G_GNUC_UNUSED,
                          const char *definition)
{
  add_key(table, definition)->expression = TRUE;
}

static void add_check(MigharTable *table, const MigharObject *object G_GNUC_UNUSED, const char *definition)
{
  char *check = inside(definition, NULL);
  if (check != NULL)
    g_ptr_array_add(table->checks, check);
}

/* "FOREIGN KEY (a, b) REFERENCES public.t(c, d) ON DELETE CASCADE DEFERRABLE" */
/* The server writes no action that is the one by default. */
static char *read_on_delete(const char *clauses)
{
  static const char *const actions[] = {"CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT"};
  const char *clause = strstr(clauses, "ON DELETE ");
  for (guint i = 0; clause != NULL && i < G_N_ELEMENTS(actions); i++)
    if (g_str_has_prefix(clause + strlen("ON DELETE "), actions[i]))
      return g_strdup(actions[i]);
  return NULL;
}

static void add_reference(MigharTable *table, const MigharObject *object, const char *definition)
{
  const char *rest = "";
  g_autofree char *columns = inside(definition, &rest);
  const char *target = strstr(rest, "REFERENCES "), *behind = "";
  g_autofree char *referenced = inside(target, &behind);
  if (referenced == NULL)
    return;
  target += strlen("REFERENCES ");
  g_autofree char *name = g_strndup(target, (gsize)(strrchr(target, '\0') - target));
  name[behind - target - strlen(referenced) - 2] = '\0';
  MigharReference *reference = mighar_table_add_reference(table, name);
  reference->name = g_strdup(object->name);
  reference->on_delete = read_on_delete(behind);
  reference->deferrable = strstr(behind, "DEFERRABLE") != NULL && strstr(behind, "NOT DEFERRABLE") == NULL;
  add_columns(table, columns, reference->columns);
  g_autoptr(GPtrArray) items = mighar_sql_items(MIGHAR_DIALECT_POSTGRES, referenced);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add(reference->referenced,
                    mighar_sql_name(MIGHAR_DIALECT_POSTGRES, g_ptr_array_index(items, i)));
}

static const struct {
  const char *prefix;
  void (*add)(MigharTable *table, const MigharObject *object, const char *definition);
} readers[] = {
    {"PRIMARY KEY", add_primary}, {"UNIQUE", add_unique},         {"CHECK", add_check},
    {"EXCLUDE", add_exclusion},   {"FOREIGN KEY", add_reference},
};

void rows_add_constraint(MigharTable *table, const MigharObject *object)
{
  const char *definition = mighar_object_get(object, "definition");
  for (guint i = 0; definition != NULL && i < G_N_ELEMENTS(readers); i++)
    if (g_str_has_prefix(definition, readers[i].prefix))
      readers[i].add(table, object, definition);
}

void rows_add_index(MigharTable *table, const MigharObject *object)
{
  const char *definition = mighar_object_get(object, "definition");
  const char *method = definition != NULL ? strstr(definition, " USING ") : NULL;
  if (method != NULL && g_str_has_prefix(definition, "CREATE UNIQUE INDEX"))
    add_key(table, method);
}

static void append_bound(GString *check, const char *column, const char *comparison, const char *values)
{
  g_autofree char *list = inside(values, NULL);
  g_autoptr(GPtrArray) items = mighar_sql_items(MIGHAR_DIALECT_POSTGRES, list != NULL ? list : "");
  const char *first = items->len > 0 ? g_ptr_array_index(items, 0) : "MINVALUE";
  if (!g_str_equal(first, "MINVALUE") && !g_str_equal(first, "MAXVALUE"))
    g_string_append_printf(check, "%s%s %s %s", check->len > 0 ? " AND " : "", column, comparison, first);
}

void rows_add_bound(MigharTable *part, const char *key, const char *bound)
{
  g_autofree char *columns = inside(key, NULL);
  g_autoptr(GPtrArray) items = mighar_sql_items(MIGHAR_DIALECT_POSTGRES, columns != NULL ? columns : "");
  const char *from = strstr(bound, "FROM "), *to = strstr(bound, ") TO (");
  const char *in = strstr(bound, " IN (");
  if (items->len == 0)
    return;
  GString *check = g_string_new(NULL);
  const char *column = g_ptr_array_index(items, 0);
  if (in != NULL)
    g_string_append_printf(check, "%s%s", column, in);
  else if (from != NULL && to != NULL) {
    append_bound(check, column, ">=", from);
    append_bound(check, column, items->len > 1 ? "<=" : "<", to + 1);
  }
  g_ptr_array_add(part->checks, g_string_free(check, FALSE));
}
