#include "estimate.h"

#include "jobs.h"
#include "legs.h"
#include "rounds.h"

/* How many rows many of them are at least, how many a few are, and how the numbers between them go on from
 * the least that can be told from a few. */
#define MANY          40000
#define LEAST         150
#define FEW           5
#define TIMES_AS_MANY 4

#define MOST_RUNGS 24 // more than 64 bits have

typedef struct {
  const Course *course;
  Rung rungs[MOST_RUNGS]; /* the lowest has a few rows */
  guint n;
} Estimation;

static void estimation_clear(Estimation *estimation)
{
  for (guint i = 0; i < MOST_RUNGS; i++)
    scratch_clear(&estimation->rungs[i].scratch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Estimation, estimation_clear)

/* No more than are asked for, where these are enough to be told apart. */
static guint64 most_rows(const MigharVerifyOptions *options)
{
  guint64 most = MIN(options->estimate_rows, MAX(options->rows, MANY));
  return MAX(most, LEAST * TIMES_AS_MANY * TIMES_AS_MANY);
}

static gboolean add_rung(Estimation *estimation, guint64 rows, GError **error)
{
  const Course *course = estimation->course;
  Rung *rung = &estimation->rungs[estimation->n++];
  rung->rows = rows;
  if (!scratch_init(&rung->scratch, course->chain, course->server, error))
    return FALSE;
  scratch_use_rows(&rung->scratch, course->options);
  rung->scratch.seed.seed = course->options->seed;
  rung->scratch.seed.rows = course->server->driver->rows != NULL ? rows : 0;
  return TRUE;
}

static gboolean estimation_init(Estimation *estimation, const Course *course, GError **error)
{
  guint64 most = most_rows(course->options), times = 1;
  *estimation = (Estimation){.course = course};
  while (most / (times * TIMES_AS_MANY) >= LEAST)
    times *= TIMES_AS_MANY;
  if (!add_rung(estimation, FEW, error))
    return FALSE;
  for (; times > 0; times /= TIMES_AS_MANY)
    if (!add_rung(estimation, most / times, error))
      return FALSE;
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

/* The lowest rung, and the highest ones. */
static const Rung *rung_of(const Estimation *estimation, guint timing)
{
  return &estimation->rungs[timing == 0 ? 0 : estimation->n - MIGHAR_TIMINGS + timing];
}

static gboolean is_known(const Estimation *estimation, RoundLeg leg)
{
  for (guint i = 0; i < MIGHAR_TIMINGS; i++)
    if (rung_of(estimation, i)->timings[leg].n == 0)
      return FALSE;
  return TRUE;
}

static MigharEstimate *make_estimate(const Estimation *estimation, RoundLeg leg)
{
  MigharEstimate *estimate = g_new0(MigharEstimate, 1);
  estimate->leg = round_leg_names[leg];
  estimate->rows = estimation->course->options->estimate_rows;
  for (guint i = 0; i < MIGHAR_TIMINGS; i++) {
    const Rung *rung = rung_of(estimation, i);
    estimate->timings[i] = timings_sum_up(&rung->timings[leg], rung->rows);
  }
  mighar_estimate_fit(estimate);
  return estimate;
}

static void add_estimates(const Estimation *estimation, const MigharMigration *migration)
{
  MigharMigrationReport *report = find_report(estimation->course, migration);
  if (report == NULL)
    return;
  report->estimates = g_ptr_array_new_with_free_func(g_free);
  for (RoundLeg leg = ROUND_UP; leg < ROUND_LEGS; leg++)
    if (is_known(estimation, leg))
      g_ptr_array_add(report->estimates, make_estimate(estimation, leg));
}

/* The walk */

static gboolean fill_all(Estimation *estimation, GError **error)
{
  for (guint i = 0; i < estimation->n; i++)
    if (!scratch_fill(&estimation->rungs[i].scratch, FALSE, error))
      return FALSE;
  return TRUE;
}

/* To where the next migration begins. An up that fails with a few rows fails with many. */
static gboolean go_on(Estimation *estimation, guint index, const MigharMigration *migration, GError **error)
{
  for (guint i = 0; i < estimation->n; i++) {
    Scratch *scratch = &estimation->rungs[i].scratch;
    g_auto(Trial) trial = {.chain = estimation->course->chain,
                           .driver = estimation->course->server->driver,
                           .migration = migration,
                           .n = index + 1};
    scratch->failed[index] = estimation->rungs[0].scratch.failed[index];
    if (scratch->failed[index])
      continue;
    if (!run_up_alone(&trial, scratch, error))
      return FALSE;
    scratch->failed[index] = !trial.up.applied;
    if (trial.up.leaves_traces && !scratch_restore(scratch, index + 1, error))
      return FALSE;
  }
  return TRUE;
}

static void note_too_long(const Estimation *estimation, const MigharMigration *migration)
{
  estimation->course->report->not_estimated =
      g_strdup_printf("%s takes too long to be timed with more than %" G_GUINT64_FORMAT " rows in each table",
                      migration->version, estimation->rungs[estimation->n - 1].rows);
}

/* An up need not take rows with something unusual in them, since they are made up. *any: some have gone. */
static gboolean yield_to(Estimation *estimation, guint index, gboolean *any, GError **error)
{
  *any = FALSE;
  for (guint i = 0; i < estimation->n; i++) {
    Scratch *scratch = &estimation->rungs[i].scratch;
    gboolean gone = FALSE;
    if (estimation->rungs[i].timings[ROUND_UP].n == 0 && scratch->yields[index] == FILL_STAYS &&
        !scratch_yield(scratch, index, TRUE, &gone, error))
      return FALSE;
    *any = *any || gone;
  }
  return TRUE;
}

static gboolean take_rounds(Estimation *estimation, guint index, const MigharMigration *migration,
                            GError **error)
{
  guint64 always = estimation->course->options->rows; // that many are wanted, whatever it takes
  gboolean again;
  if (!rounds_take(estimation->rungs, &estimation->n, always, migration, error) ||
      !yield_to(estimation, index, &again, error))
    return FALSE;
  return !again || rounds_take(estimation->rungs, &estimation->n, always, migration, error);
}

static gboolean estimate_migration(Estimation *estimation, guint index, GError **error)
{
  const MigharStep *step = &g_array_index(estimation->course->steps, MigharStep, index);
  const MigharMigration *migration = step->migration;
  if (!fill_all(estimation, error))
    return FALSE;
  if (step->verified && migration->cannot_run == NULL) {
    if (!take_rounds(estimation, index, migration, error))
      return FALSE;
    if (estimation->n < MIGHAR_TIMINGS) {
      note_too_long(estimation, migration);
      return TRUE;
    }
    add_estimates(estimation, migration);
  }
  return go_on(estimation, index, migration, error);
}

/* Without many rows there is nothing to measure. */
static void note_lessened(const Estimation *estimation)
{
  MigharEngineReport *report = estimation->course->report;
  for (guint i = 0; i < estimation->n && report->not_estimated == NULL; i++) {
    const MigharMigration *lessened = estimation->rungs[i].scratch.lessened;
    if (lessened != NULL)
      report->not_estimated =
          g_strdup_printf("the up of %s does not take many rows that are made up", lessened->version);
  }
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
