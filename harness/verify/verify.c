#include "estimate.h"
#include "jobs.h"
#include "proof.h"
#include "settle.h"
#include "team.h"

#include <mighar/error.h>

/* The names of checks belong to this room, so it is here that a directive for none is found. */
static gboolean directives_are_known(const MigharChain *chain, GError **error)
{
  for (guint i = 0; i < chain->migrations->len; i++) {
    const GPtrArray *directives =
        ((const MigharMigration *)g_ptr_array_index(chain->migrations, i))->directives;
    for (guint j = 0; j < directives->len; j++) {
      const MigharDirective *directive = g_ptr_array_index(directives, j);
      if (directive->kind != MIGHAR_DIRECTIVE_ALLOW || check_exists(directive->subject))
        continue;
      g_autofree char *names = check_names();
      g_autofree char *hint = g_strdup_printf("the checks are %s", names);
      mighar_set_error_at(error, MIGHAR_ERROR_USAGE, directive->file, directive->line, hint,
                          "there is no check '%s' to allow", directive->subject);
      return FALSE;
    }
  }
  return TRUE;
}

/* What walks have found */

static void add_check(const Course *course, const char *name, MigharVerdict verdict, const char *reason)
{
  MigharCheckReport *report = mighar_check_report_new(name);
  report->verdict = verdict;
  report->reason = g_strdup(reason);
  g_ptr_array_add(course->report->checks, report);
}

/* mighar could not go on: what has no verdict says so, and why. */
static void report_end(const Course *course, const Walk *walk)
{
  add_check(course, check_chain.facts.name, MIGHAR_UNKNOWN, walk->failure->message);
  g_autofree char *reason = g_strdup_printf("the run ended before: %s", walk->failure->message);
  for (guint i = walk->at + 1; i < course->steps->len; i++)
    walk_report_untried(course, i, reason, course->report->migrations);
}

static void judge_chain(const Course *course, const Check *check, Walk *last)
{
  MigharCheckReport *report = mighar_check_report_new(check->facts.name);
  check->judge_chain(&last->descent, report);
  report->seconds = last->scratch.clock.costs[MIGHAR_COST_CHAIN];
  settle_chain(report, check, course->chain, course->options);
  g_ptr_array_add(course->report->checks, report);
  if (!walk_keep_if_failed(last, report, &last->failure))
    report_end(course, last);
}

/* The schema before the first migration is known to the first walk, and what was accepted on the way to all.
 */
static void complete_descent(Descent *descent, const GPtrArray *walks)
{
  const Walk *first = g_ptr_array_index(walks, 0);
  if (descent->expected_bottom == NULL && first->first != NULL)
    descent->expected_bottom = mighar_snapshot_ref(first->first);
  descent->accepted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < walks->len; i++) {
    const Walk *walk = g_ptr_array_index(walks, i);
    GHashTableIter keys;
    gpointer key;
    g_hash_table_iter_init(&keys, walk->accepted);
    while (g_hash_table_iter_next(&keys, &key, NULL))
      g_hash_table_add(descent->accepted, g_strdup(key));
  }
}

static void add_costs(MigharEngineReport *report, const Walk *walk)
{
  for (guint i = 0; i < MIGHAR_N_COSTS; i++)
    report->costs[i] += walk->scratch.clock.costs[i];
}

static void take_findings(const Course *course, Walk *walk, GPtrArray *doubts)
{
  MigharEngineReport *report = course->report;
  g_ptr_array_extend_and_steal(report->migrations, g_steal_pointer(&walk->migrations));
  g_ptr_array_extend_and_steal(doubts, g_steal_pointer(&walk->scratch.doubts));
}

