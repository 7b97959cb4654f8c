#include "seeder.h"

/* As many as rows can refer to without one of them being taken twice, in most cases. */
#define POOL_ROWS 50

typedef struct {
  GPtrArray *rows;
  guint n;
} Pool;

static gboolean keep(const MigharCell *cells, void *data)
{
  Pool *pool = data;
  char **row = mighar_rows_add(pool->rows, NULL, pool->n);
  for (guint i = 0; i < pool->n; i++)
    row[i] = mighar_cell_text(&cells[i]);
  return TRUE;
}

static int column_place(const GPtrArray *columns, const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_str_equal(g_ptr_array_index(columns, i), name))
      return (int)i;
  return -1;
}

/* FALSE when what was kept of the rows does not hold all that is asked for. */
static gboolean take_written(const MigharSeeded *written, const GPtrArray *columns, GPtrArray *pool)
{
  for (guint i = 0; i < columns->len; i++)
    if (column_place(written->columns, g_ptr_array_index(columns, i)) < 0)
      return FALSE;
  for (guint r = 0; r < written->rows->len; r++) {
    char **from = g_ptr_array_index(written->rows, r);
    char **row = mighar_rows_add(pool, NULL, columns->len);
    for (guint i = 0; i < columns->len; i++)
      row[i] = g_strdup(from[column_place(written->columns, g_ptr_array_index(columns, i))]);
  }
  return pool->len > 0;
}

/* Rows with a NULL in them can be referred to by nobody. */
static void drop_incomplete(GPtrArray *rows, guint n)
{
  for (guint r = rows->len; r > 0; r--) {
    char **row = g_ptr_array_index(rows, r - 1);
    gboolean complete = TRUE;
    for (guint i = 0; i < n; i++)
      complete = complete && row[i] != NULL;
    if (!complete)
      g_ptr_array_remove_index(rows, r - 1);
  }
}

/* An engine gives rows in whatever order it keeps them, which is another one after an update. */
static gint compare_rows(gconstpointer a, gconstpointer b, gpointer n)
{
  char *const *left = *(char *const *const *)a, *const *right = *(char *const *const *)b;
  gint order = 0;
  for (guint i = 0; i < GPOINTER_TO_UINT(n) && order == 0; i++)
    order = g_strcmp0(left[i], right[i]);
  return order;
}

/* All rows, as they are known, or some that the database has. */
static gboolean read_some(const Seeder *seeder, const MigharRead *read, GPtrArray **rows, GError **error)
{
  const MigharKnownRows *known = seeder->known;
  GPtrArray *all = known != NULL ? known->read(known->data, read->table, read->columns, POOL_ROWS) : NULL;
  if (all == NULL)
    return seeder->driver->read(seeder->database, read, 1, NULL, error);
  g_ptr_array_unref(*rows);
  *rows = all;
  return TRUE;
}

GPtrArray *pool_read(Seeder *seeder, const char *table, const GPtrArray *columns, GError **error)
{
  g_autoptr(GPtrArray) rows = mighar_rows_new();
  const MigharSeeded *written = g_hash_table_lookup(seeder->written, table);
  Pool pool = {rows, columns->len};
  const MigharRead read = {
      .table = table, .columns = columns, .limit = POOL_ROWS, .row = keep, .data = &pool};
  gboolean have = written != NULL && take_written(written, columns, rows);
  if (!have && mighar_snapshot_find(seeder->snapshot, "table", table) != NULL &&
      !read_some(seeder, &read, &rows, error))
    return NULL;
  drop_incomplete(rows, columns->len);
  if (!have)
    g_ptr_array_sort_with_data(rows, compare_rows, GUINT_TO_POINTER(columns->len));
  return g_steal_pointer(&rows);
}
