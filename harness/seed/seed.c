#include "generate.h"
#include "seeder.h"

#include <string.h>

/* Values of late rows are not those of rows that are there. */
#define LATE_FIRST 500

/* More of them prove nothing that these do not, and have to be removed again. */
#define MOST_LATE 50

/* Where more rows are wanted than are made one by one, so many are enough to make the others like. */
#define MADE_TO_COPY 200

MigharSeeded *seeder_written(const Filling *filling)
{
  Seeder *seeder = filling->seeder;
  const char *table = filling->table->name;
  const GPtrArray *columns = filling->returning;
  MigharSeeded *seeded = g_hash_table_lookup(seeder->written, table);
  if (seeded != NULL)
    return seeded;
  seeded = mighar_seeded_new(table);
  seeded->is_key = filling->is_key;
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add(seeded->columns, g_strdup(g_ptr_array_index(columns, i)));
  g_ptr_array_add(seeder->seeding->written, seeded);
  g_hash_table_insert(seeder->written, seeded->table, seeded);
  return seeded;
}

static void note_unfilled(Seeder *seeder, const char *table, guint64 rows, const char *reason)
{
  g_ptr_array_add(seeder->seeding->unfilled,
                  mighar_unfilled_new(table, rows, reason != NULL ? reason : "the database gave no reason"));
}

/* Parts are filled in the place of their whole, where their bounds say which values are theirs. */
static gboolean has_parts(const Seeder *seeder, const MigharTable *table)
{
  for (guint i = 0; table->partitioned && i < seeder->described->len; i++) {
    const MigharTable *part = g_ptr_array_index(seeder->described, i);
    if (g_strcmp0(part->parent, table->name) == 0)
      return TRUE;
  }
  return FALSE;
}

/* A part that says nothing of its bounds (hash, default) may get rows by way of its whole. */
static gboolean is_without_bounds(const Seeder *seeder, const MigharTable *part)
{
  const MigharObject *object = mighar_snapshot_find(seeder->snapshot, "table", part->name);
  const char *bound = object != NULL ? mighar_object_get(object, "partition bound") : NULL;
  return bound != NULL && strstr(bound, "IN (") == NULL && strstr(bound, "FROM (") == NULL;
}

static guint64 rows_for(const Seeder *seeder, const MigharTable *table)
{
  guint64 there = GPOINTER_TO_SIZE(g_hash_table_lookup(seeder->have, table->name));
  guint64 wanted = choose_rows_wanted(seeder, table);
  return seeder->purpose == MIGHAR_SEED_LATE ? MIN(wanted, MOST_LATE) : wanted - MIN(there, wanted);
}

/* The next rows, no more than one statement should hold. *written tells how many the database took. */
static gboolean fill_some(Seeder *seeder, const Turn *turn, guint64 first, guint n, guint64 *total,
                          guint *written, MigharRefusal *refusal, GError **error)
{
  g_auto(Filling) filling = {0};
  *written = 0;
  mighar_refusal_clear(refusal);
  if (!filling_init(&filling, seeder, turn, first, error))
    return FALSE;
  seeder->known = NULL;
  if (!fill_table(&filling, n, refusal, written, error))
    return FALSE;
  *total += *written;
  return TRUE;
}

/* More than are made one by one: by the engine, and as far as it does not, like those before. */
static gboolean fill_further(Seeder *seeder, const Turn *turn, guint64 first, guint64 wanted, guint64 *total,
                             MigharRefusal *refusal, GError **error)
{
  guint written = 0;
  guint64 generated = 0;
  if (seeder->driver->generate != NULL &&
      !generate_rows(seeder, turn, first + *total, wanted - *total, &generated, refusal, error))
    return FALSE;
  *total += generated;
  while (*total < wanted) {
    guint n = (guint)MIN(wanted - *total, MIGHAR_FEW_ROWS);
    if (!fill_some(seeder, turn, first + *total, n, total, &written, refusal, error))
      return FALSE;
    if (written < n)
      break;
  }
  return TRUE;
}

