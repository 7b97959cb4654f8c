#include "capacity.h"

#include "rows.h"
#include "tables.h"

/* What is asked. */
typedef struct {
  MigharDatabase *database; /* a copy of work; or work itself, in a transaction that is undone */
  const MigharRowsDriver *driver;
  const MigharSnapshot *schema;
} Asking;

static const MigharTable *find_table(const GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal(((const MigharTable *)g_ptr_array_index(tables, i))->name, name))
      return g_ptr_array_index(tables, i);
  return NULL;
}

static GPtrArray *describe(const Asking *asking, const char *table)
{
  g_autoptr(GHashTable) names = tables_new();
  g_hash_table_add(names, g_strdup(table));
  return mighar_describe_tables(asking->driver, asking->schema, names);
}

static gboolean is_written(const MigharTable *table, const char *column)
{
  int index = mighar_table_column(table, column);
  return index >= 0 && !((const MigharColumn *)g_ptr_array_index(table->columns, (guint)index))->generated;
}

static MigharInsert make_insert(const MigharTable *table, GPtrArray *columns, GPtrArray *rows)
{
  return (MigharInsert){.table = table->name, .columns = columns, .rows = rows, .described = table};
}

static gboolean takes_row(const Asking *asking, const MigharLateLoss *loss, const MigharTable *table,
                          gboolean *taken, GError **error)
{
  g_auto(MigharRefusal) refusal = {0};
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  g_autoptr(GPtrArray) rows = mighar_rows_new();
  char **from = g_ptr_array_index(loss->row, 0), **row = mighar_rows_add(rows, NULL, loss->columns->len);
  for (guint i = 0; i < loss->columns->len; i++) {
    if (!is_written(table, g_ptr_array_index(loss->columns, i)))
      continue;
    row[columns->len] = g_strdup(from[i]);
    g_ptr_array_add(columns, g_ptr_array_index(loss->columns, i));
  }
  MigharInsert insert = make_insert(table, columns, rows);
  return asking->driver->begin(asking->database, error) &&
         asking->driver->insert(asking->database, &insert, 1, taken, &refusal, error) &&
         rows_commit(asking->database, taken, error);
}

/* Reading one value again. */
typedef struct {
  const MigharLateLoss *loss;
  gboolean found;
  char *text;
} Again;

static gboolean take_value(const MigharCell *cells, void *data)
{
  Again *again = data;
  char **key = g_ptr_array_index(again->loss->key, 0);
  guint n = again->loss->key_columns->len;
  for (guint i = 0; i < n; i++) {
    g_autofree char *text = mighar_cell_text(&cells[i]);
    if (g_strcmp0(text, key[i]) != 0)
      return TRUE;
  }
  again->text = mighar_cell_text(&cells[n]);
  again->found = TRUE;
  return FALSE;
}

static gboolean read_again(const Asking *asking, Again *again, GError **error)
{
  const MigharLateLoss *loss = again->loss;
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  for (guint i = 0; i < loss->key_columns->len; i++)
    g_ptr_array_add(columns, g_ptr_array_index(loss->key_columns, i));
  g_ptr_array_add(columns, loss->column);
  const MigharRead read = {.table = loss->table, .columns = columns, .row = take_value, .data = again};
  return asking->driver->read(asking->database, &read, 1, NULL, error);
}

static gboolean set_value(const Asking *asking, const MigharLateLoss *loss, const MigharTable *table,
                          gboolean *taken, GError **error)
{
  g_auto(MigharRefusal) refusal = {0};
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  g_autoptr(GPtrArray) rows = mighar_rows_new();
  g_ptr_array_add(columns, loss->column);
  mighar_rows_add(rows, (char *const[]){loss->written}, 1);
  MigharInsert values = make_insert(table, columns, rows);
  MigharInsert keys = make_insert(table, loss->key_columns, loss->key);
  return asking->driver->update(asking->database, &values, &keys, taken, &refusal, error);
}

static gboolean can_be_set(const MigharLateLoss *loss, const MigharTable *table)
{
  return loss->key_columns->len > 0 && is_written(table, loss->column);
}

/* What the database makes of the value when it is written once more tells whether it could have been kept. */
static gboolean takes_value(const Asking *asking, const MigharLateLoss *loss, const MigharTable *table,
                            gboolean *taken, GError **error)
{
  Again again = {.loss = loss};
  *taken = FALSE;
  if (!can_be_set(loss, table))
    return TRUE;
  if (!asking->driver->begin(asking->database, error) || !set_value(asking, loss, table, taken, error) ||
      !rows_commit(asking->database, taken, error) || (*taken && !read_again(asking, &again, error)))
    return FALSE;
  *taken = *taken && again.found && g_strcmp0(again.text, loss->written) == 0;
  g_free(again.text);
  return TRUE;
}