/* In the chain's order; what is behind the step that one of them failed at counts for nothing. */
static void take_all(const Course *course, const GPtrArray *walks)
{
  g_autoptr(GPtrArray) doubts = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  Walk *last = NULL;
  for (guint i = 0; i < walks->len && (last == NULL || last->failure == NULL); i++) {
    last = g_ptr_array_index(walks, i);
    take_findings(course, last, doubts);
  }
  if (last->failure != NULL)
    report_end(course, last);
  else
    complete_descent(&last->descent, walks);
  for (guint i = 0; last->failure == NULL && checks[i] != NULL; i++)
    if (checks[i]->phase == PHASE_CHAIN && levels_get(course->options->levels, checks[i]) != MIGHAR_LEVEL_OFF)
      judge_chain(course, checks[i], last);
  MigharCheckReport *proof = proof_report(doubts);
  if (proof != NULL)
    g_ptr_array_add(course->report->checks, proof);
  course->report->kept = g_steal_pointer(&last->kept);
  scratch_tell_rows(&last->scratch, course->options, &course->report->rows);
  for (guint i = 0; i < walks->len; i++)
    add_costs(course->report, g_ptr_array_index(walks, i));
}

/* Walks */

static void begin_engine(const Course *course)
{
  const MigharProgress *progress = &course->options->progress;
  if (progress->engine_begins != NULL)
    progress->engine_begins(progress->data, course->report, course->steps->len);
}

static gboolean go_alone(Course *course, GError **error)
{
  g_auto(Walk) walk = {0};
  course->team = NULL;
  if (!walk_init(&walk, course, 0, error))
    return FALSE;
  begin_engine(course);
  jobs_enter(course->options->jobs);
  walk_go(&walk);
  jobs_leave(course->options->jobs);
  g_autoptr(GPtrArray) walks = g_ptr_array_new();
  g_ptr_array_add(walks, &walk);
  take_all(course, walks);
  return TRUE;
}

/* Walks that have disturbed each other, or that cannot all be had, are forgotten, and with them what they
 * have left on the server. */
static gboolean go_side_by_side(Course *course, Pace *pace, GError **error)
{
  gboolean vain = FALSE;
  g_autoptr(Team) team = team_new(course, pace);
  begin_engine(course);
  team_go(team, &vain);
  if (!vain) {
    take_all(course, team_walks(team));
    return TRUE;
  }
  return course->server->driver->purge(course->server, error) && go_alone(course, error);
}

/* A database is only kept as it was when the check failed, and the first of all. Programs that mighar does
 * not know may not expect each other. */
static Pace *plan(const Course *course)
{
  const MigharVerifyOptions *options = course->options;
  gboolean together = !options->keep && course->chain->external == NULL;
  const SegmentsWish wish = {.jobs = together ? jobs_count(options->jobs) : 1,
                             .length = together ? options->segment : 0,
                             .grows = course->chain->engine->grows,
                             .descends = checks_judge_chain(options->levels)};
  return pace_new(course->steps, &wish);
}

static void end_engine(const Course *course, gint64 start)
{
  const MigharProgress *progress = &course->options->progress;
  course->report->seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  if (progress->engine_ends != NULL)
    progress->engine_ends(progress->data, course->report);
}

MigharEngineReport *mighar_verify(const MigharChain *chain, MigharServer *server,
                                  const MigharVerifyOptions *options, GError **error)
{
  gint64 start = g_get_monotonic_time();
  if (!directives_are_known(chain, error))
    return NULL;
  g_autoptr(GArray) steps = mighar_plan_verification(chain, options->selection, error);
  if (steps == NULL)
    return NULL;
  g_autoptr(MigharEngineReport) report = mighar_engine_report_new(chain);
  report->version = g_strdup(server->version);
  report->where = g_strdup(server->where);
  Course course = {.chain = chain, .options = options, .server = server, .steps = steps, .report = report};
  g_autoptr(Pace) pace = plan(&course);
  gboolean alone = pace_count(pace) == 1;
  if (!(alone ? go_alone(&course, error) : go_side_by_side(&course, pace, error)))
    return NULL;
  if (options->estimate_rows > 0)
    estimate_legs(&course);
  end_engine(&course, start);
  return g_steal_pointer(&report);
}
