#include "walk.h"

#include "legs.h"
#include "proof.h"
#include "settle.h"
#include "team.h"

void walk_clear(Walk *walk)
{
  scratch_clear(&walk->scratch);
  descent_clear(&walk->descent);
  g_clear_pointer(&walk->stages, g_array_unref);
  g_clear_pointer(&walk->first, mighar_snapshot_unref);
  g_clear_pointer(&walk->last, mighar_snapshot_unref);
  g_clear_pointer(&walk->migrations, g_ptr_array_unref);
  g_clear_pointer(&walk->accepted, g_hash_table_unref);
  g_clear_pointer(&walk->kept, g_free);
  g_clear_error(&walk->failure);
}

gboolean walk_init(Walk *walk, const Course *course, guint index, GError **error)
{
  *walk = (Walk){.course = course, .index = index, .to = course->steps->len};
  walk->accepted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  walk->migrations = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_migration_report_free);
  walk->stages = g_array_new(FALSE, TRUE, sizeof(Stage));
  g_array_set_clear_func(walk->stages, (GDestroyNotify)stage_clear);
  walk->descent.chain = course->chain;
  if (!scratch_init(&walk->scratch, course->chain, course->server, error))
    return FALSE;
  walk->scratch.snapshots = course->options->snapshots;
  scratch_use_rows(&walk->scratch, course->options);
  walk->scratch.team = course->team;
  return TRUE;
}

/* Reports */

static void add_accepted(Walk *walk, const MigharCheckReport *report)
{
  for (guint i = 0; report->verdict == MIGHAR_WARN && i < report->findings->len; i++)
    g_hash_table_add(walk->accepted, accepted_key(g_ptr_array_index(report->findings, i)));
}

static gboolean is_migration_check(const Course *course, const Check *check, const MigharMigration *migration)
{
  return check->phase != PHASE_CHAIN && check_is_wanted(course->options, check) &&
         (check->concerns == NULL || check->concerns(migration));
}

gboolean walk_keep_if_failed(Walk *walk, const MigharCheckReport *report, GError **error)
{
  if (!walk->course->options->keep || report->verdict != MIGHAR_FAIL || walk->kept != NULL)
    return TRUE;
  walk->kept = scratch_keep(&walk->scratch, error);
  return walk->kept != NULL;
}

static MigharCheckReport *judge(Walk *walk, const Check *check, const Trial *trial)
{
  CLOCK(&walk->scratch.clock, MIGHAR_COST_JUDGE);
  MigharCheckReport *report = mighar_check_report_new(check->facts.name);
  check->judge(trial, report);
  settle_check(report, check, trial->migration, walk->course->options);
  add_accepted(walk, report);
  mighar_check_report_end(report);
  return report;
}

/* Makes the checks whose legs are done, in the order of reports. */
static gboolean judge_phase(Walk *walk, const Trial *trial, Phase phase,
                            MigharMigrationReport *migration_report, GError **error)
{
  for (guint i = 0; checks[i] != NULL; i++) {
    if (checks[i]->phase != phase || !is_migration_check(walk->course, checks[i], trial->migration))
      continue;
    MigharCheckReport *report = judge(walk, checks[i], trial);
    g_ptr_array_add(migration_report->checks, report);
    if (!walk_keep_if_failed(walk, report, error))
      return FALSE;
  }
  return TRUE;
}

/* The checks that have no verdict yet get this one. They are those at the end, since the table of checks is
 * in the order of phases. */
static void fill_checks(const Course *course, const MigharMigration *migration,
                        MigharMigrationReport *migration_report, MigharVerdict verdict, const char *reason)
{
  guint done = migration_report->checks->len;
  for (guint i = 0, wanted = 0; checks[i] != NULL; i++) {
    if (!is_migration_check(course, checks[i], migration) || wanted++ < done)
      continue;
    MigharCheckReport *report = mighar_check_report_new(checks[i]->facts.name);
    report->verdict = verdict;
    report->reason = g_strdup(reason);
    mighar_check_report_end(report);
    g_ptr_array_add(migration_report->checks, report);
  }
}

static MigharMigrationReport *add_report(GPtrArray *migrations, const MigharMigration *migration)
{
  MigharMigrationReport *report = mighar_migration_report_new(migration);
  g_ptr_array_add(migrations, report);
  return report;
}

void walk_report_untried(const Course *course, guint step, const char *reason, GPtrArray *migrations)
{
  const MigharStep *untried = &g_array_index(course->steps, MigharStep, step);
  if (untried->verified)
    fill_checks(course, untried->migration, add_report(migrations, untried->migration), MIGHAR_SKIP, reason);
}

/* One migration */

