#include "fleet.h"

#include "fleet_summary.h"
#include "say.h"
#include "signals.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <mighar/error.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#define MOST_JOBS 256

/* All of them at work. */
typedef struct {
  char **arguments;
  GArray *results; /* FleetResult */
  GMutex mutex;    /* of what follows, and of the output */
  guint next;
  guint done;
} Fleet;

/* A worker, and where the process that it waits for is known to the handler of signals. */
typedef struct {
  Fleet *fleet;
  volatile pid_t *process;
} Worker;

/* Children write it, since it is they who know first. MOST_JOBS of them; 0: none. */
static volatile pid_t *processes;

static void stop_processes(void)
{
  for (guint i = 0; processes != NULL && i < MOST_JOBS; i++)
    if (processes[i] > 0)
      kill(processes[i], SIGTERM);
}

/* What a terminal sends is for mighar alone, which passes it on. */
static void set_up_child(gpointer data)
{
  volatile pid_t *process = data;
  setpgid(0, 0);
  *process = getpid();
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
}

/* The URL is in the environment, which other users cannot read. */
static void run_target(const Worker *worker, FleetResult *result)
{
  g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "DATABASE_URL", result->target->url, TRUE);
  gint64 start = g_get_monotonic_time();
  g_autoptr(GError) error = NULL;
  int status = 0;
  if (!g_spawn_sync(NULL, worker->fleet->arguments, environment, G_SPAWN_SEARCH_PATH, set_up_child,
                    (gpointer)worker->process, &result->output, &result->errors, &status, &error)) {
    result->errors = g_strdup_printf("mighar: %s\n", error->message);
    result->output = g_strdup("");
    status = EXIT_ENVIRONMENT << 8;
  }
  *worker->process = 0;
  result->seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  result->code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static FleetResult *take_next(Fleet *fleet)
{
  FleetResult *result = NULL;
  g_mutex_lock(&fleet->mutex);
  if (fleet->next < fleet->results->len && !signals_asked()) {
    result = &g_array_index(fleet->results, FleetResult, fleet->next++);
    result->started = TRUE;
  }
  g_mutex_unlock(&fleet->mutex);
  return result;
}

static void tell(Fleet *fleet, const FleetResult *result)
{
  g_mutex_lock(&fleet->mutex);
  fprintf(stderr, "mighar: %u of %u: %s: %s\n", ++fleet->done, fleet->results->len, result->target->name,
          fleet_word(result));
  g_mutex_unlock(&fleet->mutex);
}

static gpointer work(gpointer data)
{
  Worker *worker = data;
  for (FleetResult *result; (result = take_next(worker->fleet)) != NULL;) {
    run_target(worker, result);
    tell(worker->fleet, result);
  }
  g_free(worker);
  return NULL;
}

static gboolean read_jobs(const char *text, guint *jobs, GError **error)
{
  guint64 number = 1;
  if (text != NULL && !g_ascii_string_to_unsigned(text, 10, 1, MOST_JOBS, &number, NULL)) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "--jobs: '%s' is no number from 1 to %d", text,
                     MOST_JOBS);
    return FALSE;
  }
  *jobs = (guint)number;
  return TRUE;
}

static gboolean share_processes(GError **error)
{
  void *page =
      mmap(NULL, MOST_JOBS * sizeof *processes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot share memory: %s", g_strerror(errno));
    return FALSE;
  }
  processes = page;
  return TRUE;
}

static void run_all(Fleet *fleet, guint jobs)
{
  g_autoptr(GPtrArray) threads = g_ptr_array_new();
  signals_defer(stop_processes);
  for (guint i = 0; i < MIN(jobs, fleet->results->len); i++) {
    Worker *worker = g_new(Worker, 1);
    *worker = (Worker){fleet, &processes[i]};
    g_ptr_array_add(threads, g_thread_new("target", work, worker));
  }
  for (guint i = 0; i < threads->len; i++)
    g_thread_join(g_ptr_array_index(threads, i));
}

/* What can be given to --targets, for those whom it was made by alone: the URLs may hold passwords. */
static ExitCode write_failed(const char *path, const GArray *results)
{
  g_autoptr(GString) text = g_string_new("# targets that are not done; --targets takes this file\n");
  g_autoptr(GError) problem = NULL;
  for (guint i = 0; i < results->len; i++) {
    const FleetResult *result = &g_array_index(results, FleetResult, i);
    if (!result->started || result->code != EXIT_GOOD)
      g_string_append_printf(text, "%s\n", result->target->url);
  }
  if (path == NULL || g_file_set_contents_full(path, text->str, (gssize)text->len,
                                               G_FILE_SET_CONTENTS_CONSISTENT, 0600, &problem))
    return EXIT_GOOD;
  fprintf(stderr, "mighar: --failed-to: %s\n", problem->message);
  return EXIT_ENVIRONMENT;
}

/* The arguments without those that are about many databases. */
static char **arguments_of_one(char **arguments)
{
  static const char *const own[] = {
      "--targets", "--target-databases", "--target-schemas", "--jobs", "--failed-to", "--database", NULL};
  GPtrArray *kept = g_ptr_array_new();
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  g_ptr_array_add(kept, g_strdup(program != NULL ? program : "mighar"));
  for (guint i = 0; arguments[i] != NULL; i++) {
    g_autofree char *name = g_strndup(arguments[i], strcspn(arguments[i], "="));
    if (!g_strv_contains(own, name))
      g_ptr_array_add(kept, g_strdup(arguments[i]));
    else if (strchr(arguments[i], '=') == NULL && arguments[i + 1] != NULL)
      i++;
  }
  g_ptr_array_add(kept, NULL);
  return (char **)g_ptr_array_free(kept, FALSE);
}

static GArray *new_results(const GPtrArray *targets)
{
  GArray *results = fleet_results_new();
  for (guint i = 0; i < targets->len; i++) {
    const FleetResult result = {.target = g_ptr_array_index(targets, i)};
    g_array_append_val(results, result);
  }
  return results;
}

static gboolean check_options(const MigrateOptions *options, guint *jobs, GError **error)
{
  if (options->backup == NULL)
    return read_jobs(options->jobs, jobs, error);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL,
                   "--backup is one file, and the targets are many databases");
  return FALSE;
}

ExitCode fleet_run(const MigrateCommand *command, const MigrateOptions *options, char **arguments)
{
  g_autoptr(GError) error = NULL;
  guint jobs;
  g_autoptr(GPtrArray) targets = check_options(options, &jobs, &error) ? targets_find(options, &error) : NULL;
  if (targets == NULL || !share_processes(&error))
    return say_error(error);
  g_auto(GStrv) of_one = arguments_of_one(arguments);
  g_autoptr(GArray) results = new_results(targets);
  Fleet fleet = {.arguments = of_one, .results = results};
  g_mutex_init(&fleet.mutex);
  run_all(&fleet, jobs);
  g_mutex_clear(&fleet.mutex);
  ExitCode printed = fleet_print(command, options, results);
  ExitCode written = write_failed(options->failed_to, results);
  ExitCode code = fleet_code(results);
  return code != EXIT_GOOD ? code : printed != EXIT_GOOD ? printed : written;
}
