#include "fill.h"

#include "given.h"
#include "tables.h"

void fill_clear(Fill *fill)
{
  g_clear_pointer(&fill->schema, mighar_snapshot_unref);
  mighar_touched_clear(&fill->touched);
  g_clear_pointer(&fill->written, g_ptr_array_unref);
  g_clear_pointer(&fill->tables, g_hash_table_unref);
  g_clear_pointer(&fill->few, g_hash_table_unref);
  *fill = (Fill){0};
}

static void add_names(GHashTable *names, GHashTable *more)
{
  GHashTableIter iterator;
  gpointer name;
  g_hash_table_iter_init(&iterator, more);
  while (g_hash_table_iter_next(&iterator, &name, NULL))
    g_hash_table_add(names, g_strdup(name));
}

static void set_reason(Fill *fill, const char *table, const char *reason)
{
  if (fill->tables == NULL) {
    fill->tables = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    fill->few = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)mighar_unfilled_free);
  }
  g_hash_table_insert(fill->tables, g_strdup(table), g_strdup(reason));
  g_hash_table_remove(fill->few, table);
}

static void set_few(Fill *fill, const char *table, guint64 rows, const char *reason)
{
  MigharUnfilled *few = mighar_unfilled_new(table, rows, reason);
  g_hash_table_replace(fill->few, few->table, few);
}

static void add_written(Fill *fill, GVariant *given)
{
  if (fill->written == NULL)
    fill->written = g_ptr_array_new_with_free_func((GDestroyNotify)g_variant_unref);
  g_ptr_array_add(fill->written, given);
}

void fill_copy(Fill *fill, const Fill *from)
{
  GHashTableIter iterator;
  gpointer table, reason, few;
  fill_clear(fill);
  fill->schema = from->schema != NULL ? mighar_snapshot_ref(from->schema) : NULL;
  fill_note(fill, &from->touched);
  fill->lacks = from->lacks;
  for (guint i = 0; from->written != NULL && i < from->written->len; i++)
    add_written(fill, g_variant_ref(g_ptr_array_index(from->written, i)));
  if (from->tables == NULL)
    return;
  g_hash_table_iter_init(&iterator, from->tables);
  while (g_hash_table_iter_next(&iterator, &table, &reason))
    set_reason(fill, table, reason);
  g_hash_table_iter_init(&iterator, from->few);
  while (g_hash_table_iter_next(&iterator, NULL, &few)) {
    const MigharUnfilled *known = few;
    set_few(fill, known->table, known->rows, known->reason);
  }
}

void fill_note(Fill *fill, const MigharTouched *touched)
{
  fill->touched.all = fill->touched.all || touched->all;
  if (fill->touched.tables == NULL)
    fill->touched.tables = tables_new();
  if (touched->tables != NULL)
    add_names(fill->touched.tables, touched->tables);
}

/* What could not be filled may be now where it refers to what has changed. */
static void add_empty(const Fill *fill, const MigharRowsDriver *driver, const MigharSnapshot *schema,
                      GHashTable *names)
{
  g_autoptr(GHashTable) empty = tables_new();
  GHashTableIter iterator;
  gpointer table, reason;
  g_hash_table_iter_init(&iterator, fill->tables);
  while (g_hash_table_iter_next(&iterator, &table, &reason))
    if (reason != NULL)
      g_hash_table_add(empty, g_strdup(table));
  if (g_hash_table_size(empty) == 0)
    return;
  g_autoptr(GPtrArray) described = mighar_describe_tables(driver, schema, empty);
  for (guint i = 0; i < described->len; i++) {
    const MigharTable *candidate = g_ptr_array_index(described, i);
    if (table_refers_to(candidate, names))
      g_hash_table_add(names, g_strdup(candidate->name));
  }
}

/* NULL: all of them. */
static GHashTable *choose_tables(const Fill *fill, const MigharRowsDriver *driver,
                                 const MigharSnapshot *schema)
{
  if (fill->schema == NULL || fill->touched.all)
    return NULL;
  GHashTable *names = tables_new();
  tables_add_changed(names, fill->schema, schema);
  if (fill->touched.tables != NULL)
    add_names(names, fill->touched.tables);
  if (fill->tables != NULL && g_hash_table_size(names) > 0)
    add_empty(fill, driver, schema, names);
  return names;
}

/* Parts are told by their whole. */
static gboolean note_tables(Fill *fill, const GPtrArray *described)
{
  gboolean any = FALSE;
  for (guint i = 0; i < described->len; i++) {
    const MigharTable *table = g_ptr_array_index(described, i);
    any = TRUE;
    if (table->parent == NULL)
      set_reason(fill, table->name, NULL);
  }
  return any;
}

static void note_unfilled(Fill *fill, const MigharSeeding *seeding)
{
  for (guint i = 0; i < seeding->unfilled->len; i++) {
    const MigharUnfilled *unfilled = g_ptr_array_index(seeding->unfilled, i);
    if (!g_hash_table_contains(fill->tables, unfilled->table))
      continue;
    if (unfilled->rows == 0)
      set_reason(fill, unfilled->table, unfilled->reason);
    else
      set_few(fill, unfilled->table, unfilled->rows, unfilled->reason);
  }
}

static void move_on(Fill *fill, MigharSnapshot *schema)
{
  mighar_snapshot_ref(schema);
  g_clear_pointer(&fill->schema, mighar_snapshot_unref);
  fill->schema = schema;
  mighar_touched_clear(&fill->touched);
}

gboolean fill_tables(Fill *fill, MigharDatabase *database, MigharSnapshot *schema,
                     const MigharSeedOptions *options, gboolean *wrote, GError **error)
{
  const MigharRowsDriver *driver = database->server->driver->rows;
  g_autoptr(GHashTable) names = choose_tables(fill, driver, schema);
  *wrote = FALSE;
  if (names == NULL || g_hash_table_size(names) > 0) {
    g_autoptr(GPtrArray) described = mighar_describe_tables(driver, schema, names);
    if (note_tables(fill, described)) {
      g_autoptr(MigharSeeding) seeding =
          mighar_seed(database, schema, MIGHAR_SEED_FILL, NULL, names, options, error);
      if (seeding == NULL)
        return FALSE;
      note_unfilled(fill, seeding);
      fill->lacks = fill->lacks || seeding->lacks;
      for (guint i = 0; i < seeding->written->len; i++)
        add_written(fill, given_pack(g_ptr_array_index(seeding->written, i)));
      *wrote = seeding->written->len > 0;
    }
  }
  move_on(fill, schema);
  return TRUE;
}
