/* Views, triggers, functions, rows of settings. */
#include "corpus.h"

static gboolean has_name(const Table *table)
{
  return find_column(table, "name") != NULL && find_column(table, "updated_at") != NULL;
}

static gboolean is_shown(const Column *column)
{
  return column->type != TYPE_KEY;
}

static void show(View *view, Column *column, const char *alias)
{
  ViewColumn shown = {.column = column, .alias = g_strdup(alias)};
  g_array_append_val(view->columns, shown);
  column->uses++;
}

static Column *find_link(const Table *table)
{
  for (guint i = 0; i < table->columns->len; i++) {
    Column *column = g_ptr_array_index(table->columns, i);
    if (column->type == TYPE_REFERENCE && column->target != table)
      return column;
  }
  return NULL;
}

static void run_view(Migration *migration, Direction direction, const View *view)
{
  run_taken(migration, SQLITE, direction, view_sql(view, SQLITE));
  run_taken(migration, POSTGRES, direction, view_sql(view, POSTGRES));
}

static void drop_it(Migration *migration, Direction direction, const View *view)
{
  run_on(migration, SQLITE, direction, "DROP VIEW %s", view->name);
  run_on(migration, POSTGRES, direction, "DROP %sVIEW %s", view->materialized ? "MATERIALIZED " : "",
         view->name);
}

static gboolean create_view(Schema *schema, Migration *migration)
{
  Table *table = pick_table(schema, has_name);
  if (table == NULL)
    return FALSE;
  View *view = g_new0(View, 1);
  view->name = unique_name(schema, "%s_overview", table->name);
  view->table = table;
  view->columns = view_columns_new();
  view->materialized = chance(schema, 15);
  show(view, find_column(table, "id"), "id");
  show(view, find_column(table, "name"), "title");
  view->link = find_link(table);
  if (view->link != NULL) {
    view->joined = view->link->target;
    view->joined->views++;
    view->link->uses++;
  }
  table->views++;
  migration_call(migration, "create_view_%s", view->name);
  run_view(migration, UP, view);
  drop_it(migration, DOWN, view);
  g_ptr_array_add(schema->views, view);
  return TRUE;
}

static gboolean replace_view(Schema *schema, Migration *migration)
{
  if (schema->views->len == 0)
    return FALSE;
  View *view = g_ptr_array_index(schema->views, pick(schema, schema->views->len));
  Column *column = pick_column(schema, view->table, is_shown);
  g_autofree char *alias = g_strdup_printf("%s_%u", column->name, view->columns->len);
  migration_call(migration, "show_%s_in_%s", column->name, view->name);
  drop_it(migration, UP, view);
  drop_it(migration, DOWN, view);
  run_view(migration, DOWN, view);
  show(view, column, alias);
  run_view(migration, UP, view);
  return TRUE;
}

static gboolean drop_view(Schema *schema, Migration *migration)
{
  if (schema->views->len == 0)
    return FALSE;
  guint place = pick(schema, schema->views->len);
  View *view = g_ptr_array_index(schema->views, place);
  migration_call(migration, "drop_view_%s", view->name);
  drop_it(migration, UP, view);
  run_view(migration, DOWN, view);
  for (guint i = 0; i < view->columns->len; i++)
    g_array_index(view->columns, ViewColumn, i).column->uses--;
  view->table->views--;
  if (view->joined != NULL) {
    view->joined->views--;
    view->link->uses--;
  }
  g_ptr_array_remove_index(schema->views, place);
  return TRUE;
}

static Trigger *add_trigger(Schema *schema, Table *table, gboolean touch)
{
  Trigger *trigger = g_new0(Trigger, 1);
  trigger->name = unique_name(schema, "%s_%s", table->name, touch ? "touch" : "audit");
  trigger->table = table;
  trigger->column = find_column(table, "name");
  trigger->touch = touch;
  trigger->action = touch ? g_strdup("touch") : g_strdup_printf("%s_write", trigger->name);
  trigger->column->uses++;
  table->triggers++;
  table->changed = TRUE;
  g_ptr_array_add(schema->triggers, trigger);
  return trigger;
}

static void run_trigger(Migration *migration, Direction direction, const Trigger *trigger)
{
  if (!trigger->touch)
    run_taken(migration, POSTGRES, direction, audit_function_sql(trigger));
  run_taken(migration, SQLITE, direction, trigger_sql(trigger, SQLITE));
  run_taken(migration, POSTGRES, direction, trigger_sql(trigger, POSTGRES));
}

