#include "fleet.h"

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

/* What became of one. */
typedef struct {
  const Target *target;
  gboolean started;
  int code; /* an ExitCode; -1: it was ended by a signal */
  guint steps;
  double seconds;
  char *output;
  char *errors;
} Result;

static void result_clear(gpointer data)
{
  Result *result = data;
  g_free(result->output);
  g_free(result->errors);
}

/* All of them at work. */
typedef struct {
  char **arguments;
  GArray *results; /* Result */
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

static guint count_steps(const char *output)
{
  guint n = 0;
  g_auto(GStrv) lines = g_strsplit(output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix(lines[i], "up ") || g_str_has_prefix(lines[i], "down ");
  return n;
}

/* The URL is in the environment, which other users cannot read. */
static void run_target(const Worker *worker, Result *result)
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
  result->steps = count_steps(result->output);
}

static const char *word_of(const Result *result)
{
  if (!result->started)
    return "not started";
  if (result->code != EXIT_GOOD)
    return result->code < 0 ? "stopped" : "failed";
  return result->steps > 0 ? "done" : "nothing to do";
}

static Result *take_next(Fleet *fleet)
{
  Result *result = NULL;
  g_mutex_lock(&fleet->mutex);
  if (fleet->next < fleet->results->len && !signals_asked()) {
    result = &g_array_index(fleet->results, Result, fleet->next++);
    result->started = TRUE;
  }
  g_mutex_unlock(&fleet->mutex);
  return result;
}

static void tell(Fleet *fleet, const Result *result)
{
  g_mutex_lock(&fleet->mutex);
  fprintf(stderr, "mighar: %u of %u: %s: %s\n", ++fleet->done, fleet->results->len, result->target->name,
          word_of(result));
  g_mutex_unlock(&fleet->mutex);
}

static gpointer work(gpointer data)
{
  Worker *worker = data;
  for (Result *result; (result = take_next(worker->fleet)) != NULL;) {
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

/* The summary */

static void append_block(GString *text, const char *words)
{
  g_auto(GStrv) lines = g_strsplit(words, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf(text, "    %s\n", lines[i]);
}

static int widest_name(const GArray *results)
{
  glong widest = strlen("target");
  for (guint i = 0; i < results->len; i++)
    widest = MAX(widest, g_utf8_strlen(g_array_index(results, Result, i).target->name, -1));
  return (int)MIN(widest, 72);
}

static void append_result(GString *text, const Result *result, int width, gboolean dry_run)
{
  g_string_append_printf(text, "%-*s  %-13s  %5u  %8.3f\n", width, result->target->name, word_of(result),
                         result->steps, result->seconds);
  if (dry_run && result->output != NULL)
    append_block(text, result->output);
  if (result->started && result->code != EXIT_GOOD)
    append_block(text, result->errors);
}

static void append_counts(GString *text, const GArray *results)
{
  static const char *const words[] = {"done", "nothing to do", "failed", "stopped", "not started"};
  g_string_append_printf(text, "%u target%s", results->len, results->len == 1 ? "" : "s");
  for (guint i = 0, told = 0; i < G_N_ELEMENTS(words); i++) {
    guint n = 0;
    for (guint j = 0; j < results->len; j++)
      n += g_str_equal(word_of(&g_array_index(results, Result, j)), words[i]);
    if (n > 0)
      g_string_append_printf(text, "%s%u %s", told++ > 0 ? ", " : ": ", n, words[i]);
  }
  g_string_append_c(text, '\n');
}

static ExitCode print_summary(const GArray *results, gboolean dry_run)
{
  g_autoptr(GString) text = g_string_new(NULL);
  int width = widest_name(results);
  g_string_append_printf(text, "%-*s  %-13s  %5s  %8s\n", width, "target", "state", "steps", "seconds");
  for (guint i = 0; i < results->len; i++)
    append_result(text, &g_array_index(results, Result, i), width, dry_run);
  append_counts(text, results);
  return say_text(stdout, text->str);
}

/* A migration that failed says more than a database that does not answer. */
static ExitCode code_of_all(const GArray *results)
{
  ExitCode code = EXIT_GOOD;
  for (guint i = 0; i < results->len; i++) {
    const Result *result = &g_array_index(results, Result, i);
    if (result->started && result->code == EXIT_FAILED)
      return EXIT_FAILED;
    if (!result->started || result->code != EXIT_GOOD)
      code = result->started && result->code == EXIT_USAGE ? EXIT_USAGE : EXIT_ENVIRONMENT;
  }
  return code;
}

/* What can be given to --targets, for those whom it was made by alone: the URLs may hold passwords. */
static ExitCode write_failed(const char *path, const GArray *results)
{
  g_autoptr(GString) text =
      g_string_new("# targets that are not done; mighar up --targets takes this file\n");
  g_autoptr(GError) problem = NULL;
  for (guint i = 0; i < results->len; i++) {
    const Result *result = &g_array_index(results, Result, i);
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
  GArray *results = g_array_new(FALSE, TRUE, sizeof(Result));
  g_array_set_clear_func(results, result_clear);
  for (guint i = 0; i < targets->len; i++) {
    const Result result = {.target = g_ptr_array_index(targets, i)};
    g_array_append_val(results, result);
  }
  return results;
}

ExitCode fleet_run(const MigrateOptions *options, const GPtrArray *targets, char **arguments)
{
  g_autoptr(GError) error = NULL;
  guint jobs;
  if (!read_jobs(options->jobs, &jobs, &error) || !share_processes(&error))
    return say_error(error);
  g_auto(GStrv) of_one = arguments_of_one(arguments);
  g_autoptr(GArray) results = new_results(targets);
  Fleet fleet = {.arguments = of_one, .results = results};
  g_mutex_init(&fleet.mutex);
  run_all(&fleet, jobs);
  g_mutex_clear(&fleet.mutex);
  ExitCode printed = print_summary(results, options->dry_run);
  ExitCode written = write_failed(options->failed_to, results);
  ExitCode code = code_of_all(results);
  return code != EXIT_GOOD ? code : printed != EXIT_GOOD ? printed : written;
}
