#include "estimate.h"

#include "jobs.h"
#include "legs.h"

#include <mighar/apply.h>
#include <stdlib.h>
#include <string.h>

/* Rows that many of them are at least, how many times as many as some, and what a few are. */
#define MANY          40000
#define TIMES_AS_MANY 4
#define FEW           5

/* A leg that takes as long with many rows as with a few is timed once, others until the two shortest times
 * are alike, as far as that is to be had. */
#define LEAST_ROUNDS 3
#define MOST_ROUNDS  15
#define MOST_SECONDS 2 /* after which no more rounds of a migration begin */
#define ALIKE        0.05
#define WORTH_WHILE  0.0003 /* seconds */

typedef enum {
  UP,
  DOWN,
  LEGS,
} Leg;

static const char *const leg_names[LEGS] = {[UP] = "up", [DOWN] = "down"};

/* Seconds of one leg with one number of rows. */
typedef struct {
  double rounds[MOST_ROUNDS];
  guint n; /* 0: it did not apply */
} Timings;

/* One database for each number of rows. */
typedef struct {
  const Course *course;
  guint64 sizes[MIGHAR_TIMINGS];
  Scratch scratches[MIGHAR_TIMINGS];
  Timings timings[MIGHAR_TIMINGS][LEGS]; /* of the migration that is at it */
} Estimation;

