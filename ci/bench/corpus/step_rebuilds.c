/* Changes of what a column is: a statement in PostgreSQL, the table made anew in SQLite. */
#include "corpus.h"

/* SQLite's way (sqlite.org/lang_altertable.html, section 7): new table, rows over, old one away, renamed. to
 * is the table as it should become. */
static void rebuild(const Schema *schema, const Table *to, Migration *migration, Direction direction)
{
  g_autofree char *name = g_strdup_printf("%s_new", to->name);
  g_autofree char *columns = column_list(to);
  run_taken(migration, SQLITE, direction, table_sql(to, name, SQLITE));
  run_on(migration, SQLITE, direction, "INSERT INTO %s (%s)\nSELECT %s FROM %s", name, columns, columns,
         to->name);
  run_on(migration, SQLITE, direction, "DROP TABLE %s", to->name);
  run_on(migration, SQLITE, direction, "ALTER TABLE %s RENAME TO %s", name, to->name);
  for (guint i = 0; i < schema->indexes->len; i++) {
    const Index *index = g_ptr_array_index(schema->indexes, i);
    if (index->table == to)
      run_taken(migration, SQLITE, direction, index_sql(index));
  }
}

static gboolean takes_default(const Column *column)
{
  return column->type == TYPE_TEXT && column->defaults == NULL && column->uses == 0;
}

static gboolean takes_defaults(const Table *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (takes_default(g_ptr_array_index(table->columns, i)))
      return is_leaf(table);
  return FALSE;
}

static gboolean set_default(Schema *schema, Migration *migration)
{
  Table *table = pick_table(schema, takes_defaults);
  if (table == NULL)
    return FALSE;
  Column *column = pick_column(schema, table, takes_default);
  migration_call(migration, "default_of_%s_of_%s", column->name, table->name);
  rebuild(schema, table, migration, DOWN);
  column->defaults = "'unknown'";
  rebuild(schema, table, migration, UP);
  run_on(migration, POSTGRES, UP, "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s", table->name, column->name,
         column->defaults);
  run_on(migration, POSTGRES, DOWN, "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT", table->name, column->name);
  table->changed = TRUE;
  return TRUE;
}

static gboolean is_code(const Column *column)
{
  return column->type == TYPE_CODE && column->uses == 0 && column->defaults == NULL &&
         column->condition == NULL;
}

static gboolean has_code(const Table *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (is_code(g_ptr_array_index(table->columns, i)))
      return is_leaf(table);
  return FALSE;
}

/* varchar(n) becomes text with a CHECK, which can be changed without touching the table. SQLite, where the
 * length never counted, gets the type alone. */
static gboolean limit_by_check(Schema *schema, Migration *migration)
{
  Table *table = pick_table(schema, has_code);
  if (table == NULL)
    return FALSE;
  Column *column = pick_column(schema, table, is_code);
  g_autofree char *constraint = unique_name(schema, "%s_%s_length", table->name, column->name);
  migration_call(migration, "limit_%s_of_%s_by_check", column->name, table->name);
  run_on(migration, POSTGRES, UP,
         "ALTER TABLE %s ALTER COLUMN %s TYPE text,\n  ADD CONSTRAINT %s CHECK (char_length(%s) <= %u)",
         table->name, column->name, constraint, column->name, column->size);
  run_on(migration, POSTGRES, DOWN, "ALTER TABLE %s DROP CONSTRAINT %s,\n  ALTER COLUMN %s TYPE varchar(%u)",
         table->name, constraint, column->name, column->size);
  rebuild(schema, table, migration, DOWN);
  column->type = TYPE_TEXT;
  rebuild(schema, table, migration, UP);
  column->uses++;
  table->changed = TRUE;
  return TRUE;
}

static gboolean is_enum(const Column *column)
{
  return column->type == TYPE_STATUS && column->uses == 0;
}

static gboolean has_enum(const Table *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (is_enum(g_ptr_array_index(table->columns, i)))
      return is_leaf(table);
  return FALSE;
}

static void retype(Migration *migration, Direction direction, const Table *table, const Column *column,
                   const char *labels, const char *value)
{
  run_on(migration, POSTGRES, direction, "ALTER TYPE %s RENAME TO %s_old", column->enumeration,
         column->enumeration);
  run_on(migration, POSTGRES, direction, "CREATE TYPE %s AS ENUM (%s)", column->enumeration, labels);
  run_on(migration, POSTGRES, direction,
         "ALTER TABLE %s\n  ALTER COLUMN %s DROP DEFAULT,\n  ALTER COLUMN %s TYPE %s USING %s::text::%s,\n"
         "  ALTER COLUMN %s SET DEFAULT %s",
         table->name, column->name, column->name, column->enumeration, value, column->enumeration,
         column->name, column->defaults);
  run_on(migration, POSTGRES, direction, "DROP TYPE %s_old", column->enumeration);
}

/* One more label, so that the down has to say what becomes of the rows that have it. */
static gboolean add_label(Schema *schema, Migration *migration)
{
  Table *table = pick_table(schema, has_enum);
  if (table == NULL)
    return FALSE;
  Column *column = pick_column(schema, table, is_enum);
  g_autofree char *before = g_strdup(column->labels);
  g_autofree char *label = g_strdup_printf("'extra_%u'", migration->number);
  g_autofree char *mapped = g_strdup_printf("(CASE %s::text WHEN %s THEN %s ELSE %s::text END)", column->name,
                                            label, column->defaults, column->name);
  migration_call(migration, "add_a_label_to_%s_of_%s", column->name, table->name);
  accept_loss(migration, "%s.%s the label has no counterpart in the release before", table->name,
              column->name);
  run_on(migration, SQLITE, DOWN, "UPDATE %s SET %s = %s WHERE %s = %s", table->name, column->name,
         column->defaults, column->name, label);
  rebuild(schema, table, migration, DOWN);
  g_free(column->labels);
  column->labels = g_strdup_printf("%s, %s", before, label);
  rebuild(schema, table, migration, UP);
  retype(migration, UP, table, column, column->labels, column->name);
  retype(migration, DOWN, table, column, before, mapped);
  table->changed = TRUE;
  return TRUE;
}

const Step rebuild_steps[] = {
    {"set a default", 20, set_default},
    {"limit by a check", 20, limit_by_check},
    {"add a label", 10, add_label},
    {NULL, 0, NULL},
};
