/* A step whose statement is run in batches. */
#include "batches.h"
#include "runner_private.h"

#include <mighar/error.h>
#include <string.h>

#define TELL_MICROSECONDS (5 * G_USEC_PER_SEC)
#define LOOK_MICROSECONDS (G_USEC_PER_SEC / 4)

/* Where the log was at a moment: what a replica has not done by then, it is behind with since then. */
typedef struct {
  guint64 position;
  gint64 moment;
} Sample;

/* Work that is done in batches. */
typedef struct {
  MigharRunner *runner;
  const MigharWork *work;
  RunnerRecordProgress record;
  void *record_data;
  gint64 told_at;
  GQueue samples; /* Sample, the oldest first */
  gboolean told_hidden;
} Doing;

static void tell(const Doing *doing, MigharTargetEventKind kind, const char *text)
{
  const MigharTargetSettings *settings = &doing->runner->settings;
  if (settings->event != NULL)
    settings->event(settings->data, kind, 0, text);
}

static gboolean read_value(void *data, const char *sql, char **value, GError **error)
{
  const Doing *doing = data;
  g_autoptr(GPtrArray) rows = doing->runner->driver->query(doing->runner->target, sql, error);
  if (rows == NULL)
    return FALSE;
  *value = rows->len > 0 ? g_strdup(g_ptr_array_index((GPtrArray *)g_ptr_array_index(rows, 0), 0)) : NULL;
  return TRUE;
}

static gboolean run_part(void *data, const MigharScript *part, const BatchesProgress *progress,
                         MigharWorkOutcome *outcome, GError **error)
{
  const Doing *doing = data;
  g_autofree char *text = batches_progress_text(progress);
  g_autofree char *recorded = doing->record(doing->record_data, text);
  const char *const whole[] = {recorded, NULL};
  const MigharWork work = {.script = part, .whole = whole};
  return runner_do(doing->runner, &work, FALSE, outcome, error);
}

static void tell_progress(Doing *doing, const BatchesProgress *progress)
{
  gint64 now = g_get_monotonic_time();
  if (now - doing->told_at < TELL_MICROSECONDS)
    return;
  g_autofree char *text = batches_progress_describe(progress);
  tell(doing, MIGHAR_TARGET_PROGRESS, text);
  doing->told_at = now;
}

static void add_sample(Doing *doing, guint64 position)
{
  const Sample *last = g_queue_peek_tail(&doing->samples);
  if (last != NULL && last->position >= position)
    return;
  Sample *sample = g_new(Sample, 1);
  *sample = (Sample){position, g_get_monotonic_time()};
  g_queue_push_tail(&doing->samples, sample);
}

/* Seconds since the log was where the slowest replica has not come yet. What replicas say of their delay
 * themselves is left as it was when one stops. */
static double measure_lag(Doing *doing, const MigharReplication *replication)
{
  add_sample(doing, replication->written);
  for (Sample *oldest; (oldest = g_queue_peek_head(&doing->samples)) != NULL;) {
    if (oldest->position > replication->replayed)
      return (double)(g_get_monotonic_time() - oldest->moment) / G_USEC_PER_SEC;
    g_free(g_queue_pop_head(&doing->samples));
  }
  return 0;
}

static void tell_hidden(Doing *doing, const MigharReplication *replication)
{
  if (replication->seen == replication->replicas || doing->told_hidden)
    return;
  g_autofree char *text =
      g_strdup_printf("%u of %u replicas are not waited for: how far they are can only be seen by members of "
                      "pg_monitor",
                      replication->replicas - replication->seen, replication->replicas);
  tell(doing, MIGHAR_TARGET_BLOCKED, text);
  doing->told_hidden = TRUE;
}

static gboolean is_to_stop(const MigharRunner *runner)
{
  return runner->asked_to_stop != NULL && runner->asked_to_stop();
}

static gboolean wait_for_replicas(Doing *doing, GError **error)
{
  const MigharRunner *runner = doing->runner;
  gboolean told = FALSE;
  while (runner->driver->replication != NULL && runner->batch_lag > 0) {
    MigharReplication replication = {0};
    if (!runner->driver->replication(runner->target, &replication, error))
      return FALSE;
    tell_hidden(doing, &replication);
    double lag = replication.seen > 0 ? measure_lag(doing, &replication) : 0;
    if (lag <= runner->batch_lag || is_to_stop(runner))
      return TRUE;
    g_autofree char *text = g_strdup_printf("a replica is %.1f s behind: the batches wait for it", lag);
    if (!told)
      tell(doing, MIGHAR_TARGET_BLOCKED, text);
    told = TRUE;
    g_usleep(LOOK_MICROSECONDS);
  }
  return TRUE;
}

