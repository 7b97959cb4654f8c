#include "bench.h"

#include <mighar/error.h>

static void free_bench(gpointer data)
{
  Bench *bench = data;
  g_clear_pointer(&bench->servers, g_ptr_array_unref);
  g_free(bench->missing);
  g_free(bench);
}

static gboolean selects_any(const MigharSelection *selection, const MigharChain *chain)
{
  if (selection == NULL)
    return TRUE;
  for (guint i = 0; i < chain->migrations->len; i++)
    if (mighar_selection_has(selection, g_ptr_array_index(chain->migrations, i)))
      return TRUE;
  return FALSE;
}

/* What selects nothing anywhere is a mistake; an engine whose versions are others is not. */
static gboolean check_selection(const GPtrArray *chains, const RunOptions *options, GError **error)
{
  for (guint i = 0; i < chains->len; i++)
    if (selects_any(options->selection, g_ptr_array_index(chains, i)))
      return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_USAGE,
                   "give a version (0003), a range (0003..0007) or a glob ('*_users*')",
                   "--only: no migration is among '%s'", options->only);
  return FALSE;
}

static gboolean is_required(const MigharChain *chain, const RunOptions *options)
{
  return options->required != NULL &&
         g_strv_contains((const char *const *)options->required, chain->engine->name);
}

static gboolean find_servers(Bench *bench, const RunOptions *options, GError **error)
{
  const char *engine = bench->chain->engine->name;
  const MigharServerOptions wanted = run_options_server(options, engine);
  bench->servers = mighar_driver_find(engine)->find_servers(&wanted, &bench->missing, error);
  if (bench->servers == NULL)
    return FALSE;
  if (bench->servers->len > 0 || !is_required(bench->chain, options))
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "%s is required and cannot run: %s",
                   bench->chain->engine->title, bench->missing);
  return FALSE;
}

GPtrArray *benches_open(const GPtrArray *chains, const RunOptions *options, GError **error)
{
  if (!check_selection(chains, options, error))
    return NULL;
  g_autoptr(GPtrArray) benches = g_ptr_array_new_with_free_func(free_bench);
  for (guint i = 0; i < chains->len; i++) {
    Bench *bench = g_new0(Bench, 1);
    bench->chain = g_ptr_array_index(chains, i);
    g_ptr_array_add(benches, bench);
    if (!selects_any(options->selection, bench->chain))
      bench->missing = g_strdup_printf("none of its migrations is among '%s'", options->only);
    else if (!find_servers(bench, options, error))
      return NULL;
  }
  return g_steal_pointer(&benches);
}

static void add_skipped(const MigharChain *chain, const char *why, MigharReport *report)
{
  MigharEngineReport *engine = mighar_engine_report_new(chain);
  engine->skipped = g_strdup(why);
  g_ptr_array_add(report->engines, engine);
}

static gboolean run_on_server(const Bench *bench, MigharServer *server, const MigharVerifyOptions *options,
                              MigharReport *report, GError **error)
{
  g_autoptr(GError) failure = NULL;
  MigharEngineReport *engine = mighar_verify(bench->chain, server, options, &failure);
  if (engine != NULL) {
    g_ptr_array_add(report->engines, engine);
    return TRUE;
  }
  add_skipped(bench->chain, failure->message, report);
  g_clear_error(error);
  g_propagate_error(error, g_steal_pointer(&failure));
  return FALSE;
}

gboolean benches_run(const GPtrArray *benches, const MigharVerifyOptions *options, MigharReport *report,
                     GError **error)
{
  gboolean good = TRUE;
  for (guint i = 0; i < benches->len; i++) {
    const Bench *bench = g_ptr_array_index(benches, i);
    if (bench->missing != NULL)
      add_skipped(bench->chain, bench->missing, report);
    for (guint j = 0; bench->servers != NULL && j < bench->servers->len; j++)
      good &= run_on_server(bench, g_ptr_array_index(bench->servers, j), options, report, error);
  }
  return good;
}
