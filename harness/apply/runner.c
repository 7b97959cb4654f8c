/* A runner's life: the database, and which ledger it is to keep. */
#include "runner_private.h"

#include <mighar/error.h>
#include <string.h>

static const char *const find_sql[] = {
    [MIGHAR_DIALECT_SQLITE] =
        "SELECT '', m.name, (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_table_info(m.name) "
        "ORDER"
        " BY name)) FROM main.sqlite_schema AS m WHERE m.type = 'table' AND m.name IN ({names})",
    [MIGHAR_DIALECT_POSTGRES] =
        "SELECT n.nspname, c.relname, pg_catalog.string_agg(a.attname::text, ',' ORDER BY a.attname COLLATE "
        "\"C\")"
        "  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        "  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " WHERE c.relkind IN ('r', 'p', 'v', 'f') AND c.relname IN ({names}) GROUP BY 1, 2 ORDER BY 1, 2",
};

/* Ledgers that mighar sees and does not keep. */
static const struct {
  const char *format;
  const char *table;
} foreign[] = {{"liquibase", "databasechangelog"}, {"sqitch", "changes"}};

char *runner_qualify(const MigharRunner *runner, const char *name)
{
  g_autofree char *quoted = template_name(name);
  if (runner->schema == NULL)
    return g_steal_pointer(&quoted);
  g_autofree char *schema = template_name(runner->schema);
  return g_strdup_printf("%s.%s", schema, quoted);
}

void runner_fill_list(const MigharRunner *runner, GPtrArray *statements, const char *const *templates,
                      const TemplateValue *values)
{
  for (guint i = 0; templates != NULL && templates[i] != NULL; i++)
    g_ptr_array_add(statements, template_fill(templates[i], runner->chain->engine->dialect, values));
}

static char *list_names(const MigharRunner *runner)
{
  MigharDialect dialect = runner->chain->engine->dialect;
  g_autoptr(GString) names = g_string_new("'" MIGHAR_HISTORY "'");
  g_autofree char *own = template_literal(dialect, runner->name);
  g_string_append_printf(names, ", %s", own);
  for (guint i = 0; ledgers[i] != NULL; i++)
    g_string_append_printf(names, ", '%s'", ledgers[i]->table);
  for (guint i = 0; i < G_N_ELEMENTS(foreign); i++)
    g_string_append_printf(names, ", '%s'", foreign[i].table);
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

static gboolean has_columns(const char *columns, const char *wanted)
{
  g_auto(GStrv) there = g_strsplit(columns, ",", -1);
  g_auto(GStrv) names = g_strsplit(wanted, ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_strv_contains((const char *const *)there, names[i]))
      return FALSE;
  return TRUE;
}

/* Two tools call their ledgers schema_migrations. */
static gboolean has_shape(const Ledger *ledger, const char *columns)
{
  gboolean is_dirty = has_columns(columns, "dirty");
  return has_columns(columns, ledger->columns) && (ledger != &ledger_dbmate || !is_dirty);
}

static void refuse_shape(const MigharRunner *runner, const char *table, const char *columns, GError **error)
{
  const char *other = NULL;
  for (guint i = 0; ledgers[i] != NULL; i++)
    if (g_str_equal(ledgers[i]->table, runner->name) && has_shape(ledgers[i], columns))
      other = ledgers[i]->format;
  g_autofree char *hint =
      other != NULL
          ? g_strdup_printf("it looks like the ledger of %s: --format %s", other, other)
          : g_strdup_printf("%s's has the columns %s", runner->ledger->format, runner->ledger->columns);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "the table '%s' is no ledger of %s: its columns are %s",
                   table, runner->ledger->format, columns);
}

/* The row of the table of this name in the first of the schemas that has one; -1: there is none. */
static int find_table(const MigharRunner *runner, const MigharTargetRows *rows, const char *name)
{
  char **schemas = runner->target->schemas;
  const char *const all[] = {runner->schema != NULL ? runner->schema : "", NULL};
  const char *const *order = runner->schema != NULL || schemas == NULL ? all : (const char *const *)schemas;
  for (guint i = 0; order[i] != NULL; i++)
    for (guint j = 0; j < rows->len; j++)
      if (g_str_equal(cell(rows, j, 1), name) && g_str_equal(cell(rows, j, 0), order[i]))
        return (int)j;
  return -1;
}

static gboolean refuse_other(const MigharRunner *runner, const char *format, const char *table,
                             GError **error)
{
  g_autofree char *hint =
      ledger_for(format) != &ledger_mighar
          ? g_strdup_printf("--format %s reads the migrations as %s's", format, format)
          : g_strdup("mighar does not keep this tool's ledger: let the tool itself apply them");
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint,
                   "the database has the ledger of %s ('%s'), and the migrations are read as those of %s",
                   format, table, runner->chain->format->name);
  return FALSE;
}

/* Beside another tool's ledger, mighar would apply all anew. */
static gboolean check_others(const MigharRunner *runner, const MigharTargetRows *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++) {
    const char *schema = cell(rows, i, 0), *name = cell(rows, i, 1), *columns = cell(rows, i, 2);
    for (guint j = 0; is_looked_at(runner, schema) && ledgers[j] != NULL; j++)
      if (ledgers[j] != runner->ledger && ledgers[j] != &ledger_mighar &&
          g_str_equal(name, ledgers[j]->table) &&
          (ledgers[j] != &ledger_tern || g_str_equal(columns, "version")) && has_shape(ledgers[j], columns))
        return refuse_other(runner, ledgers[j]->format, name, error);
    for (guint j = 0; j < G_N_ELEMENTS(foreign); j++)
      if (g_str_equal(name, foreign[j].table) && (j == 0 || g_str_equal(schema, "sqitch")))
        return refuse_other(runner, foreign[j].format, name, error);
  }
  return TRUE;
}

