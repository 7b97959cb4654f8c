#include "scratch.h"

#include "check.h"
#include "known.h"
#include "ledger.h"
#include "proof.h"
#include "scratch_private.h"

#include <mighar/error.h>
#include <mighar/ledger.h>

MigharDatabase *scratch_create(const Scratch *scratch, GError **error)
{
  const MigharDriver *driver = scratch->server->driver;
  MigharDatabase *database = driver->create(scratch->server, error);
  if (database == NULL || mighar_ledger_provide(database, scratch->chain, error))
    return database;
  driver->drop(database);
  return NULL;
}

gboolean scratch_init(Scratch *scratch, const MigharChain *chain, MigharServer *server, GError **error)
{
  *scratch = (Scratch){.chain = chain, .server = server, .failed = g_new0(gboolean, chain->migrations->len)};
  scratch->yields = g_new0(FillYield, chain->migrations->len);
  scratch->ledger[0] = (char *)mighar_ledger_needed(chain);
  scratch->doubts = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  CLOCK(&scratch->clock, MIGHAR_COST_START);
  scratch->work = scratch_create(scratch, error);
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

void scratch_drop(Scratch *scratch, MigharDatabase **database)
{
  if (*database != NULL)
    scratch->server->driver->drop(g_steal_pointer(database));
}

void scratch_drop_base(Scratch *scratch)
{
  scratch_drop(scratch, &scratch->base);
  fill_clear(&scratch->base_fill);
}

void scratch_close(Scratch *scratch)
{
  scratch_drop(scratch, &scratch->work);
  scratch_drop_base(scratch);
  scratch_drop(scratch, &scratch->bare);
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
  char *const *hidden = external != NULL             ? external->ledger
                        : scratch->ledger[0] != NULL ? scratch->ledger
                                                     : NULL;
  return snapshot != NULL && hidden != NULL ? ledger_hide(snapshot, hidden) : snapshot;
}

MigharReading scratch_usual_reading(const Scratch *scratch)
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
  if (scratch->current == NULL && (!look(scratch, scratch_usual_reading(scratch), error) ||
                                   (is_to_be_proven && !proof_make(scratch, error))))
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

const MigharScript *scratch_up_of(const Scratch *scratch, guint index)
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
         fill_yield(&scratch->fill, scratch->work, schema, scratch_up_of(scratch, index), *yield, any, error);
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

char *scratch_keep(Scratch *scratch, GError **error)
{
  MigharDatabase *copy = scratch->server->driver->copy(scratch->work, error);
  return copy != NULL ? scratch->server->driver->keep(copy, error) : NULL;
}
