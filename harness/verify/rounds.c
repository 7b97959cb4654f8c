#include "rounds.h"

#include "processor.h"

#include <mighar/apply.h>

#include <stdlib.h>
#include <string.h>

/* Each time is taken so often, and then until its two shortest are alike, as far as that is to be had. */
#define LEAST_ROUNDS 3
#define ALIKE        0.03
#define WORTH_WHILE  0.0002 /* seconds: what is less is not worth another round */

/* Seconds after which no more rounds of a migration begin with one number of rows, and after which a leg is
 * not tried with more of them. */
#define MOST_SECONDS 3
#define TOO_LONG     30

/* The share by which a time may be off that was taken once, or of two the longer one was kept from running.
 */
#define ALONE 0.1

const char *const round_leg_names[ROUND_LEGS] = {[ROUND_UP] = "up", [ROUND_DOWN] = "down"};

/* Which process runs scripts in a session; 0: nobody knows, or it is a program that is called. */
static gboolean find_process(MigharDatabase *database, const MigharScript *script, pid_t *process,
                             GError **error)
{
  const MigharDriver *driver = database->server->driver;
  *process = 0;
  return driver->process == NULL || script->target != NULL ||
         (driver->reset(database, error) && driver->process(database, process, error));
}

/* What is left of the time around a leg without the time that others had the processor: these make it longer,
 * and with more rows by more, since what takes less than a slice of time is not interrupted. The waiting is
 * told when it is over, and some of it may have been before; but what the process itself had, the leg took.
 */
static double time_of_its_own(double leg, double around, const ProcessorUse *before,
                              const ProcessorUse *after)
{
  double waited = around - (after->waited - before->waited), had = MAX(after->had - before->had, 0);
  return MIN(MAX(waited, had), leg);
}

static gboolean take_time(const Scratch *scratch, MigharDatabase *database, const MigharScript *script,
                          Timings *timings, GError **error)
{
  g_auto(MigharLeg) leg = {0};
  ProcessorUse before, after;
  pid_t process;
  if (!find_process(database, script, &process, error))
    return FALSE;
  gint64 start = g_get_monotonic_time();
  gboolean known = processor_use(process, &before);
  if (!mighar_apply(database, scratch->chain, script, &leg, error))
    return FALSE;
  known = known && processor_use(process, &after);
  double around = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  if (leg.applied)
    timings->rounds[timings->n++] =
        known ? time_of_its_own(leg.seconds, around, &before, &after) : leg.seconds;
  return TRUE;
}

static gboolean has_down(const MigharMigration *migration)
{
  return migration->down != NULL && migration->down->statements->len > 0 &&
         mighar_migration_directive(migration, MIGHAR_DIRECTIVE_IRREVERSIBLE, NULL) == NULL;
}

static gboolean take_legs(Rung *rung, MigharDatabase *copy, const MigharMigration *migration, GError **error)
{
  Timings *up = &rung->timings[ROUND_UP], *down = &rung->timings[ROUND_DOWN];
  guint ups = up->n;
  return take_time(&rung->scratch, copy, migration->up, up, error) &&
         (up->n == ups || !has_down(migration) ||
          take_time(&rung->scratch, copy, migration->down, down, error));
}

