/* The clean state, and bringing work to it. */
#include "scratch_private.h"
#include "team.h"

#include <mighar/apply.h>
#include <mighar/error.h>

/* How many rows a table gets where many are too many. */
#define LESS_ROWS 5

/* Which rows of base are others now; nothing where nobody writes rows. */
static gboolean ask_base(const Scratch *scratch, MigharTouched *touched, GError **error)
{
  const MigharDriver *driver = scratch->server->driver;
  touched->all = driver->touched == NULL;
  return touched->all || driver->touched(scratch->base, touched, error);
}

/* What is written to fill it is not what ups touch. */
static gboolean fill_base(Scratch *scratch, GError **error)
{
  gboolean wrote, yielded = FALSE;
  g_auto(MigharTouched) by_filling = {0};
  FillYield yield = scratch->yields[scratch->base_at];
  if (scratch->seed.rows == 0 || scratch->base_at < scratch->bare_until)
    return TRUE;
  g_autoptr(MigharSnapshot) schema =
      scratch_read(scratch, scratch->base, scratch_usual_reading(scratch), error);
  return schema != NULL &&
         fill_tables(&scratch->base_fill, scratch->base, schema, &scratch->seed, &wrote, error) &&
         (yield == FILL_STAYS ||
          fill_yield(&scratch->base_fill, scratch->base, schema, scratch_up_of(scratch, scratch->base_at),
                     yield, &yielded, error)) &&
         (!(wrote || yielded) || ask_base(scratch, &by_filling, error));
}

static gboolean note_base(Scratch *scratch, gboolean applied, GError **error)
{
  g_auto(MigharTouched) touched = {0};
  if (scratch->seed.rows == 0)
    return TRUE;
  if (!ask_base(scratch, &touched, error))
    return FALSE;
  if (applied)
    fill_note(&scratch->base_fill, &touched);
  return TRUE;
}

/* Applies one up to base. *applied tells whether it did. */
static gboolean advance_one(Scratch *scratch, gboolean *applied, MigharFinding **failure, GError **error)
{
  const MigharMigration *migration = g_ptr_array_index(scratch->chain->migrations, scratch->base_at);
  g_auto(MigharLeg) leg = {0};
  *applied = TRUE;
  if (!fill_base(scratch, error))
    return FALSE;
  if (!scratch->failed[scratch->base_at]) {
    if (!mighar_apply(scratch->base, scratch->chain, migration->up, &leg, error))
      return FALSE;
    *applied = leg.applied;
    *failure = g_steal_pointer(&leg.failure);
    if (!note_base(scratch, *applied, error))
      return FALSE;
  }
  if (*applied)
    scratch->base_at++;
  return TRUE;
}

static gboolean advance(Scratch *scratch, guint n, gboolean *applied, MigharFinding **failure, GError **error)
{
  *applied = TRUE;
  if (scratch->base == NULL) {
    scratch->base_at = 0;
    scratch->base = scratch_create(scratch, error);
    if (scratch->base == NULL)
      return FALSE;
  }
  while (*applied && scratch->base_at < n)
    if (!advance_one(scratch, applied, failure, error))
      return FALSE;
  return TRUE;
}

static void set_not_again(const Scratch *scratch, const MigharFinding *failure, GError **error)
{
  const MigharMigration *migration = g_ptr_array_index(scratch->chain->migrations, scratch->base_at);
  mighar_set_error_at(error, MIGHAR_ERROR_ENVIRONMENT, failure->file, failure->line,
                      "its outcome depends on something outside of the database",
                      "the up of %s applied at first and does not on another new database: %s",
                      migration->version, failure->message);
}

/* A migration can leave things on the server (roles) that keep its up from applying to a second database.
 * Then everything is thrown away and base made from nothing. *failure: of an up that does not apply to base
 * even so, which stays in the state before it; NULL: base is there. */
static gboolean try_base_to(Scratch *scratch, guint n, MigharFinding **failure, GError **error)
{
  gboolean applied;
  if (!advance(scratch, n, &applied, failure, error))
    return FALSE;
  if (applied)
    return TRUE;
  if (scratch->team != NULL) {
    team_disturb(scratch->team);
    set_not_again(scratch, *failure, error);
    g_clear_pointer(failure, mighar_finding_free);
    return FALSE;
  }

  g_clear_pointer(failure, mighar_finding_free);
  scratch_close(scratch);
  return scratch->server->driver->purge(scratch->server, error) &&
         advance(scratch, n, &applied, failure, error);
}

