#include "legs.h"

#include "bare.h"
#include "late.h"
#include "refusal.h"
#include "rows.h"
#include "volatile.h"

#include <mighar/error.h>

static gboolean run_script(const Trial *trial, Scratch *scratch, const MigharScript *script, guint patience,
                           MigharLeg *leg, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_SCRIPTS);
  scratch->work->patience = patience;
  gboolean good = mighar_apply(scratch->work, trial->chain, script, leg, error);
  scratch->work->patience = 0;
  return good;
}

/* Rows that were made up, of which there are late ones, may have a script do something two thousand million
 * times. */
static gboolean run_leg(const Trial *trial, Scratch *scratch, const MigharScript *script, MigharLeg *leg,
                        MigharSnapshot **after, GError **error)
{
  scratch_touch(scratch);
  if (!run_script(trial, scratch, script, trial->late.in_place ? scratch->patience : 0, leg, error))
    return FALSE;
  if (leg->applied)
    *after = scratch_snapshot(scratch, error);
  return !leg->applied || *after != NULL;
}

static gboolean look(Trial *trial, Scratch *scratch, MigharSnapshot *schema, MigharMoment **moment,
                     MigharTouched *touched, GError **error)
{
  g_auto(Seen) seen = {0};
  if (!trial_look(trial, scratch, &(Look){.schema = schema}, &seen, error))
    return FALSE;
  *moment = g_steal_pointer(&seen.moment);
  if (touched != NULL) {
    *touched = seen.touched;
    seen.touched = (MigharTouched){0};
  }
  return TRUE;
}

/* The assertions see what the up left, and whatever they write is not part of the chain. */
static gboolean run_verify(Trial *trial, Scratch *scratch, GError **error)
{
  const MigharScript *verify = trial->migration->verify;
  return verify == NULL || !trial->up.applied || run_script(trial, scratch, verify, 0, &trial->verify, error);
}

static gboolean look_after_up(Trial *trial, Scratch *scratch, GError **error)
{
  if (!trial->up.applied)
    return TRUE;
  if (!look(trial, scratch, trial->after_up, &trial->rows_after_up, &trial->touched_by_up, error))
    return FALSE;
  fill_note(&scratch->fill, &trial->touched_by_up);
  return TRUE;
}

/* What was written to fill tables is not what the up touches. */
static gboolean skip_look(Scratch *scratch, GError **error)
{
  g_auto(MigharTouched) touched = {0};
  return scratch->seed.rows == 0 || rows_ask_touched(scratch, &touched, error);
}

/* The schema is read first: the question what was touched is answered with that. */
static gboolean catch_up(Scratch *scratch, GError **error)
{
  g_auto(MigharTouched) touched = {0};
  if (!scratch->is_behind || scratch->seed.rows == 0)
    return TRUE;
  scratch->is_behind = FALSE;
  g_autoptr(MigharSnapshot) schema = scratch_snapshot(scratch, error);
  if (schema == NULL || !rows_ask_touched(scratch, &touched, error))
    return FALSE;
  fill_note(&scratch->fill, &touched);
  return TRUE;
}

/* What is there before the up, with rows. */
static gboolean prepare(Trial *trial, Scratch *scratch, gboolean looks, GError **error)
{
  gboolean any, is_bare = scratch->yields[trial->n - 1] == FILL_ANEW;
  if (!catch_up(scratch, error) || (!is_bare && !scratch_fill(scratch, looks, error)) ||
      !scratch_yield(scratch, trial->n - 1, FALSE, &any, error))
    return FALSE;
  g_clear_pointer(&trial->before, mighar_snapshot_unref);
  g_clear_pointer(&trial->rows_before, mighar_moment_free);
  if (!looks)
    return skip_look(scratch, error);
  trial->before = scratch_snapshot(scratch, error);
  if (trial->before == NULL || trial->migration->cannot_run != NULL)
    return trial->before != NULL;
  if (!look(trial, scratch, trial->before, &trial->rows_before, NULL, error))
    return FALSE;
  trial->has_rows = rows_are_there(scratch);
  return TRUE;
}

