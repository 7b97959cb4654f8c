#include "legs.h"

#include "rows.h"

static gboolean run_script(const Trial *trial, Scratch *scratch, const MigharScript *script, MigharLeg *leg,
                           GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_SCRIPTS);
  return mighar_apply(scratch->work, trial->chain, script, leg, error);
}

static gboolean run_leg(const Trial *trial, Scratch *scratch, const MigharScript *script, MigharLeg *leg,
                        MigharSnapshot **after, GError **error)
{
  scratch_touch(scratch);
  if (!run_script(trial, scratch, script, leg, error))
    return FALSE;
  if (leg->applied)
    *after = scratch_snapshot(scratch, error);
  return !leg->applied || *after != NULL;
}

static gboolean look_after(Scratch *scratch, const MigharLeg *leg, MigharSnapshot *schema,
                           MigharMoment **moment, GError **error)
{
  return !leg->applied || rows_look(scratch, schema, moment, error);
}

/* The assertions see what the up left, and whatever they write is not part of the chain. */
static gboolean run_verify(Trial *trial, Scratch *scratch, GError **error)
{
  const MigharScript *verify = trial->migration->verify;
  return verify == NULL || !trial->up.applied || run_script(trial, scratch, verify, &trial->verify, error);
}

gboolean run_up(Trial *trial, Scratch *scratch, GError **error)
{
  trial->before = scratch_snapshot(scratch, error);
  if (trial->before == NULL || trial->migration->cannot_run != NULL)
    return trial->before != NULL;
  return rows_look(scratch, trial->before, &trial->rows_before, error) &&
         rows_look_at_positions(scratch, &trial->positions_before, error) &&
         run_leg(trial, scratch, trial->migration->up, &trial->up, &trial->after_up, error) &&
         run_verify(trial, scratch, error) &&
         look_after(scratch, &trial->up, trial->after_up, &trial->rows_after_up, error);
}

gboolean run_up_alone(Trial *trial, Scratch *scratch, GError **error)
{
  scratch_touch(scratch);
  return trial->migration->cannot_run != NULL ||
         run_script(trial, scratch, trial->migration->up, &trial->up, error);
}

/* A down without a statement undoes an up without one. */
static gboolean has_down(const MigharMigration *migration)
{
  return migration->down != NULL &&
         (migration->down->statements->len > 0 || migration->up->statements->len == 0);
}

gboolean run_down(Trial *trial, Scratch *scratch, GError **error)
{
  if (!trial->up.applied || trial_irreversible(trial) != NULL || !has_down(trial->migration))
    return TRUE;
  return run_leg(trial, scratch, trial->migration->down, &trial->down, &trial->after_down, error) &&
         look_after(scratch, &trial->down, trial->after_down, &trial->rows_after_down, error) &&
         (!trial->down.applied || rows_look_at_positions(scratch, &trial->positions_after_down, error));
}

gboolean run_replay(Trial *trial, Scratch *scratch, GError **error)
{
  if (!trial->down.applied)
    return TRUE;
  return run_leg(trial, scratch, trial->migration->up, &trial->replay, &trial->after_replay, error) &&
         look_after(scratch, &trial->replay, trial->after_replay, &trial->rows_after_replay, error);
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
    return trial->down.leaves_traces;
  return !trial->replay.applied || !mighar_snapshot_equal(trial->before, trial->after_down) ||
         !mighar_snapshot_equal(trial->after_up, trial->after_replay) ||
         !rows_equal(trial->rows_after_up, trial->rows_after_replay);
}
