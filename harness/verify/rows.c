#include "rows.h"

#include "moments.h"
#include "tables.h"
#include "volatile.h"

#include <string.h>

void seen_clear(Seen *seen)
{
  g_clear_pointer(&seen->moment, mighar_moment_free);
  mighar_touched_clear(&seen->touched);
}

static gboolean add_row(const MigharCell *cells, void *set)
{
  mighar_row_set_add(set, cells);
  return TRUE;
}

/* Rows apart */

static const MigharSeeded *find_written(const MigharSeeding *seeding, const char *table)
{
  for (guint i = 0; seeding != NULL && i < seeding->written->len; i++) {
    const MigharSeeded *seeded = g_ptr_array_index(seeding->written, i);
    if (g_str_equal(seeded->table, table))
      return seeded;
  }
  return NULL;
}

/* The set of that moment that the table has become. */
static const MigharRowSet *find_kept_apart(const MigharMoment *moment, const MigharMoment *now,
                                           const char *table)
{
  const MigharRowSet *set = mighar_moment_find(now, table, moment);
  return set != NULL && mighar_row_set_apart(set) > 0 ? set : NULL;
}

static void keep_apart(const Look *look, const MigharMoment *now, const char *table, MigharRowSet *set,
                       gboolean *mixed)
{
  const MigharSeeded *written = find_written(look->written, table);
  const MigharRowSet *other = look->kept_apart != NULL ? find_kept_apart(look->kept_apart, now, table) : NULL;
  if (written != NULL)
    mighar_row_set_keep_apart(set, written->columns, written->rows);
  else if (other != NULL && !mighar_row_set_keep_apart_again(set, other))
    *mixed = TRUE;
}

/* Reading */

/* What the tables have, an array of MigharRowSet, when reads is read. */
static GPtrArray *want_sets(const GPtrArray *tables, const Look *look, Seen *seen, GArray *reads)
{
  GPtrArray *sets = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_row_set_unref);
  for (guint i = 0; i < tables->len; i++) {
    const MigharTable *table = g_ptr_array_index(tables, i);
    if (table->partitioned)
      continue;
    MigharRowSet *set = mighar_row_set_new(table);
    keep_apart(look, seen->moment, table->name, set, &seen->mixed);
    MigharRead *read = mighar_reads_add(reads, table);
    read->row = add_row;
    read->data = set;
    g_ptr_array_add(sets, set);
  }
  return sets;
}

static void take_sets(Scratch *scratch, const GPtrArray *sets, Seen *seen)
{
  for (guint i = 0; i < sets->len; i++) {
    mighar_moment_add(scratch->rows, mighar_row_set_ref(g_ptr_array_index(sets, i)));
    mighar_moment_add(seen->moment, mighar_row_set_ref(g_ptr_array_index(sets, i)));
  }
}

/* all: nothing that there is is known, whatever the names. */
static gboolean read_all(Scratch *scratch, const GPtrArray *tables, GHashTable *names, gboolean all,
                         const Look *look, Seen *seen, GError **error)
{
  g_autoptr(GArray) reads = mighar_reads_new();
  g_autoptr(GPtrArray) sets = want_sets(tables, look, seen, reads);
  g_autoptr(GPtrArray) set_back =
      look->set_back != NULL ? moments_find_positions(look->set_back, names) : g_ptr_array_new();
  g_autoptr(GPtrArray) positions = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_position_free);
  const MigharSequences sequences = {.schema = look->schema,
                                     .tables = all ? NULL : names,
                                     .set_back = set_back,
                                     .positions = look->without_positions ? NULL : positions};
  if (!scratch->server->driver->rows->read(scratch->work, (const MigharRead *)reads->data, reads->len,
                                           &sequences, error))
    return FALSE;
  const GPtrArray *found = look->without_positions ? set_back : positions;
  take_sets(scratch, sets, seen);
  moments_copy_positions(scratch->rows, found, TRUE);
  moments_copy_positions(seen->moment, found, TRUE);
  return TRUE;
}

/* Looking */

gboolean rows_ask_touched(Scratch *scratch, MigharTouched *touched, GError **error)
{
  const MigharDriver *driver = scratch->server->driver;
  if (driver->touched != NULL)
    return driver->touched(scratch->work, touched, error);
  touched->all = TRUE;
  return TRUE;
}

static void add_names(GHashTable *names, GHashTable *more)
{
  GHashTableIter iterator;
  gpointer name;
  g_hash_table_iter_init(&iterator, more);
  while (g_hash_table_iter_next(&iterator, &name, NULL))
    if (!g_hash_table_contains(names, name))
      g_hash_table_add(names, g_strdup(name));
}

