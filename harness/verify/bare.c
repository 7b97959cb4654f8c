#include "bare.h"

#include <mighar/apply.h>

static gboolean apply(const Scratch *scratch, MigharDatabase *database, guint index, gboolean *applied,
                      GError **error)
{
  const MigharMigration *migration = g_ptr_array_index(scratch->chain->migrations, index);
  g_auto(MigharLeg) leg = {0};
  if (!mighar_apply(database, scratch->chain, migration->up, &leg, error))
    return FALSE;
  *applied = leg.applied;
  return TRUE;
}

static gboolean bring_to(Scratch *scratch, guint n, gboolean *there, GError **error)
{
  const MigharDriver *driver = scratch->server->driver;
  *there = !scratch->never_bare;
  if (scratch->never_bare)
    return TRUE;
  if (scratch->bare == NULL) {
    scratch->bare_at = 0;
    scratch->bare = scratch_create(scratch, error);
  }
  if (scratch->bare == NULL)
    return FALSE;
  for (; *there && scratch->bare_at < n; scratch->bare_at++)
    if (!scratch->failed[scratch->bare_at] && !apply(scratch, scratch->bare, scratch->bare_at, there, error))
      return FALSE;
  scratch->never_bare = !*there;
  if (scratch->never_bare)
    driver->drop(g_steal_pointer(&scratch->bare));
  return TRUE;
}

static gboolean try_up(const Scratch *scratch, guint index, gboolean *applied, GError **error)
{
  const MigharDriver *driver = scratch->server->driver;
  MigharDatabase *copy = driver->copy(scratch->bare, error);
  if (copy == NULL)
    return FALSE;
  gboolean tried = apply(scratch, copy, index, applied, error);
  driver->drop(copy);
  return tried;
}

static gboolean has_made_rows(const Fill *fill)
{
  return fill->written != NULL && fill->written->len > 0;
}

gboolean bare_begin(Scratch *scratch, guint index, gboolean *begun, GError **error)
{
  gboolean is_bare = scratch->yields[index] == FILL_ANEW;
  *begun = FALSE;
  scratch->yields[index] = is_bare ? FILL_ANEW : FILL_STAYS;
  if (is_bare || !has_made_rows(&scratch->fill))
    return TRUE;
  CLOCK(&scratch->clock, MIGHAR_COST_RESTORE);
  gboolean applies;
  if (!bring_to(scratch, index, &applies, error) || (applies && !try_up(scratch, index, &applies, error)))
    return FALSE;
  if (!applies)
    return scratch_drop_if_in_the_way(scratch, error);
  scratch->yields[index] = FILL_ANEW;
  *begun = TRUE;
  return scratch_restore_bare(scratch, error);
}
