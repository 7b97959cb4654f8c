#include "descent.h"

void stage_clear(Stage *stage)
{
  g_clear_pointer(&stage->not_reversible, g_free);
  g_clear_pointer(&stage->after, mighar_snapshot_unref);
}

/* One way down and up again. */
typedef struct {
  Descent *descent;
  Scratch *scratch;
  const Stages *stages;
  gboolean expects;       /* it does not wait until stages are known */
  gboolean leaves_traces; /* the leg that failed does */
  guint floor;            /* index of the lowest stage that was taken down */
} Way;

/* Runs one script on the way. Where it fails, descent->failure says so and where in the descent that was. */
static gboolean run_script(Way *way, const MigharMigration *migration, MigharDirection direction,
                           GError **error)
{
  Descent *descent = way->descent;
  g_auto(MigharLeg) leg = {0};
  scratch_touch(way->scratch);
  way->scratch->at = migration;
  if (!mighar_apply(way->scratch->work, descent->chain, mighar_migration_script(migration, direction), &leg,
                    error))
    return FALSE;
  way->leaves_traces = leg.leaves_traces;
  if (leg.applied)
    return TRUE;
  descent->failure = g_steal_pointer(&leg.failure);
  g_autofree char *message = descent->failure->message;
  descent->failure->message =
      g_strdup_printf("%s of %s, with the whole chain %s: %s", mighar_direction_name(direction),
                      migration->version, direction == MIGHAR_UP ? "going up again" : "going down", message);
  return TRUE;
}

static const Stage *find(const Stages *stages, guint index)
{
  return stages->find(stages->data, index);
}

/* After a failure nothing is gained by not waiting. */
static const Stage *find_or_expect(const Way *way, guint index)
{
  gboolean expects = way->expects && way->descent->failure == NULL;
  const Stage *stage = expects ? way->stages->expect(way->stages->data, index) : NULL;
  return stage != NULL ? stage : find(way->stages, index);
}

