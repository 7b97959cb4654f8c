#include "descent.h"

#include "proof.h"

void stage_clear(Stage *stage)
{
  g_clear_pointer(&stage->not_reversible, g_free);
  g_clear_pointer(&stage->after, mighar_snapshot_unref);
}

/* Runs one script on the way. Where it fails, descent->failure says so and where in the descent that was. */
static gboolean run_script(Descent *descent, Scratch *scratch, const MigharMigration *migration,
                           MigharDirection direction, GError **error)
{
  g_auto(MigharLeg) leg = {0};
  scratch_touch(scratch);
  scratch->at = migration;
  if (!mighar_apply(scratch->work, descent->chain, mighar_migration_script(migration, direction), &leg,
                    error))
    return FALSE;
  if (leg.applied)
    return TRUE;
  descent->failure = g_steal_pointer(&leg.failure);
  g_autofree char *message = descent->failure->message;
  descent->failure->message =
      g_strdup_printf("%s of %s, with the whole chain %s: %s", mighar_direction_name(direction),
                      migration->version, direction == MIGHAR_UP ? "going up again" : "going down", message);
  return TRUE;
}

/* The highest stage below index that is applied; NULL when there is none, or it cannot be known. */
static const Stage *find_applied(const Stages *stages, guint *index)
{
  while (*index > 0) {
    const Stage *stage = stages->find(stages->data, --*index);
    if (stage == NULL || stage->applied)
      return stage;
  }
  return NULL;
}

static void stop(Descent *descent, const Stage *stage)
{
  descent->stopped = g_strdup_printf("taken down to %s and no further: %s", stage->migration->version,
                                     stage->not_reversible);
  descent->expected_bottom = mighar_snapshot_ref(stage->after);
}

/* *floor becomes the index of the lowest stage that was taken down. A failure does not keep it from being
 * told how far it would have come. */
static gboolean go_down(Descent *descent, Scratch *scratch, const Stages *stages, guint *floor,
                        GError **error)
{
  guint index = *floor = stages->n;
  const Stage *stage;
  while ((stage = find_applied(stages, &index)) != NULL && stage->not_reversible == NULL) {
    *floor = index;
    if (descent->failure == NULL)
      descent->failed_at = index;
    if (descent->failure == NULL && !run_script(descent, scratch, stage->migration, MIGHAR_DOWN, error))
      return FALSE;
  }
  if (stage != NULL)
    stop(descent, stage);
  if (descent->failure == NULL)
    descent->bottom = scratch_snapshot(scratch, error);
  return descent->failure != NULL || descent->bottom != NULL;
}

static gboolean go_up(Descent *descent, Scratch *scratch, const Stages *stages, guint floor, GError **error)
{
  for (guint i = floor; i < stages->n && descent->failure == NULL; i++) {
    const Stage *stage = stages->find(stages->data, i);
    descent->failed_at = i;
    if (stage != NULL && stage->applied && !run_script(descent, scratch, stage->migration, MIGHAR_UP, error))
      return FALSE;
  }
  if (descent->failure != NULL)
    return TRUE;
  if (scratch->snapshots == MIGHAR_SNAPSHOTS_INCREMENTAL && !proof_make(scratch, error))
    return FALSE;
  descent->top = scratch_snapshot(scratch, error);
  return descent->top != NULL;
}

static gboolean go(Descent *descent, Scratch *scratch, const Stages *stages, GError **error)
{
  guint floor;
  descent->expected_top = scratch_snapshot(scratch, error);
  return descent->expected_top != NULL && go_down(descent, scratch, stages, &floor, error) &&
         (descent->failure != NULL || go_up(descent, scratch, stages, floor, error));
}

static void forget(Descent *descent)
{
  g_clear_pointer(&descent->stopped, g_free);
  g_clear_pointer(&descent->expected_bottom, mighar_snapshot_unref);
  g_clear_pointer(&descent->bottom, mighar_snapshot_unref);
  g_clear_pointer(&descent->expected_top, mighar_snapshot_unref);
  g_clear_pointer(&descent->top, mighar_snapshot_unref);
}

/* What the failure of a leg owes to rows. Where its migration has been told so, that is no news. */
static void blame_rows(Descent *descent, const Stage *stage, MigharFinding *failure)
{
  g_autofree char *message = failure->message;
  failure->message = g_strdup_printf("%s; it applies where the tables hold no rows", message);
  if (stage != NULL && stage->minds_rows)
    mighar_finding_free(failure);
  else
    descent->over_rows = failure;
}

/* Whether it is because of rows that a leg failed. */
static gboolean go_without_rows(Descent *descent, Scratch *scratch, const Stages *stages, GError **error)
{
  guint failed_at = descent->failed_at;
  const Stage *stage = stages->find(stages->data, failed_at);
  g_autoptr(MigharFinding) failure = g_steal_pointer(&descent->failure);
  forget(descent);
  if (!scratch_restore_without_rows(scratch, stages->n, error) || !go(descent, scratch, stages, error))
    return FALSE;
  if (descent->failure == NULL || descent->failed_at != failed_at)
    blame_rows(descent, stage, g_steal_pointer(&failure));
  return TRUE;
}

gboolean run_descent(Descent *descent, Scratch *scratch, const Stages *stages, GError **error)
{
  guint index = stages->n;
  const Stage *last = find_applied(stages, &index);
  if (last == NULL || last->not_reversible != NULL) {
    descent->skipped = last != NULL ? g_strdup_printf("the last migration, %s, is not taken down: %s",
                                                      last->migration->version, last->not_reversible)
                                    : g_strdup("no up applied");
    return TRUE;
  }
  if (!scratch_fill(scratch, error) || !go(descent, scratch, stages, error))
    return FALSE;
  return descent->failure == NULL || scratch->seed.rows == 0 ||
         go_without_rows(descent, scratch, stages, error);
}
