#include "descent.h"
#include "legs.h"
#include "settle.h"

#include <mighar/error.h>

/* One walk along one chain. */
typedef struct {
  const MigharChain *chain;
  const MigharVerifyOptions *options;
  MigharEngineReport *report;
  Scratch scratch;
  GArray *steps;           /* MigharStep */
  GArray *stages;          /* Stage, one for each step gone */
  MigharSnapshot *bottom;  /* the schema before the first migration */
  GHashTable *accepted;    /* see Descent */
  const char *not_applied; /* version of the first migration that is not applied, or NULL */
} Walk;

static void walk_clear(Walk *walk)
{
  scratch_clear(&walk->scratch);
  g_clear_pointer(&walk->steps, g_array_unref);
  g_clear_pointer(&walk->stages, g_array_unref);
  g_clear_pointer(&walk->bottom, mighar_snapshot_unref);
  g_clear_pointer(&walk->accepted, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Walk, walk_clear)

/* Reports */

static void add_accepted(Walk *walk, const MigharCheckReport *report)
{
  for (guint i = 0; report->verdict == MIGHAR_WARN && i < report->findings->len; i++)
    g_hash_table_add(walk->accepted, accepted_key(g_ptr_array_index(report->findings, i)));
}

static gboolean is_wanted(const Walk *walk, const Check *check)
{
  return levels_get(walk->options->levels, check) != MIGHAR_LEVEL_OFF;
}

static gboolean is_migration_check(const Walk *walk, const Check *check, const MigharMigration *migration)
{
  return check->phase != PHASE_CHAIN && is_wanted(walk, check) &&
         (check->concerns == NULL || check->concerns(migration));
}

static gboolean keep_if_failed(Walk *walk, const MigharCheckReport *report, GError **error)
{
  if (!walk->options->keep || report->verdict != MIGHAR_FAIL || walk->report->kept != NULL)
    return TRUE;
  walk->report->kept = scratch_keep(&walk->scratch, error);
  return walk->report->kept != NULL;
}

static gboolean is_chain_check(const Walk *walk, const Check *check)
{
  return check->phase == PHASE_CHAIN && is_wanted(walk, check);
}

/* Makes the checks whose legs are done, in the order of reports. */
static gboolean judge_phase(Walk *walk, const Trial *trial, Phase phase,
                            MigharMigrationReport *migration_report, GError **error)
{
  for (guint i = 0; checks[i] != NULL; i++) {
    if (checks[i]->phase != phase || !is_migration_check(walk, checks[i], trial->migration))
      continue;
    MigharCheckReport *report = mighar_check_report_new(checks[i]->facts.name);
    checks[i]->judge(trial, report);
    settle_check(report, checks[i], trial->migration, walk->options);
    g_ptr_array_add(migration_report->checks, report);
    add_accepted(walk, report);
    if (!keep_if_failed(walk, report, error))
      return FALSE;
  }
  return TRUE;
}

/* The checks that have no verdict yet get this one. They are those at the end, since the table of checks is
 * in the order of phases. */
static void fill_checks(Walk *walk, const MigharMigration *migration, MigharMigrationReport *migration_report,
                        MigharVerdict verdict, const char *reason)
{
  guint done = migration_report->checks->len;
  for (guint i = 0, wanted = 0; checks[i] != NULL; i++) {
    if (!is_migration_check(walk, checks[i], migration) || wanted++ < done)
      continue;
    MigharCheckReport *report = mighar_check_report_new(checks[i]->facts.name);
    report->verdict = verdict;
    report->reason = g_strdup(reason);
    g_ptr_array_add(migration_report->checks, report);
  }
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
  Stage stage = {.migration = trial->migration, .applied = trial->up.applied};
  if (!stage.applied) {
    walk->scratch.failed[walk->stages->len] = TRUE;
    if (walk->not_applied == NULL)
      walk->not_applied = trial->migration->version;
  } else if (!trial->down.applied) {
    stage.not_reversible = trial_why_no_down(trial);
    stage.after = mighar_snapshot_ref(trial->after_up);
  }
  g_array_append_val(walk->stages, stage);
}

static Trial new_trial(const Walk *walk, const MigharMigration *migration)
{
  return (Trial){.chain = walk->chain,
                 .driver = walk->scratch.server->driver,
                 .migration = migration,
                 .losses_used = g_hash_table_new(NULL, NULL),
                 .blocked_by = walk->not_applied};
}

static gboolean verify_migration(Walk *walk, const MigharMigration *migration, GError **error)
{
  g_auto(Trial) trial = new_trial(walk, migration);
  MigharMigrationReport *report = mighar_migration_report_new(migration);
  g_ptr_array_add(walk->report->migrations, report);

  g_autoptr(GError) failure = NULL;
  if (!run_trial(walk, &trial, report, &failure)) {
    fill_checks(walk, migration, report, MIGHAR_UNKNOWN, failure->message);
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
  }
  note_stage(walk, &trial);
  if (walk->bottom == NULL)
    walk->bottom = mighar_snapshot_ref(trial.before);
  return !trial_needs_restore(&trial) || scratch_restore(&walk->scratch, walk->stages->len, error);
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
  MigharMigrationReport *report = mighar_migration_report_new(migration);
  g_ptr_array_add(walk->report->migrations, report);
  return judge_phase(walk, &trial, PHASE_UP, report, error) &&
         (!trial_needs_restore(&trial) || scratch_restore(&walk->scratch, walk->stages->len, error));
}

/* The chain */

static gboolean is_whole(const Walk *walk)
{
  for (guint i = 0; i < walk->steps->len; i++)
    if (!g_array_index(walk->steps, MigharStep, i).verified)
      return FALSE;
  return walk->steps->len == walk->chain->migrations->len;
}

static gboolean is_chain_wanted(const Walk *walk)
{
  for (guint i = 0; checks[i] != NULL; i++)
    if (is_chain_check(walk, checks[i]))
      return TRUE;
  return FALSE;
}

static gboolean verify_chain(Walk *walk, GError **error)
{
  if (!is_chain_wanted(walk))
    return TRUE;
  g_auto(Descent) descent = {.chain = walk->chain, .accepted = g_hash_table_ref(walk->accepted)};
  gint64 start = g_get_monotonic_time();
  if (!is_whole(walk))
    descent.skipped = g_strdup("only a part of the chain was selected");
  else if (!run_descent(&descent, &walk->scratch, walk->stages, walk->bottom, error))
    return FALSE;

  for (guint i = 0; checks[i] != NULL; i++) {
    if (!is_chain_check(walk, checks[i]))
      continue;
    MigharCheckReport *report = mighar_check_report_new(checks[i]->facts.name);
    checks[i]->judge_chain(&descent, report);
    report->seconds = (g_get_monotonic_time() - start) / 1e6;
    settle_chain(report, checks[i], walk->chain, walk->options);
    g_ptr_array_add(walk->report->checks, report);
    if (!keep_if_failed(walk, report, error))
      return FALSE;
  }
  return TRUE;
}

/* The walk */

static gboolean walk_steps(Walk *walk, GError **error)
{
  const MigharProgress *progress = &walk->options->progress;
  for (guint i = 0; i < walk->steps->len; i++) {
    const MigharStep *step = &g_array_index(walk->steps, MigharStep, i);
    if (progress->migration_begins != NULL)
      progress->migration_begins(progress->data, step->migration, i);
    if (!(step->verified ? verify_migration : pass_migration)(walk, step->migration, error))
      return FALSE;
  }
  return verify_chain(walk, error);
}

/* mighar could not go on: what has no verdict says so, and why. */
static void report_end(Walk *walk, const GError *failure)
{
  MigharCheckReport *report = mighar_check_report_new(check_chain.facts.name);
  report->verdict = MIGHAR_UNKNOWN;
  report->reason = g_strdup(failure->message);
  g_ptr_array_add(walk->report->checks, report);

  g_autofree char *reason = g_strdup_printf("the run ended before: %s", failure->message);
  for (guint i = walk->report->migrations->len; i < walk->steps->len; i++) {
    const MigharStep *step = &g_array_index(walk->steps, MigharStep, i);
    MigharMigrationReport *migration_report = mighar_migration_report_new(step->migration);
    g_ptr_array_add(walk->report->migrations, migration_report);
    fill_checks(walk, step->migration, migration_report, MIGHAR_SKIP, reason);
  }
}

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

static void walk_init(Walk *walk, MigharServer *server, MigharEngineReport *report)
{
  walk->report = report;
  walk->accepted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  walk->stages = g_array_new(FALSE, TRUE, sizeof(Stage));
  g_array_set_clear_func(walk->stages, (GDestroyNotify)stage_clear);
  report->version = g_strdup(server->version);
  report->where = g_strdup(server->where);
}

MigharEngineReport *mighar_verify(const MigharChain *chain, MigharServer *server,
                                  const MigharVerifyOptions *options, GError **error)
{
  g_auto(Walk) walk = {.chain = chain, .options = options};
  gint64 start = g_get_monotonic_time();
  if (!directives_are_known(chain, error))
    return NULL;
  walk.steps = mighar_plan_verification(chain, options->selection, error);
  if (walk.steps == NULL || !scratch_init(&walk.scratch, chain, server, error))
    return NULL;

  g_autoptr(MigharEngineReport) report = mighar_engine_report_new(chain);
  walk_init(&walk, server, report);
  walk.scratch.looks_at_rows = server->driver->rows != NULL && checks_need_rows(options->levels);
  const MigharProgress *progress = &options->progress;
  if (progress->engine_begins != NULL)
    progress->engine_begins(progress->data, report, walk.steps->len);
  g_autoptr(GError) failure = NULL;
  if (!walk_steps(&walk, &failure))
    report_end(&walk, failure);
  report->seconds = (g_get_monotonic_time() - start) / 1e6;
  if (progress->engine_ends != NULL)
    progress->engine_ends(progress->data, report);
  return g_steal_pointer(&report);
}
