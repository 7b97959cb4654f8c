/* A runner's life: the database, and what is made in it. */
#include "runner_private.h"

#include <mighar/error.h>

void runner_fill_list(const MigharRunner *runner, GPtrArray *statements, const char *const *templates,
                      const TemplateValue *values)
{
  for (guint i = 0; templates != NULL && templates[i] != NULL; i++)
    g_ptr_array_add(statements, template_fill(templates[i], runner->chain->engine->dialect, values));
}

/* "name" or "schema.name". */
static gboolean check_table(const char *table, const MigharEngine *engine, GError **error)
{
  g_auto(GStrv) parts = g_strsplit(table != NULL ? table : "x", ".", -1);
  guint n = g_strv_length(parts);
  gboolean has_name = n > 0 && *parts[0] != '\0' && *parts[n - 1] != '\0';
  if (has_name && (n == 1 || (n == 2 && (!engine->one_schema || g_str_equal(parts[0], engine->schema)))))
    return TRUE;
  g_autofree char *alone = g_strdup_printf("NAME alone: %s has no schemas", engine->title);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, engine->one_schema ? alone : "NAME or SCHEMA.NAME",
                   "'%s' is no name for a ledger", table);
  return FALSE;
}

MigharRunner *mighar_runner_open(const MigharChain *chain, const MigharRunnerOptions *options, GError **error)
{
  const MigharDriver *driver = mighar_driver_find(chain->engine->name);
  if (!check_table(options->table, chain->engine, error))
    return NULL;
  g_autoptr(MigharRunner) runner = g_new0(MigharRunner, 1);
  runner->chain = chain;
  runner->driver = driver->target;
  runner->settings = options->settings;
  runner->lock_retries = options->lock_retries;
  runner->batch_lag = options->batch_lag;
  runner->asked_to_stop = options->asked_to_stop;
  runner_choose_ledger(runner, options->table);
  runner->target = driver->target->open(options->url, &options->settings, error);
  return runner->target != NULL && runner_find_ledger(runner, error) ? g_steal_pointer(&runner) : NULL;
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
  g_free(runner->schema);
  g_free(runner->history_schema);
  g_free(runner->name);
  g_free(runner->table);
  g_free(runner->history);
  g_free(runner);
}

MigharTarget *mighar_runner_target(const MigharRunner *runner)
{
  return runner->target;
}

/* What a program tells itself has no name here. */
const char *mighar_runner_ledger(const MigharRunner *runner)
{
  const MigharExternal *external = runner->chain->external;
  return external != NULL && external->tell != NULL ? runner->chain->format->name : runner->name;
}

gboolean mighar_runner_lock(MigharRunner *runner, double seconds, const char *mode,
                            void (*waiting)(void *data, const char *holder), void *data, GError **error)
{
  const MigharTargetLock lock = {
      // an external program takes the lock of its own kind itself
      .format = runner->chain->external == NULL ? runner->ledger->format : runner->chain->format->name,
      .schema = runner->history_schema,
      .table = runner->name,
      .seconds = seconds,
      .mode = mode,
      .waiting = waiting,
      .data = data,
  };
  return runner->driver->lock == NULL ||
         (runner->driver->lock(runner->target, &lock, error) && runner_find_ledger(runner, error));
}

static char *advise_making(const MigharRunner *runner)
{
  const char *user = runner->target->user;
  return user != NULL ? g_strdup_printf("what keeps '%s' from making tables in the schema '%s' has to go, or "
                                        "--table SCHEMA.NAME names another place",
                                        user, runner->schema)
                      : NULL;
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
  if (runner->kept && !runner->has_ledger)
    runner_fill_list(runner, statements, runner->ledger->create[dialect], ledger);
  if (!runner->has_history)
    runner_fill_list(runner, statements, history_facts.create[dialect], history);
  if (statements->len == 0)
    return TRUE;
  g_ptr_array_add(statements, NULL);
  g_autoptr(GError) problem = NULL;
  if (!runner->driver->run(runner->target, (const char *const *)statements->pdata, &problem)) {
    g_autofree char *hint = advise_making(runner);
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, hint, "cannot make the ledger: %s", problem->message);
    return FALSE;
  }
  runner->has_ledger = runner->has_ledger || runner->kept;
  runner->has_history = TRUE;
  return TRUE;
}

gboolean mighar_runner_settle(MigharRunner *runner, GError **error)
{
  return runner->driver->settle == NULL || runner->driver->settle(runner->target, error);
}