static gboolean run_trial(Walk *walk, Trial *trial, MigharMigrationReport *report, GError **error)
{
  return run_up(trial, &walk->scratch, error) && judge_phase(walk, trial, PHASE_UP, report, error) &&
         run_down(trial, &walk->scratch, error) && judge_phase(walk, trial, PHASE_DOWN, report, error) &&
         run_replay(trial, &walk->scratch, error) &&
         run_elsewhere(trial, &walk->scratch, walk->stages->len + 1, error) &&
         judge_phase(walk, trial, PHASE_REPLAY, report, error);
}

static void note_stage(Walk *walk, const Trial *trial)
{
  Stage stage = {.migration = trial->migration,
                 .applied = trial->up.applied,
                 .minds_rows = trial->refusal != NULL || trial->late.down_failure != NULL ||
                               trial->late.replay_failure != NULL};
  if (!stage.applied) {
    walk->scratch.failed[walk->stages->len] = TRUE;
    if (walk->not_applied == NULL)
      walk->not_applied = trial->migration->version;
  } else if (!trial->down.applied) {
    stage.not_reversible = trial_why_no_down(trial);
    stage.after = trial->after_up != NULL ? mighar_snapshot_ref(trial->after_up) : NULL;
  }
  g_array_append_val(walk->stages, stage);
}

static Trial new_trial(Walk *walk, const MigharMigration *migration)
{
  walk->scratch.at = migration;
  return (Trial){.chain = walk->course->chain,
                 .driver = walk->scratch.server->driver,
                 .migration = migration,
                 .n = walk->stages->len + 1,
                 .losses_used = g_hash_table_new(NULL, NULL),
                 .blocked_by = walk->not_applied};
}

static gboolean restore_after(Walk *walk, const Trial *trial, GError **error)
{
  return !trial_needs_restore(trial) || scratch_restore(&walk->scratch, walk->stages->len, error);
}

static gboolean is_whole(const Course *course)
{
  for (guint i = 0; i < course->steps->len; i++)
    if (!g_array_index(course->steps, MigharStep, i).verified)
      return FALSE;
  return course->steps->len == course->chain->migrations->len;
}

/* A chain of one migration that went down and up again, over rows if there are to be any, and came to the
 * same has gone all the way; anything else is worth another look. */
static void note_descent(Walk *walk, const Trial *trial)
{
  Descent *descent = &walk->descent;
  if (!is_whole(walk->course) || walk->course->steps->len > 1 || walk->course->chain->external != NULL ||
      !trial->down.applied || !trial->replay.applied || trial->late.skipped != NULL ||
      (walk->scratch.seed.rows > 0 && trial->late.seeding == NULL) ||
      !mighar_snapshot_equal(trial->before, trial->after_down) ||
      !mighar_snapshot_equal(trial->after_up, trial->after_replay))
    return;
  descent->expected_bottom = mighar_snapshot_ref(trial->before);
  descent->bottom = mighar_snapshot_ref(trial->after_down);
  descent->expected_top = mighar_snapshot_ref(trial->after_up);
  descent->top = mighar_snapshot_ref(trial->after_replay);
}

static gboolean verify_migration(Walk *walk, const MigharMigration *migration, GError **error)
{
  g_auto(Trial) trial = new_trial(walk, migration);
  MigharMigrationReport *report = add_report(walk->migrations, migration);
  g_autoptr(GError) failure = NULL;
  if (!run_trial(walk, &trial, report, &failure)) {
    fill_checks(walk->course, migration, report, MIGHAR_UNKNOWN, failure->message);
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
  }
  mighar_migration_report_end(report);
  note_stage(walk, &trial);
  note_descent(walk, &trial);
  if (walk->first == NULL)
    walk->first = mighar_snapshot_ref(trial.before);
  return restore_after(walk, &trial, error);
}

/* A migration that was not selected: its up only prepares the next one. */
static gboolean pass_migration(Walk *walk, const MigharMigration *migration, GError **error)
{
  g_auto(Trial) trial = new_trial(walk, migration);
  if (!run_up(&trial, &walk->scratch, error))
    return FALSE;
  note_stage(walk, &trial);
  if (trial.up.applied)
    return TRUE;
  return judge_phase(walk, &trial, PHASE_UP, add_report(walk->migrations, migration), error) &&
         restore_after(walk, &trial, error);
}

/* One that is another walk's to judge. */
static gboolean approach_migration(Walk *walk, const MigharMigration *migration, GError **error)
{
  g_auto(Trial) trial = new_trial(walk, migration);
  if (!run_up_alone(&trial, &walk->scratch, error))
    return FALSE;
  note_stage(walk, &trial);
  walk->approach += (gint64)(trial.up.seconds * G_USEC_PER_SEC);
  Stage *stage = &g_array_index(walk->stages, Stage, walk->stages->len - 1);
  if (trial_goes_down(&trial))
    g_clear_pointer(&stage->not_reversible, g_free); // as far as this walk knows
  return trial.up.applied || restore_after(walk, &trial, error);
}