static void estimation_clear(Estimation *estimation)
{
  for (guint i = 0; i < MIGHAR_TIMINGS; i++)
    scratch_clear(&estimation->scratches[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Estimation, estimation_clear)

static gboolean estimation_init(Estimation *estimation, const Course *course, GError **error)
{
  guint64 many = MAX(course->options->rows, MANY);
  *estimation = (Estimation){.course = course, .sizes = {FEW, many / TIMES_AS_MANY, many}};
  for (guint i = 0; i < MIGHAR_TIMINGS; i++) {
    Scratch *scratch = &estimation->scratches[i];
    if (!scratch_init(scratch, course->chain, course->server, error))
      return FALSE;
    scratch_use_rows(scratch, course->options);
    scratch->seed.seed = course->options->seed;
    scratch->seed.rows = course->server->driver->rows != NULL ? estimation->sizes[i] : 0;
  }
  return TRUE;
}

/* Taking times */

static gboolean take_time(const Course *course, MigharDatabase *database, const MigharScript *script,
                          Timings *timings, GError **error)
{
  g_auto(MigharLeg) leg = {0};
  if (!mighar_apply(database, course->chain, script, &leg, error))
    return FALSE;
  if (leg.applied)
    timings->rounds[timings->n++] = leg.seconds;
  return TRUE;
}

static gboolean has_down(const MigharMigration *migration)
{
  return migration->down != NULL && migration->down->statements->len > 0 &&
         mighar_migration_directive(migration, MIGHAR_DIRECTIVE_IRREVERSIBLE, NULL) == NULL;
}

/* On a copy, so that every round finds the same. */
static gboolean take_round(Estimation *estimation, guint size, const MigharMigration *migration,
                           GError **error)
{
  const MigharDriver *driver = estimation->course->server->driver;
  Timings *timings = estimation->timings[size];
  guint ups = timings[UP].n;
  MigharDatabase *copy = driver->copy(estimation->scratches[size].work, error);
  if (copy == NULL)
    return FALSE;
  gboolean done = take_time(estimation->course, copy, migration->up, &timings[UP], error) &&
                  (timings[UP].n == ups || !has_down(migration) ||
                   take_time(estimation->course, copy, migration->down, &timings[DOWN], error));
  driver->drop(copy);
  return done;
}

static int compare_seconds(const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

static gboolean is_known(const Estimation *estimation, Leg leg)
{
  for (guint i = 0; i < MIGHAR_TIMINGS; i++)
    if (estimation->timings[i][leg].n == 0)
      return FALSE;
  return TRUE;
}

static gboolean seems_to_grow(const Estimation *estimation)
{
  for (Leg leg = UP; leg < LEGS; leg++)
    if (is_known(estimation, leg) &&
        estimation->timings[MIGHAR_TIMINGS - 1][leg].rounds[0] - estimation->timings[0][leg].rounds[0] >
            WORTH_WHILE)
      return TRUE;
  return FALSE;
}

/* A machine that does something else for a moment makes a time too long, never too short: the shortest
 * counts, and the next one tells how much chance there is in it. */
static MigharTiming sum_up(const Timings *timings, guint64 rows)
{
  double rounds[MOST_ROUNDS];
  memcpy(rounds, timings->rounds, sizeof rounds);
  qsort(rounds, timings->n, sizeof *rounds, compare_seconds);
  return (MigharTiming){
      .rows = rows, .seconds = rounds[0], .spread = timings->n > 1 ? rounds[1] - rounds[0] : 0};
}

static gboolean are_alike(const Timings *timings)
{
  MigharTiming timing = sum_up(timings, 0);
  return timings->n == 0 ||
         (timings->n >= LEAST_ROUNDS && timing.spread <= MAX(timing.seconds * ALIKE, WORTH_WHILE / 3));
}

static gboolean is_settled(const Estimation *estimation)
{
  for (guint i = 0; i < MIGHAR_TIMINGS; i++)
    for (Leg leg = UP; leg < LEGS; leg++)
      if (!are_alike(&estimation->timings[i][leg]))
        return FALSE;
  return TRUE;
}

static gboolean take_all_rounds(Estimation *estimation, const MigharMigration *migration, GError **error)
{
  gint64 end = g_get_monotonic_time() + MOST_SECONDS * G_USEC_PER_SEC;
  for (guint round = 0; round < MOST_ROUNDS && (round < LEAST_ROUNDS || g_get_monotonic_time() < end);
       round++) {
    for (guint i = 0; i < MIGHAR_TIMINGS; i++)
      if (!take_round(estimation, i, migration, error))
        return FALSE;
    if (!seems_to_grow(estimation) || is_settled(estimation))
      break;
  }
  return TRUE;
}

/* What follows from the times */

static MigharMigrationReport *find_report(const Course *course, const MigharMigration *migration)
{
  for (guint i = 0; i < course->report->migrations->len; i++) {
    MigharMigrationReport *report = g_ptr_array_index(course->report->migrations, i);
    if (g_str_equal(report->version, migration->version))
      return report;
  }
  return NULL;
}

static void add_estimates(const Estimation *estimation, const MigharMigration *migration)
{
  MigharMigrationReport *report = find_report(estimation->course, migration);
  if (report == NULL)
    return;
  report->estimates = g_ptr_array_new_with_free_func(g_free);
  for (Leg leg = UP; leg < LEGS; leg++) {
    if (!is_known(estimation, leg))
      continue;
    MigharEstimate *estimate = g_new0(MigharEstimate, 1);
    estimate->leg = leg_names[leg];
    estimate->rows = estimation->course->options->estimate_rows;
    for (guint i = 0; i < MIGHAR_TIMINGS; i++)
      estimate->timings[i] = sum_up(&estimation->timings[i][leg], estimation->sizes[i]);
    mighar_estimate_fit(estimate);
    g_ptr_array_add(report->estimates, estimate);
  }
}

/* The walk */

static gboolean fill_all(Estimation *estimation, GError **error)
{
  for (guint i = 0; i < MIGHAR_TIMINGS; i++)
    if (!scratch_fill(&estimation->scratches[i], error))
      return FALSE;
  return TRUE;
}

/* To where the next migration begins. One whose up fails is left out. */
static gboolean go_on(Estimation *estimation, guint index, const MigharMigration *migration, GError **error)
{
  for (guint i = 0; i < MIGHAR_TIMINGS; i++) {
    Scratch *scratch = &estimation->scratches[i];
    g_auto(Trial) trial = {.chain = estimation->course->chain,
                           .driver = estimation->course->server->driver,
                           .migration = migration,
                           .n = index + 1};
    if (!run_up_alone(&trial, scratch, error))
      return FALSE;
    scratch->failed[index] = !trial.up.applied;
    if (trial.up.leaves_traces && !scratch_restore(scratch, index + 1, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean estimate_migration(Estimation *estimation, guint index, GError **error)
{
  const MigharStep *step = &g_array_index(estimation->course->steps, MigharStep, index);
  const MigharMigration *migration = step->migration;
  memset(estimation->timings, 0, sizeof estimation->timings);
  if (!fill_all(estimation, error))
    return FALSE;
  if (step->verified && migration->cannot_run == NULL) {
    if (!take_all_rounds(estimation, migration, error))
      return FALSE;
    add_estimates(estimation, migration);
  }
  return go_on(estimation, index, migration, error);
}

/* Without many rows there is nothing to measure. */
static void note_lessened(const Estimation *estimation)
{
  MigharEngineReport *report = estimation->course->report;
  for (guint i = 0; i < MIGHAR_TIMINGS && report->not_estimated == NULL; i++)
    if (estimation->scratches[i].lessened != NULL)
      report->not_estimated = g_strdup_printf("the up of %s does not take many rows that are made up",
                                              estimation->scratches[i].lessened->version);
}

static gboolean estimate_all(const Course *course, GError **error)
{
  g_auto(Estimation) estimation = {0};
  if (!estimation_init(&estimation, course, error))
    return FALSE;
  for (guint i = 0; i < course->steps->len && course->report->not_estimated == NULL; i++) {
    if (!estimate_migration(&estimation, i, error))
      return FALSE;
    note_lessened(&estimation);
  }
  return TRUE;
}

void estimate_legs(const Course *course)
{
  g_autoptr(GError) error = NULL;
  jobs_enter(course->options->jobs);
  if (!estimate_all(course, &error))
    course->report->not_estimated = g_strdup(error->message);
  jobs_leave(course->options->jobs);
}
