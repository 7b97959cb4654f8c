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

/* Takes missing over; it is NULL where there is a server. */
static void add_bench(GPtrArray *benches, const MigharChain *chain, GPtrArray *servers, MigharServer *server,
                      char *missing)
{
  Bench *bench = g_new0(Bench, 1);
  bench->chain = chain;
  bench->servers = servers != NULL ? g_ptr_array_ref(servers) : NULL;
  bench->server = server;
  bench->missing = missing;
  g_ptr_array_add(benches, bench);
}

static gboolean add_servers(GPtrArray *benches, const MigharChain *chain, const RunOptions *options,
                            GError **error)
{
  MigharServerOptions wanted = run_options_server(options, chain->engine->name);
  wanted.shared = chain->external != NULL;
  g_autofree char *missing = NULL;
  g_autoptr(GPtrArray) servers =
      mighar_driver_find(chain->engine->name)->find_servers(&wanted, &missing, error);
  if (servers == NULL)
    return FALSE;
  if (servers->len == 0 && is_required(chain, options)) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "%s is required and cannot run: %s",
                     chain->engine->title, missing);
    return FALSE;
  }
  for (guint i = 0; i < servers->len; i++)
    add_bench(benches, chain, servers, g_ptr_array_index(servers, i), NULL);
  if (servers->len == 0)
    add_bench(benches, chain, NULL, NULL, g_steal_pointer(&missing));
  return TRUE;
}

GPtrArray *benches_open(const GPtrArray *chains, const RunOptions *options, GError **error)
{
  if (!check_selection(chains, options, error))
    return NULL;
  g_autoptr(GPtrArray) benches = g_ptr_array_new_with_free_func(free_bench);
  for (guint i = 0; i < chains->len; i++) {
    const MigharChain *chain = g_ptr_array_index(chains, i);
    if (!selects_any(options->selection, chain))
      add_bench(benches, chain, NULL, NULL,
                g_strdup_printf("none of its migrations is among '%s'", options->only));
    else if (!add_servers(benches, chain, options, error))
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

static gboolean run_bench(const Bench *bench, const MigharVerifyOptions *options, MigharReport *report,
                          GError **error)
{
  if (bench->server == NULL) {
    add_skipped(bench->chain, bench->missing, report);
    return TRUE;
  }
  g_autoptr(GError) failure = NULL;
  MigharEngineReport *engine = mighar_verify(bench->chain, bench->server, options, &failure);
  if (engine != NULL) {
    g_ptr_array_add(report->engines, engine);
    return TRUE;
  }
  add_skipped(bench->chain, failure->message, report);
  g_propagate_error(error, g_steal_pointer(&failure));
  return FALSE;
}

gboolean benches_run(const GPtrArray *benches, const MigharVerifyOptions *options, MigharReport *report,
                     GError **error)
{
  g_autoptr(GError) last = NULL;
  for (guint i = 0; i < benches->len && !g_error_matches(last, MIGHAR_ERROR, MIGHAR_ERROR_USAGE); i++) {
    g_autoptr(GError) failure = NULL;
    if (run_bench(g_ptr_array_index(benches, i), options, report, &failure))
      continue;
    g_clear_error(&last);
    last = g_steal_pointer(&failure);
  }
  if (last == NULL)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&last));
  return FALSE;
}