static gboolean bring_base_to(Scratch *scratch, guint n, GError **error)
{
  g_autoptr(MigharFinding) failure = NULL;
  if (!try_base_to(scratch, n, &failure, error))
    return FALSE;
  if (failure != NULL)
    set_not_again(scratch, failure, error);
  return failure == NULL;
}

static gboolean has_leftovers(const Scratch *scratch, gboolean *has, GError **error)
{
  const MigharDriver *driver = scratch->server->driver;
  *has = FALSE;
  return driver->has_leftovers == NULL || driver->has_leftovers(scratch->server, has, error);
}

gboolean scratch_clear_server(Scratch *scratch, GError **error)
{
  gboolean has;
  if (!has_leftovers(scratch, &has, error))
    return FALSE;
  if (has && scratch->team != NULL)
    team_disturb(scratch->team);
  if (!has || scratch->team != NULL)
    return TRUE;
  scratch_touch(scratch);
  scratch_forget_rows(scratch);
  scratch_close(scratch);
  return scratch->server->driver->purge(scratch->server, error);
}

gboolean scratch_drop_if_in_the_way(Scratch *scratch, GError **error)
{
  gboolean has;
  if (!has_leftovers(scratch, &has, error))
    return FALSE;
  if (has) {
    scratch_drop_base(scratch);
    scratch_drop(scratch, &scratch->bare);
  }
  if (has && scratch->team != NULL)
    team_disturb(scratch->team);
  return TRUE;
}

static gboolean copy_base(Scratch *scratch, GError **error)
{
  scratch_drop(scratch, &scratch->work);
  scratch->work = scratch->server->driver->copy(scratch->base, error);
  if (scratch->seed.rows > 0)
    fill_copy(&scratch->fill, &scratch->base_fill);
  scratch->fill.lacks = TRUE;
  return scratch->work != NULL && scratch_drop_if_in_the_way(scratch, error);
}

static void begin_restoration(Scratch *scratch)
{
  scratch_touch(scratch);
  scratch_forget_rows(scratch);
  scratch->is_behind = FALSE;
}

gboolean scratch_restore(Scratch *scratch, guint n, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_RESTORE);
  begin_restoration(scratch);
  return bring_base_to(scratch, n, error) && copy_base(scratch, error);
}

gboolean scratch_restore_without_rows(Scratch *scratch, guint n, MigharFinding **failure, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_RESTORE);
  *failure = NULL;
  if (!scratch_clear_server(scratch, error))
    return FALSE;
  scratch_drop_base(scratch);
  scratch->seed.rows = 0;
  begin_restoration(scratch);
  return try_base_to(scratch, n, failure, error) && copy_base(scratch, error);
}

gboolean scratch_restore_bare(Scratch *scratch, GError **error)
{
  scratch_drop_base(scratch);
  scratch->base = scratch->server->driver->copy(scratch->bare, error);
  scratch->base_at = scratch->bare_at;
  scratch->bare_until = scratch->bare_at + 1;
  return scratch->base != NULL && scratch_restore(scratch, scratch->base_at, error);
}

gboolean scratch_look_elsewhere(Scratch *scratch, guint n, MigharSnapshot **snapshot, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_RESTORE);
  g_autoptr(MigharFinding) failure = NULL;
  gboolean applied;
  if (!advance(scratch, n, &applied, &failure, error))
    return FALSE;
  if (!applied) {
    scratch_drop_base(scratch);
    return TRUE;
  }
  *snapshot = scratch_read(scratch, scratch->base, scratch_usual_reading(scratch), error);
  return *snapshot != NULL && scratch_drop_if_in_the_way(scratch, error);
}

gboolean scratch_lessen(Scratch *scratch, guint index, gboolean *less, GError **error)
{
  *less = scratch->seed.rows > MIGHAR_FEW_ROWS;
  if (!*less)
    return TRUE;
  scratch->seed.rows = LESS_ROWS;
  scratch->lessened = g_ptr_array_index(scratch->chain->migrations, index);
  scratch->yields[index] = FILL_STAYS;
  scratch_drop_base(scratch);
  return scratch_restore(scratch, index, error);
}