/* The highest stage below index that is applied; NULL when there is none, or it cannot be known. */
static const Stage *find_applied(const Way *way, guint *index)
{
  while (*index > 0) {
    const Stage *stage = find_or_expect(way, --*index);
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

/* A down that was only expected to apply has failed, and all is as if it had not been tried. */
static gboolean was_not_to_be_tried(const Way *way, guint index)
{
  const Stage *stage = way->expects && !way->leaves_traces ? find(way->stages, index) : NULL;
  return stage != NULL && stage->not_reversible != NULL;
}

static gboolean run_down_script(Way *way, guint index, const Stage *stage, GError **error)
{
  way->descent->failed_at = index;
  if (!run_script(way, stage->migration, MIGHAR_DOWN, error))
    return FALSE;
  if (way->descent->failure != NULL && was_not_to_be_tried(way, index))
    g_clear_pointer(&way->descent->failure, mighar_finding_free);
  else
    way->floor = index;
  return TRUE;
}

/* A failure does not keep it from being told how far it would have come. */
static gboolean go_down(Way *way, GError **error)
{
  Descent *descent = way->descent;
  guint index = way->floor = way->stages->n;
  const Stage *stage;
  while ((stage = find_applied(way, &index)) != NULL && stage->not_reversible == NULL) {
    if (descent->failure != NULL)
      way->floor = index;
    else if (!run_down_script(way, index, stage, error))
      return FALSE;
    if (way->floor == index)
      continue;
    stage = find(way->stages, index);
    break;
  }
  if (stage != NULL)
    stop(descent, stage);
  if (descent->failure == NULL)
    descent->bottom = scratch_snapshot_anew(way->scratch, error);
  return descent->failure != NULL || descent->bottom != NULL;
}

static gboolean go_up(Way *way, GError **error)
{
  Descent *descent = way->descent;
  for (guint i = way->floor; i < way->stages->n && descent->failure == NULL; i++) {
    const Stage *stage = find_or_expect(way, i);
    descent->failed_at = i;
    if (stage != NULL && stage->applied && !run_script(way, stage->migration, MIGHAR_UP, error))
      return FALSE;
  }
  if (descent->failure != NULL)
    return TRUE;
  descent->top = scratch_snapshot_anew(way->scratch, error);
  return descent->top != NULL;
}

static gboolean go(Way *way, GError **error)
{
  way->descent->expected_top = scratch_snapshot(way->scratch, error);
  return way->descent->expected_top != NULL && go_down(way, error) &&
         (way->descent->failure != NULL || go_up(way, error));
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

/* Whether the way led past a stage that it was to stop at. */
static gboolean went_too_far(const Way *way)
{
  for (guint i = way->stages->n; way->expects && i > way->floor; i--) {
    const Stage *stage = find(way->stages, i - 1);
    if (stage != NULL && stage->applied && stage->not_reversible != NULL)
      return TRUE;
  }
  return FALSE;
}

/* With what is expected, and if that was wrong, once more with what is known by then. */
static gboolean go_expecting(Descent *descent, Scratch *scratch, const Stages *stages, GError **error)
{
  Way way = {descent, scratch, stages, .expects = stages->expect != NULL};
  if (!go(&way, error))
    return FALSE;
  if (!went_too_far(&way))
    return TRUE;
  g_clear_pointer(&descent->failure, mighar_finding_free);
  forget(descent);
  way.expects = FALSE;
  return scratch_restore(scratch, stages->n, error) && scratch_fill(scratch, FALSE, error) && go(&way, error);
}

/* A chain that cannot be had without rows tells nothing of what a leg owes to them. Work is where it ends. */
static void note_need(Descent *descent, const Scratch *scratch, MigharFinding *failure)
{
  const MigharMigration *needy = g_ptr_array_index(scratch->chain->migrations, scratch->base_at);
  g_autofree char *message = failure->message;
  failure->message = g_strdup_printf("%s; on a new database, without rows, the up of %s does not apply",
                                     message, needy->version);
  descent->failure = failure;
}

/* Whether it is because of rows that a leg failed. */
static gboolean go_without_rows(Descent *descent, Scratch *scratch, const Stages *stages, GError **error)
{
  guint failed_at = descent->failed_at;
  const Stage *stage = find(stages, failed_at);
  g_autoptr(MigharFinding) failure = g_steal_pointer(&descent->failure), need = NULL;
  Way way = {descent, scratch, stages};
  forget(descent);
  if (!scratch_restore_without_rows(scratch, stages->n, &need, error))
    return FALSE;
  if (need != NULL) {
    note_need(descent, scratch, g_steal_pointer(&failure));
    return TRUE;
  }
  if (!go(&way, error))
    return FALSE;
  if (descent->failure == NULL || descent->failed_at != failed_at)
    blame_rows(descent, stage, g_steal_pointer(&failure));
  return TRUE;
}

/* The last stage that applied, which is one of work's own; NULL when there is none. */
static const Stage *find_last(const Stages *stages)
{
  const Stage *stage = NULL;
  for (guint i = stages->n; i > 0 && (stage == NULL || !stage->applied); i--)
    stage = find(stages, i - 1);
  return stage != NULL && stage->applied ? stage : NULL;
}

gboolean run_descent(Descent *descent, Scratch *scratch, const Stages *stages, GError **error)
{
  const Stage *last = find_last(stages);
  if (last == NULL || last->not_reversible != NULL) {
    descent->skipped = last != NULL ? g_strdup_printf("the last migration, %s, is not taken down: %s",
                                                      last->migration->version, last->not_reversible)
                                    : g_strdup("no up applied");
    return TRUE;
  }
  if (!scratch_fill(scratch, FALSE, error))
    return FALSE;
  scratch_forget_rows(scratch); // nobody looks at them on the way, and they are megabytes
  if (!go_expecting(descent, scratch, stages, error))
    return FALSE;
  return descent->failure == NULL || scratch->seed.rows == 0 ||
         go_without_rows(descent, scratch, stages, error);
}