/* Ends early where the database takes no more. A few rows less are not worth a word. */
static gboolean fill_one(Seeder *seeder, const Turn *turn, GError **error)
{
  g_auto(MigharRefusal) refusal = {0};
  guint64 there = GPOINTER_TO_SIZE(g_hash_table_lookup(seeder->have, turn->table->name));
  guint64 first = seeder->purpose == MIGHAR_SEED_LATE ? LATE_FIRST : there;
  guint64 wanted = rows_for(seeder, turn->table), total = 0;
  gboolean many = wanted > MIGHAR_FEW_ROWS;
  guint written = 0;
  if (!fill_some(seeder, turn, first, many ? MADE_TO_COPY : (guint)wanted, &total, &written, &refusal, error))
    return FALSE;
  if (many && there + total > 0 && !fill_further(seeder, turn, first, wanted, &total, &refusal, error))
    return FALSE;
  seeder->seeding->lacks = seeder->seeding->lacks || total < wanted;
  if (there + total == 0 || (many && total < wanted))
    note_unfilled(seeder, turn->table->name, there + total, refusal.message);
  return TRUE;
}

/* Whether the table needs itself: a reference to its own rows that may not be NULL. */
static gboolean needs_itself(const Turn *turn)
{
  for (guint i = 0; i < turn->table->references->len; i++) {
    const MigharReference *reference = g_ptr_array_index(turn->table->references, i);
    if (!turn->waits[i] && g_str_equal(reference->references, turn->table->name))
      return TRUE;
  }
  return FALSE;
}

static gboolean fill_together(Seeder *seeder, const GPtrArray *group, GError **error)
{
  g_auto(MigharRefusal) refusal = {0};
  gboolean taken = FALSE;
  if (!fill_group(seeder, group, &refusal, &taken, error))
    return FALSE;
  seeder->known = NULL;
  for (guint i = 0; i < group->len; i++) {
    const Turn *turn = g_ptr_array_index(group, i);
    if (taken) // the others refer to that first row
      g_hash_table_insert(seeder->have, turn->table->name, GSIZE_TO_POINTER(1));
    else
      note_unfilled(seeder, turn->table->name, 0, refusal.message);
  }
  seeder->seeding->lacks = seeder->seeding->lacks || !taken;
  for (guint i = 0; taken && i < group->len; i++)
    if (!fill_one(seeder, g_ptr_array_index(group, i), error))
      return FALSE;
  return TRUE;
}

/* After its parts a whole has rows, or the database says why not. */
static gboolean whole_is_filled(const Seeder *seeder, const MigharTable *table)
{
  for (guint i = 0; i < seeder->described->len; i++) {
    const MigharTable *part = g_ptr_array_index(seeder->described, i);
    if (g_strcmp0(part->parent, table->name) == 0 && g_hash_table_contains(seeder->written, part->name))
      return TRUE;
  }
  return FALSE;
}

static gboolean is_passed_over(const Seeder *seeder, const MigharTable *table)
{
  if (table->parent != NULL && is_without_bounds(seeder, table))
    return TRUE;
  return has_parts(seeder, table) && whole_is_filled(seeder, table);
}

/* Whether references are set when all rows are there. */
static gboolean any_waits(const GPtrArray *groups)
{
  for (guint g = 0; g < groups->len; g++) {
    const GPtrArray *group = g_ptr_array_index(groups, g);
    for (guint i = 0; i < group->len; i++) {
      const Turn *turn = g_ptr_array_index(group, i);
      for (guint r = 0; r < turn->table->references->len; r++)
        if (turn->waits[r])
          return TRUE;
    }
  }
  return FALSE;
}

static void expect_end(Seeder *seeder, const GPtrArray *groups, const MigharTable *last)
{
  if (seeder->driver->expect_end == NULL || any_waits(groups))
    return;
  seeder->driver->expect_end(seeder->database);
  read_ahead(seeder, last);
}