/* The walk */

/* How many steps there are between two looks at whether walks disturb each other. */
#define LOOK_INTERVAL 16

static gboolean is_vain(Walk *walk, GError **error)
{
  Team *team = walk->course->team;
  if (team == NULL)
    return FALSE;
  if ((walk->at % LOOK_INTERVAL == 0 || walk->at == walk->from) && !team_look(team, error))
    return TRUE;
  return team_is_vain(team, walk);
}

/* Programs that the walk starts would have to stay there, too; and many rows are read while others are sent.
 */
static gboolean may_stay(const Walk *walk)
{
  const Course *course = walk->course;
  return course->chain->engine->waits && course->chain->external == NULL && !course->options->keep &&
         course->options->rows <= MIGHAR_FEW_ROWS;
}

static void step(Walk *walk)
{
  if (may_stay(walk))
    corner_step(&walk->corner);
}

static gboolean has_begun(Walk *walk)
{
  if (walk->course->team != NULL)
    team_set_bounds(walk->course->team, walk);
  return walk->at >= walk->from;
}

static gboolean has_ended(Walk *walk)
{
  if (walk->course->team != NULL)
    team_set_bounds(walk->course->team, walk);
  return walk->at >= walk->to;
}

static gboolean approach(Walk *walk, GError **error)
{
  CLOCK(&walk->scratch.clock, MIGHAR_COST_START);
  for (; !has_begun(walk) && !is_vain(walk, error); walk->at++) {
    const MigharStep *at = &g_array_index(walk->course->steps, MigharStep, walk->at);
    step(walk);
    if (!approach_migration(walk, at->migration, error))
      return FALSE;
  }
  return walk->at == walk->from;
}

/* Where each snapshot has its proof, or is one, none is due. */
static gboolean prove_if_due(Walk *walk, GError **error)
{
  gboolean due = walk->scratch.snapshots == MIGHAR_SNAPSHOTS_INCREMENTAL &&
                 ((walk->at + 1) % PROOF_INTERVAL == 0 || walk->at + 1 == walk->course->steps->len);
  return !due || proof_make(&walk->scratch, error);
}

static void tell_progress(const Walk *walk, const MigharMigration *migration)
{
  const Course *course = walk->course;
  const MigharProgress *progress = &course->options->progress;
  if (course->team != NULL)
    team_tell(course->team, migration);
  else if (progress->migration_begins != NULL)
    progress->migration_begins(progress->data, course->report, migration, walk->at, course->steps->len);
}

static gboolean go_up(Walk *walk, GError **error)
{
  for (; !has_ended(walk) && !is_vain(walk, error); walk->at++) {
    const MigharStep *at = &g_array_index(walk->course->steps, MigharStep, walk->at);
    step(walk);
    tell_progress(walk, at->migration);
    if (!(at->verified ? verify_migration : pass_migration)(walk, at->migration, error) ||
        !prove_if_due(walk, error))
      return FALSE;
  }
  return walk->at == walk->to;
}

static const Stage *find_stage(void *data, guint index)
{
  Walk *walk = data;
  if (index >= walk->from)
    return &g_array_index(walk->stages, Stage, index);
  return team_stage(walk->course->team, walk, index);
}

static const Stage *expect_stage(void *data, guint index)
{
  Walk *walk = data;
  const Stage *stage = &g_array_index(walk->stages, Stage, index);
  gboolean is_known = index >= walk->from || team_has_stage(walk->course->team, index);
  if (is_known)
    return find_stage(data, index);
  return stage->not_reversible == NULL ? stage : NULL;
}

static gboolean descend(Walk *walk, GError **error)
{
  if (!is_whole(walk->course)) {
    walk->descent.skipped = g_strdup("only a part of the chain was selected");
    return TRUE;
  }
  CLOCK(&walk->scratch.clock, MIGHAR_COST_CHAIN);
  if (walk->descent.top != NULL) // what is left is to tell which tables take rows
    return scratch_fill(&walk->scratch, FALSE, error);
  const Stages stages = {find_stage, walk->from > 0 ? expect_stage : NULL, walk, walk->stages->len};
  return run_descent(&walk->descent, &walk->scratch, &stages, error);
}

static gboolean note_last(Walk *walk, GError **error)
{
  walk->last = walk->course->team != NULL ? scratch_snapshot(&walk->scratch, error) : NULL;
  return walk->course->team == NULL || walk->last != NULL;
}

void walk_go(Walk *walk)
{
  walk->set_out = g_get_monotonic_time();
  if (approach(walk, &walk->failure) && go_up(walk, &walk->failure) && note_last(walk, &walk->failure) &&
      walk->to == walk->course->steps->len && checks_judge_chain(walk->course->options->levels))
    descend(walk, &walk->failure);
  corner_leave(&walk->corner);
}