static void remove_trigger(Migration *migration, Direction direction, const Trigger *trigger)
{
  run_on(migration, SQLITE, direction, "DROP TRIGGER %s", trigger->name);
  run_on(migration, POSTGRES, direction, "DROP TRIGGER %s ON %s", trigger->name, trigger->table->name);
  if (!trigger->touch)
    run_on(migration, POSTGRES, direction, "DROP FUNCTION %s()", trigger->action);
}

static gboolean create_trigger(Schema *schema, Migration *migration)
{
  Table *table = pick_table(schema, has_name);
  if (table == NULL)
    return FALSE;
  const Trigger *trigger = add_trigger(schema, table, chance(schema, 60));
  migration_call(migration, "create_trigger_%s", trigger->name);
  run_trigger(migration, UP, trigger);
  remove_trigger(migration, DOWN, trigger);
  return TRUE;
}

static gboolean drop_trigger(Schema *schema, Migration *migration)
{
  if (schema->triggers->len == 0)
    return FALSE;
  guint place = pick(schema, schema->triggers->len);
  Trigger *trigger = g_ptr_array_index(schema->triggers, place);
  migration_call(migration, "drop_trigger_%s", trigger->name);
  remove_trigger(migration, UP, trigger);
  run_trigger(migration, DOWN, trigger);
  trigger->column->uses--;
  trigger->table->triggers--;
  g_ptr_array_remove_index(schema->triggers, place);
  return TRUE;
}

/* SQLite has no functions of its own; there the rules are rows. */
static void note_rule(Migration *migration, const Routine *routine)
{
  run_on(migration, SQLITE, UP, "INSERT INTO settings (name, setting) VALUES ('%s revision %u', 'in force')",
         routine->name, routine->revision);
  run_on(migration, SQLITE, DOWN, "DELETE FROM settings WHERE name = '%s revision %u'", routine->name,
         routine->revision);
}

static gboolean create_function(Schema *schema, Migration *migration)
{
  static const char *const subjects[] = {"gross", "net", "discounted", "taxed", "converted", "rounded"};
  Routine *routine = g_new0(Routine, 1);
  routine->name = unique_name(schema, "%s_amount", subjects[pick(schema, G_N_ELEMENTS(subjects))]);
  g_ptr_array_add(schema->routines, routine);
  migration_call(migration, "create_function_%s", routine->name);
  run_taken(migration, POSTGRES, UP, routine_sql(routine, 0));
  run_on(migration, POSTGRES, DOWN, "DROP FUNCTION %s(numeric, numeric)", routine->name);
  note_rule(migration, routine);
  return TRUE;
}

static gboolean replace_function(Schema *schema, Migration *migration)
{
  if (schema->routines->len == 0)
    return FALSE;
  Routine *routine = g_ptr_array_index(schema->routines, pick(schema, schema->routines->len));
  run_taken(migration, POSTGRES, DOWN, routine_sql(routine, routine->revision));
  routine->revision++;
  migration_call(migration, "revise_%s", routine->name);
  run_taken(migration, POSTGRES, UP, routine_sql(routine, routine->revision));
  note_rule(migration, routine);
  return TRUE;
}

static gboolean add_settings(Schema *schema, Migration *migration)
{
  guint feature = ++schema->features;
  migration_call(migration, "add_settings_of_feature_%u", feature);
  run_both(migration, UP,
           "INSERT INTO settings (name, setting) VALUES\n  ('feature %u enabled', 'no'),\n  ('feature %u; "
           "limit', '%u')",
           feature, feature, pick(schema, 1000));
  run_both(migration, DOWN, "DELETE FROM settings WHERE name IN ('feature %u enabled', 'feature %u; limit')",
           feature, feature);
  return TRUE;
}

const Step object_steps[] = {
    {"create a view", 40, create_view},
    {"replace a view", 20, replace_view},
    {"drop a view", 8, drop_view},
    {"create a trigger", 40, create_trigger},
    {"drop a trigger", 8, drop_trigger},
    {"create a function", 20, create_function},
    {"replace a function", 15, replace_function},
    {"add settings", 30, add_settings},
    {NULL, 0, NULL},
};
