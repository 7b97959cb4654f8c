/* Which ledger a runner is to keep or to read, and where it is. */
#include "runner_private.h"

#include <mighar/error.h>
#include <string.h>

static const char *const find_sql[] = {
    [MIGHAR_DIALECT_SQLITE] =
        "SELECT '', m.name, (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_table_info(m.name) "
        "ORDER"
        " BY name)) FROM main.sqlite_schema AS m WHERE m.type IN ('table', 'view') AND m.name IN ({names})",
    [MIGHAR_DIALECT_POSTGRES] =
        "SELECT n.nspname, c.relname, pg_catalog.string_agg(a.attname::text, ',' ORDER BY a.attname COLLATE "
        "\"C\")"
        "  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        "  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " WHERE c.relkind IN ('r', 'p', 'v', 'f') AND c.relname IN ({names}) GROUP BY 1, 2 ORDER BY 1, 2",
};

/* A ledger that mighar sees, and of which it reads nothing. */
#define LIQUIBASE_TABLE "databasechangelog"

/* "schema"."name" or "name". Free with g_free(). */
static char *qualify(const char *schema, const char *name)
{
  g_autofree char *quoted = template_name(name);
  g_autofree char *quoted_schema = schema != NULL ? template_name(schema) : NULL;
  return schema != NULL ? g_strdup_printf("%s.%s", quoted_schema, quoted) : g_steal_pointer(&quoted);
}

/* The table that an external program's [external] names, if it is a ledger that mighar can read. */
static const char *find_named(const MigharExternal *external)
{
  for (guint i = 0; external->ledger[i] != NULL; i++)
    if (ledger_of_table(external->ledger[i]) != NULL)
      return external->ledger[i];
  return NULL;
}

void runner_choose_ledger(MigharRunner *runner, const char *table)
{
  const MigharExternal *external = runner->chain->external;
  const char *named = external != NULL && external->tell == NULL ? find_named(external) : NULL;
  runner->kept = external == NULL || (external->tell == NULL && named == NULL);
  runner->ledger = named != NULL ? ledger_of_table(named) : ledger_for(runner->chain->format->name);
  const char *name = named != NULL ? named : table != NULL ? table : runner->ledger->table;
  const char *dot = strchr(name, '.');
  runner->schema = dot != NULL ? g_strndup(name, dot - name) : g_strdup(runner->ledger->schema);
  runner->name = g_strdup(dot != NULL ? dot + 1 : name);
}

static char *list_names(const MigharRunner *runner)
{
  MigharDialect dialect = runner->chain->engine->dialect;
  g_autoptr(GString) names = g_string_new("'" MIGHAR_HISTORY "'");
  g_autofree char *own = template_literal(dialect, runner->name);
  g_string_append_printf(names, ", %s", own);
  for (guint i = 0; ledgers[i] != NULL; i++)
    g_string_append_printf(names, ", '%s'", ledgers[i]->table);
  g_string_append(names, ", '" LIQUIBASE_TABLE "'");
  return g_string_free(g_steal_pointer(&names), FALSE);
}

static const char *cell(const MigharTargetRows *rows, guint row, guint column)
{
  return g_ptr_array_index((GPtrArray *)g_ptr_array_index(rows, row), column);
}

static gboolean is_looked_at(const MigharRunner *runner, const char *schema)
{
  return runner->target->schemas == NULL ||
         g_strv_contains((const char *const *)runner->target->schemas, schema);
}

/* Whether the tool would find its ledger in the schema. */
static gboolean is_place_of(const MigharRunner *runner, const Ledger *ledger, const char *schema)
{
  return ledger->schema != NULL && *schema != '\0' ? g_str_equal(schema, ledger->schema)
                                                   : is_looked_at(runner, schema);
}

static void refuse_shape(const Ledger *wanted, const char *table, const char *columns, GError **error)
{
  const char *other = NULL;
  for (guint i = 0; ledgers[i] != NULL; i++)
    if (g_str_equal(ledgers[i]->table, table) && ledger_has_shape(ledgers[i], columns))
      other = ledgers[i]->format;
  g_autofree char *hint = other != NULL
                              ? g_strdup_printf("it looks like the ledger of %s: --format %s", other, other)
                              : g_strdup_printf("%s's has the columns %s", wanted->format, wanted->columns);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "the table '%s' is no ledger of %s: its columns are %s",
                   table, wanted->format, columns);
}

/* The row of the table of this name in the schema, or in the first of those that are looked at; -1: there is
 * none. */
static int find_table(const MigharRunner *runner, const MigharTargetRows *rows, const char *schema,
                      const char *name)
{
  char **schemas = runner->target->schemas;
  const char *const one[] = {schema != NULL && schemas != NULL ? schema : "", NULL};
  const char *const *order = schema != NULL || schemas == NULL ? one : (const char *const *)schemas;
  for (guint i = 0; order[i] != NULL; i++)
    for (guint j = 0; j < rows->len; j++)
      if (g_str_equal(cell(rows, j, 1), name) && g_str_equal(cell(rows, j, 0), order[i]))
        return (int)j;
  return -1;
}

