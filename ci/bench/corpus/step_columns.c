/* Columns added, filled, renamed; indexes. */
#include "corpus.h"

static gboolean any(const Table *table)
{
  (void)table;
  return TRUE;
}

static gboolean is_free(const Column *column)
{
  return column->uses == 0 && column->type != TYPE_KEY && column->type != TYPE_REFERENCE;
}

static gboolean has_free_column(const Table *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (is_free(g_ptr_array_index(table->columns, i)))
      return TRUE;
  return FALSE;
}

static void add_to(Table *table, Column *column, Migration *migration)
{
  table->changed = TRUE;
  for (Engine engine = 0; engine < N_ENGINES; engine++) {
    g_autofree char *sql = column_sql(column, engine);
    run_on(migration, engine, UP, "ALTER TABLE %s ADD COLUMN %s", table->name, sql);
  }
  run_both(migration, DOWN, "ALTER TABLE %s DROP COLUMN %s", table->name, column->name);
}

static gboolean add_plain_column(Schema *schema, Migration *migration)
{
  static const struct {
    Type type;
    const char *defaults;
    const char *condition;
  } shapes[] = {
      {TYPE_TEXT, NULL, NULL},     {TYPE_TEXT, "''", NULL},  {TYPE_CODE, NULL, NULL},
      {TYPE_NUMBER, NULL, NULL},   {TYPE_NUMBER, "0", NULL}, {TYPE_NUMBER, "1", "> 0"},
      {TYPE_AMOUNT, NULL, ">= 0"}, {TYPE_AMOUNT, "0", NULL}, {TYPE_FLAG, "false", NULL},
      {TYPE_FLAG, "true", NULL},   {TYPE_TIME, NULL, NULL},
  };
  guint shape = pick(schema, G_N_ELEMENTS(shapes));
  Table *table = pick_table(schema, any);
  Column *column = add_column(table, column_name(schema, table, shapes[shape].type), shapes[shape].type);
  column->size = column->type == TYPE_CODE ? 40 : 0;
  column->defaults = shapes[shape].defaults;
  column->condition = shapes[shape].condition;
  column->required = column->defaults != NULL && chance(schema, 70);
  migration_call(migration, "add_%s_to_%s", column->name, table->name);
  add_to(table, column, migration);
  return TRUE;
}

/* Added, filled from another column, then required. SQLite requires it from the start. */
static gboolean has_name(const Table *table)
{
  const Column *column = find_column(table, "name");
  return column != NULL && column->type == TYPE_TEXT;
}

static gboolean add_filled_column(Schema *schema, Migration *migration)
{
  Table *table = pick_table(schema, has_name);
  g_autofree char *wanted = column_name(schema, table, TYPE_TEXT);
  Column *column = add_column(table, g_strdup_printf("%s_key", wanted), TYPE_TEXT);
  if (find_column(table, column->name) != column) {
    g_ptr_array_remove(table->columns, column);
    return FALSE;
  }
  migration_call(migration, "fill_%s_of_%s", column->name, table->name);
  table->changed = TRUE;
  column->required = TRUE;
  run_on(migration, POSTGRES, UP, "ALTER TABLE %s ADD COLUMN %s text", table->name, column->name);
  run_on(migration, SQLITE, UP, "ALTER TABLE %s ADD COLUMN %s TEXT NOT NULL DEFAULT ''", table->name,
         column->name);
  run_both(migration, UP, "UPDATE %s SET %s = lower(coalesce(name, '')) || '-' || id", table->name,
           column->name);
  run_on(migration, POSTGRES, UP, "ALTER TABLE %s ALTER COLUMN %s SET NOT NULL", table->name, column->name);
  run_both(migration, DOWN, "ALTER TABLE %s DROP COLUMN %s", table->name, column->name);
  column->uses++; /* it differs between the engines */
  table->views++;
  return TRUE;
}

static gboolean add_enum_column(Schema *schema, Migration *migration)
{
  Table *table = pick_table(schema, any);
  Column *column = add_column(table, column_name(schema, table, TYPE_STATUS), TYPE_STATUS);
  column->enumeration = unique_name(schema, "%s_%s", table->name, column->name);
  column->labels = g_strdup("'draft', 'sent', 'accepted', 'refused'");
  column->required = TRUE;
  column->defaults = "'draft'";
  migration_call(migration, "add_%s_to_%s", column->name, table->name);
  run_on(migration, POSTGRES, UP, "CREATE TYPE %s AS ENUM (%s)", column->enumeration, column->labels);
  add_to(table, column, migration);
  run_on(migration, POSTGRES, DOWN, "DROP TYPE %s", column->enumeration);
  return TRUE;
}