static gboolean rest(void *data, const BatchesProgress *progress, GError **error)
{
  Doing *doing = data;
  tell_progress(doing, progress);
  g_usleep((gulong)(doing->work->script->batches->pause * G_USEC_PER_SEC));
  if (!wait_for_replicas(doing, error))
    return FALSE;
  if (!is_to_stop(doing->runner))
    return TRUE;
  g_autofree char *text = batches_progress_describe(progress);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "the same command goes on with the next batch",
                   "stopped, as it was asked to, after %s", text);
  return FALSE;
}

static gboolean check_progress(const MigharWork *work, const BatchesProgress *progress, GError **error)
{
  const MigharScript *script = work->script;
  if (progress->key == NULL || g_str_equal(progress->key, script->batches->key))
    return TRUE;
  mighar_set_error_at(
      error, MIGHAR_ERROR_USAGE, script->file, script->batches->line, "'mighar repair' says what can be done",
      "the batches were begun by '%s', and would go on by '%s'", progress->key, script->batches->key);
  return FALSE;
}

static void take_problem(MigharWorkOutcome *outcome, char *problem, char *hint)
{
  *outcome = (MigharWorkOutcome){.outcome = {.position = -1, .message = problem, .hint = hint}};
}

static gboolean run_batches(Doing *doing, BatchesProgress *progress, MigharWorkOutcome *outcome,
                            GError **error)
{
  MigharRunner *runner = doing->runner;
  const MigharWork *work = doing->work;
  const BatchesHost host = {runner->chain->engine->dialect, read_value, run_part, rest, doing};
  char *problem = NULL, *hint = NULL;
  if (!check_progress(work, progress, error) || !batches_check(work->script, &host, &problem, &hint, error))
    return FALSE;
  if (problem != NULL) {
    take_problem(outcome, problem, hint);
    return TRUE;
  }
  if (!runner->driver->run(runner->target, work->begin, error) ||
      !batches_run(work->script, &host, progress, outcome, error))
    return FALSE;
  return !outcome->outcome.applied || runner->driver->run(runner->target, work->end, error);
}

gboolean runner_batches(MigharRunner *runner, const MigharWork *work, const char *progress,
                        RunnerRecordProgress record, void *record_data, MigharWorkOutcome *outcome,
                        GError **error)
{
  Doing doing = {runner, work, record, record_data, g_get_monotonic_time(), G_QUEUE_INIT, FALSE};
  g_auto(BatchesProgress) reached = {0};
  batches_progress_read(&reached, progress);
  gboolean good = run_batches(&doing, &reached, outcome, error);
  g_queue_clear_full(&doing.samples, g_free);
  return good;
}

static void append_list(GString *text, const char *const *statements)
{
  g_string_append(text, "BEGIN;\n");
  for (guint i = 0; statements[i] != NULL; i++)
    g_string_append_printf(text, "%s;\n", statements[i]);
  g_string_append(text, "COMMIT;\n");
}

GString *runner_batches_render(MigharRunner *runner, const MigharWork *work, RunnerRecordProgress record,
                               void *record_data)
{
  const BatchesProgress values = {work->script->batches->key, (char *)":behind", (char *)":until_the_last",
                                  0};
  g_autoptr(MigharScript) part =
      batches_part(work->script, runner->chain->engine->dialect, ":behind", ":until");
  g_autofree char *query = batches_query(work->script, runner->chain->engine->dialect, &values);
  g_autofree char *recorded = record(record_data, ":progress");
  const char *const whole[] = {recorded, NULL};
  const MigharWork one = {.script = part, .whole = whole};
  GString *text = g_string_new("-- in batches; each paragraph is committed by itself\n");
  append_list(text, work->begin);
  g_string_append_printf(text, "\n-- again and again, until this finds no :until\n%s;\n", query);
  GString *rendered = runner->driver->render(runner->target, &one);
  g_string_append(text, rendered->str);
  g_string_free(rendered, TRUE);
  g_string_append(text, "\n-- at the end\n");
  append_list(text, work->end);
  return text;
}
