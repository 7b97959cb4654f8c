/* What was there before late rows were written. */
#include "late.h"

static const char *identity_of(const MigharSnapshot *schema, const char *table)
{
  const MigharObject *object = mighar_snapshot_find(schema, "table", table);
  return object != NULL ? object->identity : NULL;
}

/* Whether none of the tables is the one that the rows were written to, so that they are hardly there. */
static gboolean are_made_anew(const Trial *trial)
{
  const GPtrArray *written = trial->late.seeding->written;
  for (guint i = 0; i < written->len; i++) {
    const char *table = ((const MigharSeeded *)g_ptr_array_index(written, i))->table;
    if (g_strcmp0(identity_of(trial->after_up, table), identity_of(trial->after_replay, table)) == 0)
      return FALSE;
  }
  return TRUE;
}

/* The second up has touched what the first one has, as a rule. */
static GHashTable *expect_touched(const Trial *trial)
{
  const GPtrArray *written = trial->late.seeding->written;
  GHashTableIter iterator;
  gpointer name;
  GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init(&iterator, trial->rows_after_up->asked);
  while (g_hash_table_iter_next(&iterator, &name, NULL))
    g_hash_table_add(names, g_strdup(name));
  for (guint i = 0; i < written->len; i++)
    g_hash_table_add(names, g_strdup(((const MigharSeeded *)g_ptr_array_index(written, i))->table));
  return names;
}

static gboolean take_away(Trial *trial, Scratch *scratch, const Look *look, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_ROWS);
  g_autoptr(GHashTable) names = expect_touched(trial);
  g_auto(Expected) expected = {0};
  gboolean all, few = rows_expect(scratch, look, names, &expected);
  trial->late.in_place = FALSE;
  return mighar_seed_undo(scratch->work, trial->late.seeding, few ? &expected.ahead : NULL, &all, error);
}

static gboolean has_any_apart(const MigharMoment *moment)
{
  GHashTableIter iterator;
  gpointer set;
  g_hash_table_iter_init(&iterator, moment->sets);
  while (g_hash_table_iter_next(&iterator, NULL, &set))
    if (mighar_row_set_apart(set) > 0)
      return TRUE;
  return FALSE;
}

/* *there: some of them are, or that is not known. */
static gboolean look(Trial *trial, Scratch *scratch, const Look *look, gboolean *there, GError **error)
{
  g_auto(Seen) seen = {0};
  if (!trial_look(trial, scratch, look, &seen, error))
    return FALSE;
  g_clear_pointer(&trial->rows_after_replay, mighar_moment_free);
  trial->rows_after_replay = g_steal_pointer(&seen.moment);
  *there = seen.mixed || (trial->rows_after_replay != NULL && has_any_apart(trial->rows_after_replay));
  return TRUE;
}

gboolean late_look_back(Trial *trial, Scratch *scratch, GError **error)
{
  gboolean same = mighar_snapshot_equal(trial->after_up, trial->after_replay), there;
  gboolean goes = trial->late.in_place && same, anew = goes && are_made_anew(trial);
  const Look back = {.schema = trial->after_replay,
                     .without_positions = TRUE,
                     .set_back = same ? trial->rows_after_up : NULL};
  Look first = back;
  first.kept_apart = anew ? trial->rows_late : NULL;
  if ((goes && !anew && !take_away(trial, scratch, &back, error)) ||
      !look(trial, scratch, &first, &there, error))
    return FALSE;
  if (anew && there)
    return take_away(trial, scratch, &back, error) && look(trial, scratch, &back, &there, error);
  trial->late.in_place = trial->late.in_place && !goes;
  return TRUE;
}