static void add_described(GHashTable *names, const GPtrArray *tables)
{
  for (guint i = 0; i < tables->len; i++)
    g_hash_table_add(names, g_strdup(((const MigharTable *)g_ptr_array_index(tables, i))->name));
}

/* *all: everything there is has to be looked at. */
static GHashTable *choose_names(const Scratch *scratch, const Look *look, const MigharTouched *touched,
                                gboolean *all)
{
  GHashTable *names = tables_new();
  *all = scratch->rows == NULL || touched->all;
  if (scratch->rows != NULL)
    tables_add_changed(names, scratch->rows->snapshot, look->schema);
  if (*all && scratch->rows != NULL)
    add_names(names, scratch->rows->sets);
  else if (!*all)
    add_names(names, touched->tables);
  return names;
}

static void move_on(Scratch *scratch, const Look *look)
{
  if (scratch->rows == NULL)
    scratch->rows = mighar_moment_new(look->schema);
  mighar_snapshot_ref(look->schema);
  mighar_snapshot_unref(scratch->rows->snapshot);
  scratch->rows->snapshot = look->schema;
}

static gboolean look_at(Scratch *scratch, const Look *look, GHashTable *names, gboolean all, Seen *seen,
                        GError **error)
{
  const MigharRowsDriver *driver = scratch->server->driver->rows;
  g_autoptr(GPtrArray) tables = mighar_describe_tables(driver, look->schema, all ? NULL : names);
  add_described(names, tables);
  move_on(scratch, look);
  for (guint i = 0; look->earlier != NULL && look->earlier[i] != NULL; i++)
    moments_recall(look->earlier[i], scratch->rows, names);
  moments_forget(scratch->rows, names, !look->without_positions || look->set_back != NULL);
  add_names(seen->moment->asked, names);
  return read_all(scratch, tables, names, all, look, seen, error);
}

gboolean rows_look(Scratch *scratch, const Look *look, Seen *seen, GError **error)
{
  gboolean all;
  *seen = (Seen){0};
  if (!scratch->looks_at_rows)
    return TRUE;
  if (!rows_ask_touched(scratch, &seen->touched, error))
    return FALSE;
  g_autoptr(GHashTable) names = choose_names(scratch, look, &seen->touched, &all);
  seen->moment = mighar_moment_new(look->schema);
  if (!look_at(scratch, look, names, all, seen, error)) {
    scratch_forget_rows(scratch);
    return FALSE;
  }
  if (look->earlier != NULL && look->earlier[0] != NULL)
    moments_carry_over(seen->moment, scratch->rows, look->earlier[0]);
  scratch->rows_hold = TRUE;
  return TRUE;
}

gboolean rows_commit(MigharDatabase *database, gboolean *taken, GError **error)
{
  g_auto(MigharRefusal) refusal = {0};
  g_autoptr(GError) problem = NULL;
  if (database->server->driver->rows->end(database, &refusal, &problem))
    return TRUE;
  *taken = FALSE;
  if (problem == NULL)
    return TRUE;
  g_propagate_error(error, g_steal_pointer(&problem));
  return FALSE;
}

/* Comparing */

static gboolean is_equal(const MigharMoment *moment, const char *name, const MigharRowSet *set,
                         const MigharRowSet *other, GHashTable *anew)
{
  if (other == NULL || other == set || mighar_row_set_equal(set, other))
    return other != NULL;
  g_autoptr(GHashTable) columns = volatile_columns(moment->snapshot, name);
  if (anew != NULL)
    add_names(columns, anew);
  return mighar_row_set_equal_but(set, other, columns);
}

gboolean rows_equal(const MigharMoment *a, const MigharMoment *b, GHashTable *anew)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (g_hash_table_size(a->sets) != g_hash_table_size(b->sets))
    return FALSE;
  GHashTableIter iterator;
  gpointer name, set;
  g_hash_table_iter_init(&iterator, a->sets);
  while (g_hash_table_iter_next(&iterator, &name, &set))
    if (!is_equal(a, name, set, g_hash_table_lookup(b->sets, name), anew))
      return FALSE;
  return TRUE;
}

gboolean rows_are_there(const Scratch *scratch)
{
  GHashTableIter iterator;
  gpointer set;
  if (scratch->rows == NULL)
    return FALSE;
  g_hash_table_iter_init(&iterator, scratch->rows->sets);
  while (g_hash_table_iter_next(&iterator, NULL, &set))
    if (mighar_row_set_count(set) > 0)
      return TRUE;
  return FALSE;
}