static gboolean fill_in_order(Seeder *seeder, const GPtrArray *groups, GError **error)
{
  for (guint g = 0; g < groups->len; g++) {
    const GPtrArray *group = g_ptr_array_index(groups, g);
    const Turn *first = g_ptr_array_index(group, 0);
    gboolean alone = group->len == 1 && !needs_itself(first);
    if (alone && is_passed_over(seeder, first->table)) {
      seeder->seeding->lacks = TRUE;
      continue;
    }
    if (alone && g + 1 == groups->len && rows_for(seeder, first->table) <= MIGHAR_FEW_ROWS)
      expect_end(seeder, groups, first->table);
    if (!(alone ? fill_one(seeder, first, error) : fill_together(seeder, group, error)))
      return FALSE;
  }
  for (guint g = 0; g < groups->len; g++) {
    const GPtrArray *group = g_ptr_array_index(groups, g);
    for (guint i = 0; i < group->len; i++)
      if (!patch_references(seeder, g_ptr_array_index(group, i), error))
        return FALSE;
  }
  return TRUE;
}

/* All of it is undone when the database refuses the whole in the end. */
static gboolean finish(Seeder *seeder, const GPtrArray *wanted, GError **error)
{
  g_auto(MigharRefusal) refusal = {0};
  g_autoptr(GError) problem = NULL;
  if (seeder->driver->end(seeder->database, &refusal, &problem))
    return TRUE;
  if (problem != NULL) {
    g_propagate_error(error, g_steal_pointer(&problem));
    return FALSE;
  }
  seeder->seeding->lacks = TRUE;
  g_ptr_array_set_size(seeder->seeding->unfilled, 0);
  g_hash_table_remove_all(seeder->written);
  g_ptr_array_set_size(seeder->seeding->written, 0);
  for (guint i = 0; i < wanted->len; i++)
    note_unfilled(seeder, ((const MigharTable *)g_ptr_array_index(wanted, i))->name, 0, refusal.message);
  return TRUE;
}

/* Parts before their wholes, so that these are looked at when those have rows. */
static int parts_first(gconstpointer a, gconstpointer b)
{
  const MigharTable *left = *(MigharTable *const *)a, *right = *(MigharTable *const *)b;
  if ((left->parent == NULL) != (right->parent == NULL))
    return left->parent != NULL ? -1 : 1;
  return strcmp(left->name, right->name);
}

static gboolean write_rows(Seeder *seeder, GHashTable *named, GError **error)
{
  g_autoptr(GPtrArray) wanted = g_ptr_array_new();
  g_autoptr(GHashTable) have = g_hash_table_new(g_str_hash, g_str_equal);
  seeder->have = have;
  if (!choose_tables(seeder, named, wanted, error))
    return FALSE;
  if (wanted->len == 0)
    return TRUE;
  g_ptr_array_sort(wanted, parts_first);
  g_autoptr(GPtrArray) groups = order_tables(wanted, seeder->tables);
  gboolean done = seeder->driver->begin(seeder->database, error) && fill_in_order(seeder, groups, error) &&
                  finish(seeder, wanted, error);
  mighar_unfilled_sort(seeder->seeding->unfilled);
  return done;
}

MigharSeeding *mighar_seed(MigharDatabase *database, const MigharSnapshot *snapshot,
                           MigharSeedPurpose purpose, const MigharSnapshot *before, GHashTable *tables,
                           const MigharSeedOptions *options, GError **error)
{
  const MigharDriver *driver = database->server->driver;
  g_autoptr(MigharSeeding) seeding = mighar_seeding_new();
  g_autoptr(GPtrArray) described_before =
      before != NULL ? mighar_describe_tables(driver->rows, before, tables) : NULL;
  g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) written = g_hash_table_new(g_str_hash, g_str_equal);
  Seeder seeder = {
      .database = database,
      .driver = driver->rows,
      .dialect = driver->engine->dialect,
      .snapshot = snapshot,
      .purpose = purpose,
      .options = options,
      .known = options->known,
      .tables = by_name,
      .described_before = described_before,
      .written = written,
      .seeding = seeding,
  };
  gboolean done = write_rows(&seeder, tables, error);
  g_clear_pointer(&seeder.described, g_ptr_array_unref);
  return done ? g_steal_pointer(&seeding) : NULL;
}