static gboolean takes(const Asking *asking, const MigharLateLoss *loss, gboolean *taken, GError **error)
{
  g_autoptr(GPtrArray) tables = describe(asking, loss->table);
  const MigharTable *table = find_table(tables, loss->table);
  *taken = FALSE;
  if (table == NULL)
    return TRUE;
  return (loss->column == NULL ? takes_row : takes_value)(asking, loss, table, taken, error);
}

/* Asking */

static void note_inherent(GPtrArray *losses, guint index, GPtrArray *inherent)
{
  const MigharLateLoss *loss = g_ptr_array_index(losses, index);
  g_ptr_array_add(inherent, g_strdup(loss->object));
  g_ptr_array_remove_index(losses, index);
}

/* Takes out what the copy does not take: it is inherent. */
static gboolean ask_copy(const Asking *asking, GPtrArray *losses, GPtrArray *inherent, GError **error)
{
  for (guint i = 0; i < losses->len;) {
    const MigharLateLoss *loss = g_ptr_array_index(losses, i);
    gboolean taken = FALSE;
    if (!loss->other_values && !takes(asking, loss, &taken, error))
      return FALSE;
    if (taken) {
      i++;
      continue;
    }
    note_inherent(losses, i, inherent);
  }
  return TRUE;
}

static gboolean has_parts(const MigharSnapshot *schema, const char *table, const char *kind)
{
  guint n;
  mighar_snapshot_parts(schema, table, kind, &n);
  return n > 0;
}

/* Whether setting the value does nothing that stays when it is undone, as a trigger may that takes the next
 * number of a sequence. */
static gboolean can_be_undone(const Asking *asking, const MigharLateLoss *loss)
{
  const MigharObject *table = mighar_snapshot_find(asking->schema, "table", loss->table);
  return loss->column != NULL && table != NULL && !has_parts(asking->schema, loss->table, "trigger") &&
         !has_parts(asking->schema, loss->table, "rule") &&
         mighar_object_get(table, "partition of") == NULL &&
         mighar_object_get(table, "partitioned by") == NULL;
}

/* *taken: the database takes one of the values. */
static gboolean try_all(const Asking *asking, const GPtrArray *losses, gboolean *taken, GError **error)
{
  for (guint i = 0; i < losses->len && !*taken; i++) {
    const MigharLateLoss *loss = g_ptr_array_index(losses, i);
    g_autoptr(GPtrArray) tables = describe(asking, loss->table);
    const MigharTable *table = find_table(tables, loss->table);
    if (!loss->other_values && table != NULL && can_be_set(loss, table) &&
        !set_value(asking, loss, table, taken, error))
      return FALSE;
  }
  return TRUE;
}

/* Where work itself takes none of the values, as the old schema mostly has no place for them, there is
 * nothing to be seen on a copy either. *all: that is so. */
static gboolean refuses_all(const Asking *asking, const GPtrArray *losses, gboolean *all, GError **error)
{
  gboolean taken = FALSE;
  *all = FALSE;
  for (guint i = 0; i < losses->len; i++)
    if (!can_be_undone(asking, g_ptr_array_index(losses, i)))
      return TRUE;
  if (asking->driver->undo == NULL)
    return TRUE;
  if (!asking->driver->begin(asking->database, error) || !try_all(asking, losses, &taken, error) ||
      !asking->driver->undo(asking->database, error))
    return FALSE;
  *all = !taken;
  return TRUE;
}

gboolean capacity_ask(MigharDatabase *database, const MigharSnapshot *schema, GPtrArray *losses,
                      GPtrArray *inherent, GError **error)
{
  Asking asking = {database, database->server->driver->rows, schema};
  const MigharDriver *driver = database->server->driver;
  gboolean none = FALSE;
  if (!refuses_all(&asking, losses, &none, error))
    return FALSE;
  while (none && losses->len > 0)
    note_inherent(losses, 0, inherent);
  if (losses->len == 0)
    return TRUE;
  asking.database = driver->copy(database, error);
  gboolean done = asking.database != NULL && ask_copy(&asking, losses, inherent, error);
  driver->drop(asking.database);
  return done;
}
