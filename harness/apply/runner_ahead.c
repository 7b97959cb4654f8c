/* Steps that are sent while those in front of them are on their way. */
#include "runner_record.h"

/* So many are on their way at most: what is sent may be done though nobody waits for it any more. */
#define DEPTH 4

/* Steps on their way; the records are the queue's. */
typedef struct {
  MigharRunner *runner;
  const GArray *steps;
  guint next;    /* to be sent */
  gboolean more; /* it can be */
  GQueue *sent;
} Ahead;

static void free_record(gpointer record)
{
  record_clear(record);
  g_free(record);
}

static const MigharRunnerStep *step_at(const Ahead *ahead, guint i)
{
  return &g_array_index(ahead->steps, MigharRunnerStep, i);
}

/* What was begun or tried before, or is not to be run at all, is for mighar_runner_step(). */
static gboolean can_send(const Ahead *ahead, guint i)
{
  if (i >= ahead->steps->len)
    return FALSE;
  const MigharRunner *runner = ahead->runner;
  const MigharRunnerStep *step = step_at(ahead, i);
  const MigharScript *script = mighar_migration_script(step->migration, step->direction);
  return runner->driver->send != NULL && runner->tried == 0 && script != NULL && script->target == NULL &&
         script->batches == NULL && step->migration->cannot_run == NULL && !record_is_begun(runner, step) &&
         runner->driver->can_send(runner->target, script);
}

/* What works on rows, or calls what does, may take its time. Who asks mighar to stop meanwhile means the step
 * that he sees, and none that is on its way behind it. */
static gboolean may_take_long(const MigharScript *script)
{
  static const char *const words[] = {"call",   "delete",   "do",     "execute", "insert", "merge", "refresh",
                                      "select", "truncate", "update", "values",  "with",   NULL};
  for (guint i = 0; i < script->statements->len; i++)
    for (guint j = 0; words[j] != NULL; j++)
      if (mighar_script_starts_with(script, i, words[j]))
        return TRUE;
  return FALSE;
}

static void send_one(Ahead *ahead)
{
  MigharRunner *runner = ahead->runner;
  const MigharRunnerStep *step = step_at(ahead, ahead->next++);
  Record *record = g_new0(Record, 1);
  record_make(record, runner, step);
  MigharWork work = record_work(runner, step, record);
  ahead->more = !may_take_long(work.script) && can_send(ahead, ahead->next);
  runner->driver->send(runner->target, &work, !ahead->more);
  g_queue_push_tail(ahead->sent, record);
}

/* Nothing is left of it, and it has not been told of: it is tried again. */
static gboolean is_tried_again(const MigharRunner *runner, const MigharWorkOutcome *outcome)
{
  return !outcome->outcome.applied && !outcome->lost && runner->lock_retries > 0 &&
         runner_is_lock_miss(&outcome->outcome);
}

/* The pause before the second attempt is made here, and the rest by mighar_runner_step(). */
static void leave_to_try_again(MigharRunner *runner, const MigharWorkOutcome *outcome)
{
  runner_pause(runner, &outcome->outcome, 0);
  runner->tried = 1;
}

/* FALSE on error. */
static gboolean receive_one(Ahead *ahead, MigharWorkOutcome *outcome, GError **error)
{
  MigharRunner *runner = ahead->runner;
  g_autofree Record *record = g_queue_pop_head(ahead->sent);
  runner->driver->receive(runner->target, outcome);
  gboolean good = is_tried_again(runner, outcome) || record_settle(record, runner, outcome, error);
  record_clear(record);
  return good;
}

gboolean mighar_runner_ahead(MigharRunner *runner, const GArray *steps, guint first, MigharRunnerDone done,
                             void *data, GError **error)
{
  g_autoptr(GError) problem = NULL;
  Ahead ahead = {.runner = runner, .steps = steps, .next = first, .sent = g_queue_new()};
  gboolean good = ahead.more = can_send(&ahead, first);
  for (guint i = first; good; i++) {
    while (ahead.sent->length < DEPTH && ahead.more)
      send_one(&ahead);
    g_auto(MigharWorkOutcome) outcome = {0};
    good = receive_one(&ahead, &outcome, &problem);
    gboolean again = is_tried_again(runner, &outcome);
    if (good && again)
      leave_to_try_again(runner, &outcome);
    else if (good)
      ahead.more &= done(data, step_at(&ahead, i), &outcome);
    good = good && outcome.outcome.applied && !outcome.lost && ahead.sent->length > 0;
  }
  g_queue_free_full(ahead.sent, free_record);
  if (problem != NULL)
    g_propagate_error(error, g_steal_pointer(&problem));
  return problem == NULL;
}
