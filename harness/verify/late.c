#include "late.h"

#include "culprit.h"
#include "held.h"
#include "known.h"
#include "tables.h"

#include <string.h>

/* As many as there are ideas of values: each row is another one. */
#define LATE_ROWS 5

gboolean trial_look(Trial *trial, Scratch *scratch, const Look *look, Seen *seen, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_ROWS);
  MigharMoment *const moments[] = {trial->rows_before, trial->rows_after_up, trial->rows_late,
                                   trial->rows_after_down};
  MigharMoment *earlier[G_N_ELEMENTS(moments) + 1] = {NULL};
  guint n = 0;
  for (guint i = 0; i < G_N_ELEMENTS(moments); i++)
    if (moments[i] != NULL)
      earlier[n++] = moments[i];
  Look with = *look;
  with.earlier = earlier;
  return rows_look(scratch, &with, seen, error);
}

/* Writing */

static void add_names(GHashTable *names, GHashTable *more)
{
  GHashTableIter iterator;
  gpointer name;
  if (more == NULL)
    return;
  g_hash_table_iter_init(&iterator, more);
  while (g_hash_table_iter_next(&iterator, &name, NULL))
    g_hash_table_add(names, g_strdup(name));
}

/* Tables that are gone, and what is none, are not described and get nothing. NULL: all. */
static GHashTable *choose_tables(const Trial *trial)
{
  if (trial->touched_by_up.all)
    return NULL;
  GHashTable *names = tables_new();
  tables_add_changed(names, trial->before, trial->after_up);
  add_names(names, trial->touched_by_up.tables);
  add_names(names, trial->late.more);
  return names;
}

/* *taken: the last row is gone. */
static gboolean take_last(MigharDatabase *database, const MigharSeeded *seeded, gboolean *taken,
                          GError **error)
{
  const MigharRowsDriver *driver = database->server->driver->rows;
  g_autoptr(GPtrArray) last = g_ptr_array_new();
  g_auto(MigharRefusal) refusal = {0};
  g_ptr_array_add(last, g_ptr_array_index(seeded->rows, seeded->rows->len - 1));
  MigharInsert keys = {
      .table = seeded->table, .columns = seeded->columns, .rows = last, .is_key = seeded->is_key};
  return driver->begin(database, error) && driver->remove(database, &keys, 1, taken, &refusal, error) &&
         rows_commit(database, taken, error);
}