static char *advise_other(const MigharRunner *runner, const char *format, const char *table)
{
  if (runner->chain->external != NULL)
    return g_strdup_printf("'ledger = %s' in the group external of mighar.ini says that it is the program's",
                           table);
  if (ledger_for(format) != &ledger_mighar)
    return g_strdup_printf("--format %s reads the migrations as %s's", format, format);
  return g_strdup("mighar does not keep this tool's ledger: the group external of mighar.ini has the tool "
                  "itself apply them");
}

static gboolean refuse_other(const MigharRunner *runner, const char *format, const char *table,
                             GError **error)
{
  g_autofree char *hint = advise_other(runner, format, table);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint,
                   "the database has the ledger of %s ('%s'), and the migrations are read as those of %s",
                   format, table, runner->chain->format->name);
  return FALSE;
}

static gboolean is_other(const MigharRunner *runner, const Ledger *ledger, const char *columns)
{
  return ledger != runner->ledger && ledger != &ledger_mighar && ledger_has_shape(ledger, columns);
}

/* Beside another tool's ledger, mighar would apply all anew. */
static gboolean check_others(const MigharRunner *runner, const MigharTargetRows *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++) {
    const char *schema = cell(rows, i, 0), *name = cell(rows, i, 1), *columns = cell(rows, i, 2);
    for (guint j = 0; ledgers[j] != NULL; j++)
      if (g_str_equal(name, ledgers[j]->table) && is_place_of(runner, ledgers[j], schema) &&
          is_other(runner, ledgers[j], columns))
        return refuse_other(runner, ledgers[j]->format, name, error);
    if (g_str_equal(name, LIQUIBASE_TABLE) && is_looked_at(runner, schema))
      return refuse_other(runner, "liquibase", name, error);
  }
  return TRUE;
}

static gboolean take_ledger(MigharRunner *runner, const MigharTargetRows *rows, GError **error)
{
  int own = find_table(runner, rows, runner->schema, runner->name);
  if (own >= 0 && !ledger_has_shape(runner->ledger, cell(rows, own, 2))) {
    refuse_shape(runner->ledger, runner->name, cell(rows, own, 2), error);
    return FALSE;
  }
  if (own < 0 && runner->kept && !check_others(runner, rows, error))
    return FALSE;
  runner->has_ledger = own >= 0;
  if (runner->schema == NULL && runner->target->schemas != NULL)
    runner->schema = g_strdup(own >= 0 ? cell(rows, own, 0) : runner->target->schema);
  if (runner->schema != NULL || runner->target->schemas == NULL)
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_USAGE, "set search_path, or give --table SCHEMA.NAME",
                   "no schema of the search_path is there, and so no place for the ledger");
  return FALSE;
}

/* It is beside the ledger; where that is another program's, where tables of mighar's would be. */
static gboolean take_history(MigharRunner *runner, const MigharTargetRows *rows, GError **error)
{
  int found = find_table(runner, rows, runner->kept ? runner->schema : NULL, MIGHAR_HISTORY);
  if (found >= 0 && !ledger_has_shape(&history_facts, cell(rows, found, 2))) {
    refuse_shape(&history_facts, MIGHAR_HISTORY, cell(rows, found, 2), error);
    return FALSE;
  }
  runner->has_history = found >= 0;
  g_free(runner->history_schema);
  runner->history_schema = g_strdup(runner->kept || runner->target->schemas == NULL ? runner->schema
                                    : found >= 0                                    ? cell(rows, found, 0)
                                                                                    : runner->target->schema);
  return TRUE;
}

gboolean runner_find_ledger(MigharRunner *runner, GError **error)
{
  MigharDialect dialect = runner->chain->engine->dialect;
  if (runner->kept && runner->ledger->create[dialect] == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "%s does not run on %s", runner->ledger->format,
                     runner->chain->engine->title);
    return FALSE;
  }
  g_autofree char *names = list_names(runner);
  const TemplateValue values[] = {{"names", names, TRUE}, {0}};
  g_autofree char *sql = template_fill(find_sql[dialect], dialect, values);
  g_autoptr(GPtrArray) rows = runner->driver->query(runner->target, sql, error);
  if (rows == NULL || !take_ledger(runner, rows, error) || !take_history(runner, rows, error))
    return FALSE;
  g_free(runner->table);
  g_free(runner->history);
  runner->table = qualify(runner->target->schemas != NULL ? runner->schema : NULL, runner->name);
  runner->history = qualify(runner->target->schemas != NULL ? runner->history_schema : NULL, MIGHAR_HISTORY);
  return TRUE;
}
