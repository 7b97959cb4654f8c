#include "descent.h"

void stage_clear(Stage *stage)
{
  g_clear_pointer(&stage->not_reversible, g_free);
  g_clear_pointer(&stage->after, mighar_snapshot_unref);
}

/* The last stage that cannot be taken down; -1 when all can. */
static int find_floor(const GArray *stages)
{
  int floor = (int)stages->len - 1;
  while (floor >= 0) {
    const Stage *stage = &g_array_index(stages, Stage, floor);
    if (stage->applied && stage->not_reversible != NULL)
      break;
    floor--;
  }
  return floor;
}

static gboolean has_applied_above(const GArray *stages, int floor)
{
  for (guint i = floor + 1; i < stages->len; i++)
    if (g_array_index(stages, Stage, i).applied)
      return TRUE;
  return FALSE;
}

/* Runs one script on the way. Where it fails, *failure says so and where in the descent that was. */
static gboolean run_script(Descent *descent, Scratch *scratch, const MigharMigration *migration,
                           MigharDirection direction, GError **error)
{
  g_auto(MigharLeg) leg = {0};
  scratch_touch(scratch);
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

static gboolean go_down(Descent *descent, Scratch *scratch, const GArray *stages, int floor, GError **error)
{
  for (int i = (int)stages->len - 1; i > floor && descent->failure == NULL; i--) {
    const Stage *stage = &g_array_index(stages, Stage, i);
    if (stage->applied && !run_script(descent, scratch, stage->migration, MIGHAR_DOWN, error))
      return FALSE;
  }
  if (descent->failure == NULL)
    descent->bottom = scratch_snapshot(scratch, error);
  return descent->failure != NULL || descent->bottom != NULL;
}

static gboolean go_up(Descent *descent, Scratch *scratch, const GArray *stages, int floor, GError **error)
{
  for (guint i = floor + 1; i < stages->len && descent->failure == NULL; i++) {
    const Stage *stage = &g_array_index(stages, Stage, i);
    if (stage->applied && !run_script(descent, scratch, stage->migration, MIGHAR_UP, error))
      return FALSE;
  }
  if (descent->failure == NULL)
    descent->top = scratch_snapshot(scratch, error);
  return descent->failure != NULL || descent->top != NULL;
}

gboolean run_descent(Descent *descent, Scratch *scratch, const GArray *stages, const MigharSnapshot *bottom,
                     GError **error)
{
  int floor = find_floor(stages);
  const Stage *stop = floor >= 0 ? &g_array_index(stages, Stage, floor) : NULL;
  if (!has_applied_above(stages, floor)) {
    descent->skipped = stop != NULL ? g_strdup_printf("the last migration, %s, is not taken down: %s",
                                                      stop->migration->version, stop->not_reversible)
                                    : g_strdup("no up applied");
    return TRUE;
  }
  if (stop != NULL)
    descent->stopped = g_strdup_printf("taken down to %s and no further: %s", stop->migration->version,
                                       stop->not_reversible);

  descent->expected_bottom = mighar_snapshot_ref((MigharSnapshot *)(stop != NULL ? stop->after : bottom));
  descent->expected_top = scratch_snapshot(scratch, error);
  return descent->expected_top != NULL && go_down(descent, scratch, stages, floor, error) &&
         (descent->failure != NULL || go_up(descent, scratch, stages, floor, error));
}