/* Rows that were made up give way to an up that fails, step by step. *again: it may be tried once more. */
static gboolean give_way(Trial *trial, Scratch *scratch, gboolean looks, gboolean *again, GError **error)
{
  guint index = trial->n - 1;
  gboolean any = FALSE;
  *again = FALSE;
  if (scratch->seed.rows == 0)
    return TRUE;
  if (!trial->up.leaves_traces && scratch->is_behind && !prepare(trial, scratch, looks, error))
    return FALSE;
  if (trial->up.leaves_traces &&
      !(scratch_restore(scratch, index, error) && scratch_fill(scratch, FALSE, error)))
    return FALSE;
  if (scratch->yields[index] == FILL_TYPICAL) {
    if (!scratch_lessen(scratch, index, again, error))
      return FALSE;
    if (*again)
      return prepare(trial, scratch, looks, error);
  }
  while (!any && scratch->yields[index] < FILL_NOTHING)
    if (!scratch_yield(scratch, index, TRUE, &any, error))
      return FALSE;
  if (!any && !bare_begin(scratch, index, &any, error))
    return FALSE;
  *again = any;
  return !any || prepare(trial, scratch, looks, error);
}

/* One that fails without rows, too, fails; and rows are missing then. */
static void settle_refusal(Trial *trial, Scratch *scratch, MigharFinding *first)
{
  if (trial->up.applied) {
    trial->refusal = first;
    trial->refuses_any = refusal_is_of_any_row(trial->migration->up, first, trial->chain->engine->dialect);
    return;
  }
  mighar_finding_free(first);
  trial->up.leaves_traces = TRUE;
  scratch->yields[trial->n - 1] = FILL_STAYS;
}

/* One that takes long without such rows takes as long as it takes. */
static gboolean run_up_leg(Trial *trial, Scratch *scratch, gboolean looks, GError **error)
{
  g_autoptr(MigharFinding) first = NULL;
  gboolean again = TRUE;
  guint patience = scratch->patience;
  while (again) {
    patience = scratch->yields[trial->n - 1] == FILL_ANEW ? 0 : patience;
    scratch_touch(scratch);
    mighar_leg_clear(&trial->up);
    if (!run_script(trial, scratch, trial->migration->up, patience, &trial->up, error))
      return FALSE;
    if (trial->up.applied)
      break;
    if (!give_way(trial, scratch, looks, &again, error))
      return FALSE;
    if (again && first == NULL)
      first = g_steal_pointer(&trial->up.failure);
    if (!again && trial->up.too_long) {
      again = TRUE;
      patience = 0;
    }
  }
  if (first != NULL)
    settle_refusal(trial, scratch, g_steal_pointer(&first));
  if (trial->up.applied && looks)
    trial->after_up = scratch_snapshot(scratch, error);
  return !trial->up.applied || !looks || trial->after_up != NULL;
}

gboolean run_up(Trial *trial, Scratch *scratch, GError **error)
{
  if (!prepare(trial, scratch, TRUE, error))
    return FALSE;
  return trial->migration->cannot_run != NULL ||
         (run_up_leg(trial, scratch, TRUE, error) && run_verify(trial, scratch, error) &&
          look_after_up(trial, scratch, error));
}

gboolean run_up_alone(Trial *trial, Scratch *scratch, GError **error)
{
  scratch_forget_rows(scratch);
  if (!scratch_is_full(scratch) && !prepare(trial, scratch, FALSE, error))
    return FALSE;
  if (trial->migration->cannot_run != NULL)
    return TRUE;
  if (!run_up_leg(trial, scratch, FALSE, error))
    return FALSE;
  scratch->is_behind = scratch->is_behind || trial->up.applied;
  return TRUE;
}

/* A down without a statement undoes an up without one. */
static gboolean has_down(const MigharMigration *migration)
{
  return migration->down != NULL &&
         (migration->down->statements->len > 0 || migration->up->statements->len == 0);
}

gboolean trial_goes_down(const Trial *trial)
{
  return trial->up.applied && trial_irreversible(trial) == NULL && has_down(trial->migration);
}

