#include "scratch.h"

#include "check.h"
#include "known.h"
#include "ledger.h"
#include "proof.h"
#include "team.h"

#include <mighar/apply.h>
#include <mighar/error.h>

/* How many rows a table gets where many are too many. */
#define LESS_ROWS 5

gboolean scratch_init(Scratch *scratch, const MigharChain *chain, MigharServer *server, GError **error)
{
  *scratch = (Scratch){.chain = chain, .server = server, .failed = g_new0(gboolean, chain->migrations->len)};
  scratch->yields = g_new0(FillYield, chain->migrations->len);
  scratch->doubts = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  CLOCK(&scratch->clock, MIGHAR_COST_START);
  scratch->work = server->driver->create(server, error);
  return scratch->work != NULL;
}

void scratch_use_rows(Scratch *scratch, const MigharVerifyOptions *options)
{
  scratch->looks_at_rows = scratch->server->driver->rows != NULL && checks_need_rows(options->levels);
  scratch->writes_late =
      scratch->looks_at_rows && levels_get(options->levels, &check_late_data) != MIGHAR_LEVEL_OFF;
  scratch->seed = (MigharSeedOptions){.seed = options->seed,
                                      .rows = scratch->looks_at_rows ? options->rows : 0,
                                      .progress = options->progress.rows_written,
                                      .data = options->progress.data};
  scratch->patience = scratch->seed.rows <= MIGHAR_FEW_ROWS ? (guint)options->rows_timeout : 0;
}

static void drop(Scratch *scratch, MigharDatabase **database)
{
  if (*database != NULL)
    scratch->server->driver->drop(g_steal_pointer(database));
}

static void drop_base(Scratch *scratch)
{
  drop(scratch, &scratch->base);
  fill_clear(&scratch->base_fill);
}

void scratch_close(Scratch *scratch)
{
  drop(scratch, &scratch->work);
  drop_base(scratch);
  drop(scratch, &scratch->bare);
}

void scratch_clear(Scratch *scratch)
{
  scratch_touch(scratch);
  scratch_forget_rows(scratch);
  fill_clear(&scratch->fill);
  scratch_close(scratch);
  g_clear_pointer(&scratch->doubts, g_ptr_array_unref);
  g_clear_pointer(&scratch->failed, g_free);
  g_clear_pointer(&scratch->yields, g_free);
}

void scratch_touch(Scratch *scratch)
{
  g_clear_pointer(&scratch->current, mighar_snapshot_unref);
  scratch->rows_hold = FALSE;
}

void scratch_forget_rows(Scratch *scratch)
{
  scratch->rows_hold = FALSE;
  g_clear_pointer(&scratch->rows, mighar_moment_free);
}

MigharSnapshot *scratch_read(const Scratch *scratch, MigharDatabase *database, MigharReading reading,
                             GError **error)
{
  const MigharExternal *external = scratch->chain->external;
  MigharSnapshot *snapshot = scratch->server->driver->snapshot(database, reading, error);
  return snapshot != NULL && external != NULL ? ledger_hide(snapshot, external->ledger) : snapshot;
}

static MigharReading usual_reading(const Scratch *scratch)
{
  return scratch->snapshots == MIGHAR_SNAPSHOTS_FULL ? MIGHAR_READ_ANEW : MIGHAR_READ_CHANGES;
}

static gboolean look(Scratch *scratch, MigharReading reading, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_SNAPSHOT);
  scratch->current = scratch_read(scratch, scratch->work, reading, error);
  return scratch->current != NULL;
}

MigharSnapshot *scratch_snapshot(Scratch *scratch, GError **error)
{
  gboolean is_to_be_proven = scratch->snapshots == MIGHAR_SNAPSHOTS_VERIFY;
  if (scratch->current == NULL &&
      (!look(scratch, usual_reading(scratch), error) || (is_to_be_proven && !proof_make(scratch, error))))
    return NULL;
  return mighar_snapshot_ref(scratch->current);
}

MigharSnapshot *scratch_snapshot_anew(Scratch *scratch, GError **error)
{
  gboolean anew = scratch->current == NULL && scratch->snapshots == MIGHAR_SNAPSHOTS_INCREMENTAL;
  return !anew || look(scratch, MIGHAR_READ_ANEW, error) ? scratch_snapshot(scratch, error) : NULL;
}

/* A trigger may make tables of rows. */
static gboolean has_triggers(const MigharSnapshot *schema)
{
  g_autoptr(GPtrArray) triggers = mighar_snapshot_select(schema, "trigger", NULL);
  return triggers->len > 0;
}

static gboolean keeps_rows(const Scratch *scratch)
{
  const MigharDriver *driver = scratch->server->driver;
  return driver->keeps_rows != NULL && driver->keeps_rows(scratch->work);
}

gboolean scratch_is_full(const Scratch *scratch)
{
  return scratch->seed.rows == 0 || (!scratch->fill.lacks && keeps_rows(scratch));
}