static void index_column(Schema *schema, Table *table, Column *column, Migration *migration)
{
  Index *index = g_new0(Index, 1);
  index->name = unique_name(schema, "%s_%s_idx", table->name, column->name);
  index->table = table;
  index->columns = g_strdup(column->name);
  index->used[0] = column;
  Column *second = pick_column(schema, table, is_free);
  if (second != NULL && second != column && chance(schema, 30)) {
    g_free(index->columns);
    index->columns = g_strdup_printf("%s, %s", column->name, second->name);
    index->used[1] = second;
    second->uses++;
  } else if (column->type == TYPE_TEXT && chance(schema, 30)) {
    g_free(index->columns);
    index->columns = g_strdup_printf("lower(%s)", column->name);
  }
  if (!column->required && chance(schema, 30))
    index->where = g_strdup_printf("%s IS NOT NULL", column->name);
  column->uses++;
  g_ptr_array_add(schema->indexes, index);
  g_autofree char *sql = index_sql(index);
  run_both(migration, UP, "%s", sql);
  table->changed = TRUE;
}

static gboolean add_reference_column(Schema *schema, Migration *migration)
{
  Table *table = pick_table(schema, any), *target = pick_table(schema, any);
  g_autofree char *wanted = g_strdup_printf("%s_id", target->name);
  if (table == target || find_column(table, wanted) != NULL)
    return FALSE;
  Column *column = add_column(table, g_steal_pointer(&wanted), TYPE_REFERENCE);
  column->target = target;
  target->references++;
  migration_call(migration, "add_%s_to_%s", column->name, table->name);
  add_to(table, column, migration);
  index_column(schema, table, column, migration);
  const Index *index = g_ptr_array_index(schema->indexes, schema->indexes->len - 1);
  run_on(migration, SQLITE, DOWN, "DROP INDEX %s", index->name);
  GPtrArray *down = migration->statements[SQLITE][DOWN]; /* SQLite does not drop a column that has an index */
  gpointer last = g_ptr_array_steal_index(down, down->len - 1);
  g_ptr_array_insert(down, 0, last);
  return TRUE;
}

static gboolean add_index(Schema *schema, Migration *migration)
{
  Table *table = pick_table(schema, has_free_column);
  if (table == NULL)
    return FALSE;
  Column *column = pick_column(schema, table, is_free);
  migration_call(migration, "index_%s_of_%s", column->name, table->name);
  index_column(schema, table, column, migration);
  const Index *index = g_ptr_array_index(schema->indexes, schema->indexes->len - 1);
  run_both(migration, DOWN, "DROP INDEX %s", index->name);
  return TRUE;
}

static gboolean drop_index(Schema *schema, Migration *migration)
{
  if (schema->indexes->len == 0)
    return FALSE;
  guint place = pick(schema, schema->indexes->len);
  Index *index = g_ptr_array_index(schema->indexes, place);
  g_autofree char *sql = index_sql(index);
  migration_call(migration, "drop_index_%s", index->name);
  run_both(migration, UP, "DROP INDEX %s", index->name);
  run_both(migration, DOWN, "%s", sql);
  index->table->changed = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(index->used); i++)
    if (index->used[i] != NULL)
      index->used[i]->uses--;
  g_ptr_array_remove_index(schema->indexes, place);
  return TRUE;
}

static gboolean rename_column(Schema *schema, Migration *migration)
{
  Table *table = pick_table(schema, has_free_column);
  if (table == NULL)
    return FALSE;
  Column *column = pick_column(schema, table, is_free);
  char *name = column_name(schema, table, column->type);
  migration_call(migration, "rename_%s_of_%s", column->name, table->name);
  run_both(migration, UP, "ALTER TABLE %s RENAME COLUMN %s TO %s", table->name, column->name, name);
  run_both(migration, DOWN, "ALTER TABLE %s RENAME COLUMN %s TO %s", table->name, name, column->name);
  g_free(column->name);
  column->name = name;
  table->changed = TRUE;
  return TRUE;
}

const Step column_steps[] = {
    {"add a column", 170, add_plain_column}, {"add a filled column", 50, add_filled_column},
    {"add an enum", 20, add_enum_column},    {"add a reference", 60, add_reference_column},
    {"add an index", 90, add_index},         {"drop an index", 25, drop_index},
    {"rename a column", 30, rename_column},  {NULL, 0, NULL},
};