/* The state before the up, and the up, once more. */
static gboolean begin_again(Trial *trial, Scratch *scratch, GError **error)
{
  trial_begin_again(trial);
  if (!scratch_clear_server(scratch, error) || !scratch_restore(scratch, trial->n - 1, error) ||
      !run_up(trial, scratch, error))
    return FALSE;
  if (trial->up.applied)
    return TRUE;
  const MigharFinding *failure = trial->up.failure;
  mighar_set_error_at(error, MIGHAR_ERROR_ENVIRONMENT, failure->file, failure->line,
                      "its outcome depends on something outside of the database",
                      "the up of %s applied at first and does not on another new database: %s",
                      trial->migration->version, failure->message);
  return FALSE;
}

/* *more: the down has touched tables without late rows, which are to get some. */
static gboolean try_down(Trial *trial, Scratch *scratch, gboolean *more, GError **error)
{
  g_auto(Seen) seen = {0};
  *more = FALSE;
  if (!late_write(trial, scratch, error) ||
      !run_leg(trial, scratch, trial->migration->down, &trial->down, &trial->after_down, error))
    return FALSE;
  if (!trial->down.applied)
    return TRUE;
  const Look after = {.schema = trial->after_down, .kept_apart = trial->rows_late};
  if (!trial_look(trial, scratch, &after, &seen, error))
    return FALSE;
  trial->rows_after_down = g_steal_pointer(&seen.moment);
  trial->late.mixed = trial->late.mixed || seen.mixed;
  *more = late_lacks_tables(trial, scratch, &seen.touched);
  return TRUE;
}

gboolean run_down(Trial *trial, Scratch *scratch, GError **error)
{
  gboolean again;
  if (!trial_goes_down(trial))
    return TRUE;
  if (!try_down(trial, scratch, &again, error) ||
      (again && !(begin_again(trial, scratch, error) && try_down(trial, scratch, &again, error))) ||
      !late_settle(trial, scratch, &again, error))
    return FALSE;
  if (!again)
    return TRUE;
  trial->late.over = TRUE;
  if (!begin_again(trial, scratch, error) || !try_down(trial, scratch, &again, error))
    return FALSE;
  if (!trial->down.applied) // it is not the late rows' doing
    g_clear_pointer(&trial->late.down_failure, mighar_finding_free);
  return TRUE;
}

static gboolean run_second_up(Trial *trial, Scratch *scratch, GError **error)
{
  return run_leg(trial, scratch, trial->migration->up, &trial->replay, &trial->after_replay, error);
}

/* The second up is judged without late rows. */
static gboolean replay_without_late(Trial *trial, Scratch *scratch, GError **error)
{
  gboolean more;
  if (trial->refusal == NULL) // that it does not take every row is known
    late_blame_replay(trial);
  trial->late.over = TRUE;
  if (!begin_again(trial, scratch, error) || !try_down(trial, scratch, &more, error) ||
      (trial->down.applied && !run_second_up(trial, scratch, error)))
    return FALSE;
  if (!trial->replay.applied)
    g_clear_pointer(&trial->late.replay_failure, mighar_finding_free);
  return TRUE;
}

gboolean run_replay(Trial *trial, Scratch *scratch, GError **error)
{
  if (!trial->down.applied)
    return TRUE;
  if (!run_second_up(trial, scratch, error) ||
      (trial->late.in_place && !trial->replay.applied && !replay_without_late(trial, scratch, error)))
    return FALSE;
  if (!trial->replay.applied)
    return TRUE;
  return late_look_back(trial, scratch, error);
}

gboolean run_elsewhere(Trial *trial, Scratch *scratch, guint n, GError **error)
{
  return !trial->replay.applied || mighar_snapshot_equal(trial->after_up, trial->after_replay) ||
         scratch_look_elsewhere(scratch, n, &trial->elsewhere, error);
}

gboolean trial_needs_restore(const Trial *trial)
{
  if (!trial->up.applied)
    return trial->up.leaves_traces;
  if (!trial->down.applied)
    return trial->down.leaves_traces || trial->late.in_place;
  if (!trial->replay.applied || !mighar_snapshot_equal(trial->before, trial->after_down) ||
      !mighar_snapshot_equal(trial->after_up, trial->after_replay))
    return TRUE;
  if (rows_equal(trial->rows_after_up, trial->rows_after_replay, NULL))
    return FALSE;
  g_autoptr(GHashTable) anew = volatile_written(trial);
  return anew == NULL || !rows_equal(trial->rows_after_up, trial->rows_after_replay, anew);
}