gboolean scratch_fill(Scratch *scratch, gboolean looks, GError **error)
{
  gboolean wrote;
  if (scratch->seed.rows == 0)
    return TRUE;
  g_autoptr(MigharSnapshot) schema = scratch_snapshot(scratch, error);
  CLOCK(&scratch->clock, MIGHAR_COST_ROWS);
  const MigharKnownRows known = known_rows(scratch);
  MigharSeedOptions options = scratch->seed;
  options.known = &known;
  options.next = looks ? MIGHAR_NEXT_ROWS_AND_SEQUENCES : MIGHAR_NEXT_NOTHING;
  if (schema == NULL || !fill_tables(&scratch->fill, scratch->work, schema, &options, &wrote, error))
    return FALSE;
  scratch->rows_hold = FALSE;
  scratch->fill.lacks = scratch->fill.lacks || (wrote && !keeps_rows(scratch)); // a trigger's doing
  if (wrote && has_triggers(schema))
    scratch_touch(scratch);
  return TRUE;
}

static const MigharScript *up_of(const Scratch *scratch, guint index)
{
  return ((const MigharMigration *)g_ptr_array_index(scratch->chain->migrations, index))->up;
}

gboolean scratch_yield(Scratch *scratch, guint index, gboolean more, gboolean *any, GError **error)
{
  FillYield *yield = &scratch->yields[index];
  *any = FALSE;
  *yield = more && *yield < FILL_NOTHING ? *yield + 1 : *yield;
  if (*yield == FILL_STAYS)
    return TRUE;
  g_autoptr(MigharSnapshot) schema = scratch_snapshot(scratch, error);
  scratch->rows_hold = FALSE;
  scratch->fill.lacks = TRUE;
  return schema != NULL &&
         fill_yield(&scratch->fill, scratch->work, schema, up_of(scratch, index), *yield, any, error);
}

static void tell_tables(const Fill *fill, MigharMadeRows *rows)
{
  GHashTableIter iterator;
  gpointer table, reason, few;
  if (fill->tables == NULL)
    return;
  g_hash_table_iter_init(&iterator, fill->tables);
  while (g_hash_table_iter_next(&iterator, &table, &reason)) {
    rows->tables++;
    rows->filled += reason == NULL;
    if (reason != NULL)
      g_ptr_array_add(rows->empty, mighar_unfilled_new(table, 0, reason));
  }
  mighar_unfilled_sort(rows->empty);
  g_hash_table_iter_init(&iterator, fill->few);
  while (g_hash_table_iter_next(&iterator, NULL, &few)) {
    const MigharUnfilled *told = few;
    g_ptr_array_add(rows->few, mighar_unfilled_new(told->table, told->rows, told->reason));
  }
  mighar_unfilled_sort(rows->few);
}

void scratch_tell_rows(const Scratch *scratch, const MigharVerifyOptions *options, MigharMadeRows *rows)
{
  const GPtrArray *migrations = scratch->chain->migrations;
  *rows = (MigharMadeRows){.wanted = scratch->looks_at_rows ? options->rows : 0, .seed = options->seed};
  if (rows->wanted == 0)
    return;
  rows->empty = mighar_unfilled_list();
  rows->few = mighar_unfilled_list();
  rows->gave_way = g_ptr_array_new_with_free_func(g_free);
  tell_tables(&scratch->fill, rows);
  rows->lessened = scratch->lessened != NULL ? g_strdup(scratch->lessened->version) : NULL;
  for (guint i = 0; i < migrations->len; i++)
    if (scratch->yields[i] != FILL_STAYS)
      g_ptr_array_add(rows->gave_way,
                      g_strdup(((const MigharMigration *)g_ptr_array_index(migrations, i))->version));
}

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
  g_autoptr(MigharSnapshot) schema = scratch_read(scratch, scratch->base, usual_reading(scratch), error);
  return schema != NULL &&
         fill_tables(&scratch->base_fill, scratch->base, schema, &scratch->seed, &wrote, error) &&
         (yield == FILL_STAYS || fill_yield(&scratch->base_fill, scratch->base, schema,
                                            up_of(scratch, scratch->base_at), yield, &yielded, error)) &&
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
    scratch->base = scratch->server->driver->create(scratch->server, error);
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
    drop_base(scratch);
    drop(scratch, &scratch->bare);
  }
  if (has && scratch->team != NULL)
    team_disturb(scratch->team);
  return TRUE;
}

static gboolean copy_base(Scratch *scratch, GError **error)
{
  drop(scratch, &scratch->work);
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
  drop_base(scratch);
  scratch->seed.rows = 0;
  begin_restoration(scratch);
  return try_base_to(scratch, n, failure, error) && copy_base(scratch, error);
}

gboolean scratch_restore_bare(Scratch *scratch, GError **error)
{
  drop_base(scratch);
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
    drop_base(scratch);
    return TRUE;
  }
  *snapshot = scratch_read(scratch, scratch->base, usual_reading(scratch), error);
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
  drop_base(scratch);
  return scratch_restore(scratch, index, error);
}

char *scratch_keep(Scratch *scratch, GError **error)
{
  MigharDatabase *copy = scratch->server->driver->copy(scratch->work, error);
  return copy != NULL ? scratch->server->driver->keep(copy, error) : NULL;
}