/* On a copy, so that every round finds the same. */
static gboolean take_round(Rung *rung, const MigharMigration *migration, GError **error)
{
  const MigharDriver *driver = rung->scratch.server->driver;
  gint64 start = g_get_monotonic_time();
  MigharDatabase *copy = driver->copy(rung->scratch.work, error);
  if (copy == NULL)
    return FALSE;
  gboolean done = take_legs(rung, copy, migration, error);
  driver->drop(copy);
  rung->spent += (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  return done;
}

static int compare_seconds(const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

/* Whatever else a machine does makes a time too long, never too short: the shortest counts, and the next one
 * tells how much chance there is in it. */
MigharTiming timings_sum_up(const Timings *timings, guint64 rows)
{
  double rounds[MOST_ROUNDS] = {0};
  memcpy(rounds, timings->rounds, sizeof rounds);
  qsort(rounds, timings->n, sizeof *rounds, compare_seconds);
  MigharTiming timing = {.rows = rows, .seconds = rounds[0], .spread = rounds[0] * ALONE};
  if (timings->n >= LEAST_ROUNDS)
    timing.spread = rounds[1] - rounds[0];
  else if (timings->n > 1)
    timing.spread = MAX(timing.spread, rounds[1] - rounds[0]);
  return timing;
}

static gboolean are_alike(const Timings *timings)
{
  MigharTiming timing = timings_sum_up(timings, 0);
  return timings->n == 0 ||
         (timings->n >= LEAST_ROUNDS && timing.spread <= MAX(timing.seconds * ALIKE, WORTH_WHILE / 2));
}

static double shortest(const Rung *rung, RoundLeg leg)
{
  return timings_sum_up(&rung->timings[leg], 0).seconds;
}

static gboolean wants_more(const Rung *rung)
{
  if (rung->timings[ROUND_UP].n == 0 || rung->spent >= MOST_SECONDS)
    return FALSE;
  for (RoundLeg leg = ROUND_UP; leg < ROUND_LEGS; leg++)
    if (!are_alike(&rung->timings[leg]))
      return TRUE;
  return FALSE;
}

/* What takes as long with the most rows as with the fewest need not be looked at in between. */
static gboolean seems_to_grow(const Rung *rungs, guint n)
{
  for (RoundLeg leg = ROUND_UP; leg < ROUND_LEGS; leg++)
    if (shortest(&rungs[n - 1], leg) - shortest(&rungs[0], leg) > WORTH_WHILE)
      return TRUE;
  return FALSE;
}

/* What rows add goes on growing as it did from the rung before to this one, or is taken to grow as badly as
 * can be. */
static gboolean would_take_too_long(const Rung *rungs, guint next)
{
  double times = (double)rungs[next].rows / (double)rungs[next - 1].rows;
  for (RoundLeg leg = ROUND_UP; leg < ROUND_LEGS; leg++) {
    double few = shortest(&rungs[0], leg), last = shortest(&rungs[next - 1], leg) - few,
           before = shortest(&rungs[next - 2], leg) - few;
    double growth = before > WORTH_WHILE ? MAX(last / before, times) : times * times;
    if (last * growth > TOO_LONG)
      return TRUE;
  }
  return FALSE;
}

static void leave_out(Rung *rungs, guint *n, guint from)
{
  for (guint i = from; i < *n; i++)
    scratch_close(&rungs[i].scratch);
  *n = from;
}

static gboolean take_first_round(Rung *rungs, guint *n, guint64 always, const MigharMigration *migration,
                                 GError **error)
{
  for (guint i = 0; i < *n; i++) {
    if (i > 1 && rungs[i].rows > always && would_take_too_long(rungs, i))
      leave_out(rungs, n, i);
    else if (!take_round(&rungs[i], migration, error))
      return FALSE;
  }
  return TRUE;
}

gboolean rounds_take(Rung *rungs, guint *n, guint64 always, const MigharMigration *migration, GError **error)
{
  gboolean any = TRUE;
  for (guint i = 0; i < *n; i++) {
    memset(rungs[i].timings, 0, sizeof rungs[i].timings);
    rungs[i].spent = 0;
  }
  if (!take_first_round(rungs, n, always, migration, error))
    return FALSE;
  for (guint round = 1; round < MOST_ROUNDS && any; round++) {
    gboolean all = seems_to_grow(rungs, *n);
    any = FALSE;
    for (guint i = 0; i < *n; i++) {
      if ((!all && i > 0 && i < *n - 1) || !wants_more(&rungs[i]))
        continue;
      any = TRUE;
      if (!take_round(&rungs[i], migration, error))
        return FALSE;
    }
  }
  return TRUE;
}