static gboolean never_repeats(const MigharMoment *moment, const char *table)
{
  GHashTableIter iterator;
  gpointer value;
  g_hash_table_iter_init(&iterator, moment->positions);
  while (g_hash_table_iter_next(&iterator, NULL, &value)) {
    const MigharPosition *position = value;
    if (position->column == NULL && g_strcmp0(position->table, table) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Where a table promises that no key comes a second time, the last row is deleted again, as applications do:
 * its key is one that must not come back. */
static gboolean take_last_rows(Trial *trial, Scratch *scratch, GError **error)
{
  const GPtrArray *written = trial->late.seeding->written;
  for (guint i = 0; i < written->len; i++) {
    MigharSeeded *seeded = g_ptr_array_index(written, i);
    gboolean taken;
    if (seeded->rows->len < 2 || !never_repeats(trial->rows_after_up, seeded->table))
      continue;
    if (!take_last(scratch->work, seeded, &taken, error))
      return FALSE;
    if (taken)
      g_ptr_array_set_size(seeded->rows, (gint)seeded->rows->len - 1);
  }
  return TRUE;
}

/* Otherwise sequences matter by the rows that there are, which is known of them. */
static gboolean any_never_repeats(const MigharMoment *moment)
{
  GHashTableIter iterator;
  gpointer value;
  g_hash_table_iter_init(&iterator, moment->positions);
  while (g_hash_table_iter_next(&iterator, NULL, &value))
    if (((const MigharPosition *)value)->column == NULL)
      return TRUE;
  return FALSE;
}

/* Whether a trigger has changed other rows because of them. */
static gboolean has_side_effects(const Trial *trial)
{
  GHashTableIter iterator;
  gpointer name, set;
  g_hash_table_iter_init(&iterator, trial->rows_late->sets);
  while (g_hash_table_iter_next(&iterator, &name, &set)) {
    const MigharRowSet *was = g_hash_table_lookup(trial->rows_after_up->sets, name);
    if (was == NULL || (was != set && !mighar_row_set_equal(was, set)))
      return TRUE;
  }
  return FALSE;
}

static gboolean look_at_late(Trial *trial, Scratch *scratch, GError **error)
{
  g_auto(Seen) seen = {0};
  const Look look = {.schema = trial->after_up,
                     .written = trial->late.seeding,
                     .without_positions = !any_never_repeats(trial->rows_after_up)};
  if (!take_last_rows(trial, scratch, error) || !trial_look(trial, scratch, &look, &seen, error))
    return FALSE;
  trial->rows_late = g_steal_pointer(&seen.moment);
  trial->late.in_place = TRUE;
  trial->late.mixed = has_side_effects(trial);
  return TRUE;
}

static gboolean seed_late(Trial *trial, Scratch *scratch, GHashTable *tables, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_ROWS);
  const MigharKnownRows known = known_rows(scratch);
  const MigharSeedOptions options = {
      .seed = scratch->seed.seed,
      .rows = LATE_ROWS,
      .known = &known,
      .next = any_never_repeats(trial->rows_after_up) ? MIGHAR_NEXT_ROWS_AND_SEQUENCES : MIGHAR_NEXT_ROWS};
  trial->late.seeding =
      mighar_seed(scratch->work, trial->after_up, MIGHAR_SEED_LATE, trial->before, tables, &options, error);
  return trial->late.seeding != NULL;
}

gboolean late_write(Trial *trial, Scratch *scratch, GError **error)
{
  Late *late = &trial->late;
  late->wanted = scratch->writes_late && scratch->seed.rows > 0;
  if (!scratch->writes_late || scratch->seed.rows == 0 || late->over)
    return TRUE;
  g_autoptr(GHashTable) tables = choose_tables(trial);
  if (tables != NULL && g_hash_table_size(tables) == 0)
    return TRUE;
  if (!seed_late(trial, scratch, tables, error))
    return FALSE;
  return late->seeding->written->len == 0 || look_at_late(trial, scratch, error);
}

/* Tables that the down touches */

static gboolean has_table(const MigharSnapshot *schema, const char *name)
{
  return mighar_snapshot_find(schema, "table", name) != NULL;
}

static gboolean is_written(const MigharSeeding *seeding, const char *table)
{
  for (guint i = 0; seeding != NULL && i < seeding->written->len; i++)
    if (g_str_equal(((const MigharSeeded *)g_ptr_array_index(seeding->written, i))->table, table))
      return TRUE;
  return FALSE;
}

gboolean late_lacks_tables(Trial *trial, const Scratch *scratch, const MigharTouched *touched_by_down)
{
  Late *late = &trial->late;
  g_autoptr(GHashTable) asked = choose_tables(trial);
  GHashTableIter iterator;
  gpointer name;
  if (!scratch->writes_late || scratch->seed.rows == 0 || late->over || late->more != NULL || asked == NULL ||
      touched_by_down->tables == NULL)
    return FALSE;
  g_hash_table_iter_init(&iterator, touched_by_down->tables);
  while (g_hash_table_iter_next(&iterator, &name, NULL)) {
    if (g_hash_table_contains(asked, name) || is_written(late->seeding, name) ||
        !has_table(trial->before, name) || !has_table(trial->after_up, name) ||
        !has_table(trial->after_down, name))
      continue;
    if (late->more == NULL)
      late->more = tables_new();
    g_hash_table_add(late->more, g_strdup(name));
  }
  return late->more != NULL;
}

/* Afterwards */

static MigharFinding *blame(const MigharFinding *failure, const char *what, const char *culprit)
{
  MigharFinding *finding = mighar_finding_copy(failure);
  g_autofree char *message = finding->message;
  finding->message = g_strdup_printf("%s over %s: %s", what, culprit, message);
  return finding;
}

static gboolean has_late_rows(const Trial *trial, const MigharMoment *now)
{
  g_autoptr(GPtrArray) losses = mighar_compare_late(trial->rows_late, trial->rows_late, now);
  return losses->len == 0;
}

/* A script that runs as it is may have been undone as a whole all the same, which can be seen. */
static gboolean look_for_traces(Trial *trial, Scratch *scratch, GError **error)
{
  g_auto(Seen) seen = {0};
  g_autoptr(MigharSnapshot) schema = scratch_snapshot(scratch, error);
  const Look look = {.schema = schema, .kept_apart = trial->rows_late};
  if (schema == NULL || !mighar_snapshot_equal(schema, trial->after_up))
    return schema != NULL;
  if (!trial_look(trial, scratch, &look, &seen, error))
    return FALSE;
  trial->down.leaves_traces =
      seen.mixed || !rows_equal(trial->rows_late, seen.moment, NULL) || !has_late_rows(trial, seen.moment);
  return TRUE;
}

static gboolean settle_failure(Trial *trial, Scratch *scratch, gboolean *again, GError **error)
{
  g_autofree char *culprit = NULL;
  g_autoptr(MigharFinding) anyway = NULL, over = NULL;
  gboolean is_searched = !trial->down.too_long; // it would take as long with each row
  if (trial->down.leaves_traces && !look_for_traces(trial, scratch, error))
    return FALSE;
  if (is_searched && !culprit_find(trial, scratch, &culprit, &over, &anyway, error))
    return FALSE;
  *again = anyway == NULL;
  if (*again) {
    trial->late.down_failure = blame(over != NULL ? over : trial->down.failure, "the down fails",
                                     culprit != NULL ? culprit : "rows written after the up");
  } else {
    g_clear_pointer(&trial->down.failure, mighar_finding_free);
    trial->down.failure = g_steal_pointer(&anyway);
  }
  return TRUE;
}

gboolean late_settle(Trial *trial, Scratch *scratch, gboolean *again, GError **error)
{
  *again = FALSE;
  if (!trial->late.in_place)
    return TRUE;
  if (!trial->down.applied)
    return settle_failure(trial, scratch, again, error);
  *again = trial->late.mixed;
  return held_judge(trial, scratch, error);
}

void late_blame_replay(Trial *trial)
{
  trial->late.replay_failure =
      blame(trial->replay.failure, "the up does not apply again", "rows written between it and the down");
}
