#include "bench.h"

#include <mighar/error.h>

#include <signal.h>

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
    if (mighar_selection_has(selection, chain->format, g_ptr_array_index(chain->migrations, i)))
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

/* Running */

/* A bench, and what came of it. */
typedef struct {
  const Bench *bench;
  const MigharVerifyOptions *options;
  MigharEngineReport *report; /* NULL: not run */
  GError *failure;
  GThread *thread; /* NULL: in the thread that called */
} Running;

static MigharEngineReport *new_skipped(const MigharChain *chain, const char *why)
{
  MigharEngineReport *engine = mighar_engine_report_new(chain);
  engine->skipped = g_strdup(why);
  return engine;
}

static gpointer run_bench(gpointer data)
{
  Running *running = data;
  const Bench *bench = running->bench;
  if (bench->server == NULL) {
    running->report = new_skipped(bench->chain, bench->missing);
    return NULL;
  }
  running->report = mighar_verify(bench->chain, bench->server, running->options, &running->failure);
  if (running->report == NULL)
    running->report = new_skipped(bench->chain, running->failure->message);
  return NULL;
}

static gboolean is_mistake(const Running *running)
{
  return g_error_matches(running->failure, MIGHAR_ERROR, MIGHAR_ERROR_USAGE);
}

/* Programs that mighar does not know may not expect each other, so they run one after the other, here. A
 * database that is kept is the first of all. */
static gboolean may_run_beside(const Running *running)
{
  return running->options->jobs != NULL && !running->options->keep && running->bench->server != NULL &&
         running->bench->chain->external == NULL;
}

/* Signals are for the thread that calls: the handler ends everything, and nothing is told any more. */
static void start_threads(Running *all, guint n)
{
  sigset_t every, before;
  sigfillset(&every);
  pthread_sigmask(SIG_SETMASK, &every, &before);
  for (guint i = 0; i < n; i++)
    if (may_run_beside(&all[i]))
      all[i].thread = g_thread_try_new("mighar-engine", run_bench, &all[i], NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* After a mistake nothing is begun any more. */
static void run_all(Running *all, guint n)
{
  start_threads(all, n);
  gboolean goes_on = TRUE;
  for (guint i = 0; i < n && goes_on; i++) {
    if (all[i].thread == NULL)
      run_bench(&all[i]);
    goes_on = all[i].thread != NULL || !is_mistake(&all[i]);
  }
  for (guint i = 0; i < n; i++)
    if (all[i].thread != NULL)
      g_thread_join(all[i].thread);
}

/* Adds the reports up to the first mistake. The last failure is the result. */
static void take_reports(Running *all, guint n, MigharReport *report, GError **last)
{
  gboolean mistaken = FALSE;
  for (guint i = 0; i < n; i++) {
    if (mistaken || all[i].report == NULL) {
      mighar_engine_report_free(all[i].report);
      g_clear_error(&all[i].failure);
      continue;
    }
    mistaken = is_mistake(&all[i]);
    g_ptr_array_add(report->engines, all[i].report);
    if (all[i].failure == NULL)
      continue;
    g_clear_error(last);
    *last = g_steal_pointer(&all[i].failure);
  }
}

gboolean benches_run(const GPtrArray *benches, const MigharVerifyOptions *options, MigharReport *report,
                     GError **error)
{
  g_autofree Running *all = g_new0(Running, benches->len);
  for (guint i = 0; i < benches->len; i++)
    all[i] = (Running){.bench = g_ptr_array_index(benches, i), .options = options};
  run_all(all, benches->len);
  g_autoptr(GError) last = NULL;
  take_reports(all, benches->len, report, &last);
  if (last == NULL)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&last));
  return FALSE;
}