static gboolean take_ledger(MigharRunner *runner, const MigharTargetRows *rows, GError **error)
{
  int own = find_table(runner, rows, runner->name);
  if (own >= 0 && !has_shape(runner->ledger, cell(rows, own, 2))) {
    refuse_shape(runner, runner->name, cell(rows, own, 2), error);
    return FALSE;
  }
  if (own < 0 && !check_others(runner, rows, error))
    return FALSE;
  runner->has_ledger = own >= 0;
  if (runner->schema == NULL && runner->target->schemas != NULL)
    runner->schema = g_strdup(own >= 0 ? cell(rows, own, 0) : runner->target->schema);
  if (runner->schema == NULL && runner->target->schemas != NULL) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "set search_path, or give --table SCHEMA.NAME",
                     "no schema of the search_path is there, and so no place for the ledger");
    return FALSE;
  }
  int history = find_table(runner, rows, MIGHAR_HISTORY);
  if (history >= 0 && !has_shape(&history_facts, cell(rows, history, 2))) {
    refuse_shape(runner, MIGHAR_HISTORY, cell(rows, history, 2), error);
    return FALSE;
  }
  runner->has_history = history >= 0;
  return TRUE;
}

static gboolean find_ledger(MigharRunner *runner, GError **error)
{
  MigharDialect dialect = runner->chain->engine->dialect;
  if (runner->ledger->create[dialect] == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "%s does not run on %s", runner->ledger->format,
                     runner->chain->engine->title);
    return FALSE;
  }
  g_autofree char *names = list_names(runner);
  const TemplateValue values[] = {{"names", names, TRUE}, {0}};
  g_autofree char *sql = template_fill(find_sql[dialect], dialect, values);
  g_autoptr(GPtrArray) rows = runner->driver->query(runner->target, sql, error);
  if (rows == NULL || !take_ledger(runner, rows, error))
    return FALSE;
  g_free(runner->table);
  g_free(runner->history);
  runner->table = runner_qualify(runner, runner->name);
  runner->history = runner_qualify(runner, MIGHAR_HISTORY);
  return TRUE;
}

MigharRunner *mighar_runner_open(const MigharChain *chain, const MigharRunnerOptions *options, GError **error)
{
  const MigharDriver *driver = mighar_driver_find(chain->engine->name);
  g_autoptr(MigharRunner) runner = g_new0(MigharRunner, 1);
  const char *dot = options->table != NULL ? strchr(options->table, '.') : NULL;
  runner->chain = chain;
  runner->driver = driver->target;
  runner->settings = options->settings;
  runner->lock_retries = options->lock_retries;
  runner->url = g_strdup(options->url);
  runner->ledger = ledger_for(chain->format->name);
  runner->schema = dot != NULL ? g_strndup(options->table, dot - options->table) : NULL;
  runner->name = g_strdup(dot != NULL              ? dot + 1
                          : options->table != NULL ? options->table
                                                   : runner->ledger->table);
  runner->target = driver->target->open(options->url, &options->settings, error);
  return runner->target != NULL && find_ledger(runner, error) ? g_steal_pointer(&runner) : NULL;
}

static void free_states(MigharRunner *runner)
{
  g_clear_pointer(&runner->states, g_ptr_array_unref);
  g_clear_pointer(&runner->applied, g_free);
}

void mighar_runner_close(MigharRunner *runner)
{
  if (runner == NULL)
    return;
  runner->driver->close(runner->target);
  free_states(runner);
  g_free(runner->url);
  g_free(runner->schema);
  g_free(runner->name);
  g_free(runner->table);
  g_free(runner->history);
  g_free(runner);
}

MigharTarget *mighar_runner_target(const MigharRunner *runner)
{
  return runner->target;
}

const char *mighar_runner_ledger(const MigharRunner *runner)
{
  return runner->name;
}

gboolean mighar_runner_lock(MigharRunner *runner, double seconds, const char *mode,
                            void (*waiting)(void *data, const char *holder), void *data, GError **error)
{
  const MigharTargetLock lock = {
      .format = runner->ledger->format,
      .schema = runner->schema,
      .table = runner->name,
      .seconds = seconds,
      .mode = mode,
      .waiting = waiting,
      .data = data,
  };
  return runner->driver->lock == NULL ||
         (runner->driver->lock(runner->target, &lock, error) && find_ledger(runner, error));
}

gboolean mighar_runner_prepare(MigharRunner *runner, GError **error)
{
  MigharDialect dialect = runner->chain->engine->dialect;
  g_autofree char *bare = template_name(runner->name);
  const TemplateValue ledger[] = {{"table", runner->table, TRUE}, {"name", bare, TRUE}, {0}};
  const TemplateValue history[] = {{"table", runner->history, TRUE}, {0}};
  g_autoptr(GPtrArray) statements = g_ptr_array_new_with_free_func(g_free);
  if (runner->target->read_only) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "the database '%s' can only be read",
                     runner->target->name);
    return FALSE;
  }
  if (!runner->has_ledger)
    runner_fill_list(runner, statements, runner->ledger->create[dialect], ledger);
  if (!runner->has_history)
    runner_fill_list(runner, statements, history_facts.create[dialect], history);
  if (statements->len == 0)
    return TRUE;
  g_ptr_array_add(statements, NULL);
  if (!runner->driver->run(runner->target, (const char *const *)statements->pdata, error)) {
    g_prefix_error(error, "cannot make the ledger: ");
    return FALSE;
  }
  runner->has_ledger = runner->has_history = TRUE;
  return TRUE;
}
