#include "held.h"

#include "rows.h"
#include "tables.h"

#include <string.h>

#define EXAMPLES 5

/* A copy of work to ask. */
typedef struct {
  MigharDatabase *copy;
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
  return asking->driver->begin(asking->copy, error) &&
         asking->driver->insert(asking->copy, &insert, 1, taken, &refusal, error) &&
         rows_commit(asking->copy, taken, error);
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
  return asking->driver->read(asking->copy, &read, 1, NULL, error);
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
  return asking->driver->begin(asking->copy, error) &&
         asking->driver->update(asking->copy, &values, &keys, taken, &refusal, error) &&
         rows_commit(asking->copy, taken, error);
}

/* What the database makes of the value when it is written once more tells whether it could have been kept. */
static gboolean takes_value(const Asking *asking, const MigharLateLoss *loss, const MigharTable *table,
                            gboolean *taken, GError **error)
{
  Again again = {.loss = loss};
  *taken = FALSE;
  if (loss->key_columns->len == 0 || !is_written(table, loss->column))
    return TRUE;
  if (!set_value(asking, loss, table, taken, error) || (*taken && !read_again(asking, &again, error)))
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

/* Findings */

static void add_line(char **lines, char *line)
{
  char *before = *lines;
  *lines = before == NULL ? g_strdup(line) : g_strdup_printf("%s\n%s", before, line);
  g_free(before);
  g_free(line);
}

static char *describe_value(const MigharLateLoss *loss, const char *value)
{
  g_autofree char *shown = mighar_text_shown(value, value != NULL ? strlen(value) : 0);
  return g_strdup_printf("%s: %s", loss->words, shown);
}

static MigharFinding *tell(const GPtrArray *losses, guint first, guint n)
{
  const MigharLateLoss *loss = g_ptr_array_index(losses, first);
  const char *noun = loss->column == NULL ? "row" : "value";
  const char *what = loss->from != NULL     ? "not brought back by the down"
                     : loss->column == NULL ? "gone after the down"
                                            : "altered by the down";
  MigharFinding *finding =
      mighar_finding_new(loss->column == NULL || loss->from != NULL ? "lost" : "altered",
                         "%s: %u %s%s written after the up%s%s %s %s, which the old schema takes",
                         loss->object, n, noun, n == 1 ? "" : "s", loss->from != NULL ? " to " : "",
                         loss->from != NULL ? loss->from : "", n == 1 ? "is" : "are", what);
  finding->object = g_strdup(loss->object);
  finding->property = g_strdup(what);
  for (guint i = first; i < first + MIN(n, EXAMPLES); i++) {
    loss = g_ptr_array_index(losses, i);
    add_line(&finding->before,
             loss->column == NULL ? g_strdup(loss->words) : describe_value(loss, loss->written));
    if (loss->column != NULL)
      add_line(&finding->after, describe_value(loss, loss->found));
  }
  return finding;
}

static gboolean belong_together(const MigharLateLoss *a, const MigharLateLoss *b)
{
  return g_str_equal(a->object, b->object) && g_strcmp0(a->from, b->from) == 0;
}

static GPtrArray *tell_all(const GPtrArray *losses)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  for (guint first = 0, n; first < losses->len; first += n) {
    for (n = 1; first + n < losses->len; n++)
      if (!belong_together(g_ptr_array_index(losses, first), g_ptr_array_index(losses, first + n)))
        break;
    g_ptr_array_add(findings, tell(losses, first, n));
  }
  return findings;
}

/* Takes out what the copy does not take: it is inherent. */
static gboolean ask(const Asking *asking, GPtrArray *losses, GPtrArray *inherent, GError **error)
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
    g_ptr_array_add(inherent, g_strdup(loss->object));
    g_ptr_array_remove_index(losses, i);
  }
  return TRUE;
}

gboolean held_judge(Trial *trial, Scratch *scratch, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_ROWS);
  const MigharDriver *driver = scratch->server->driver;
  g_autoptr(GPtrArray) losses =
      mighar_compare_late(trial->rows_before, trial->rows_late, trial->rows_after_down);
  if (losses->len == 0)
    return TRUE;
  Asking asking = {driver->copy(scratch->work, error), driver->rows, trial->after_down};
  if (asking.copy == NULL)
    return FALSE;
  g_clear_pointer(&trial->late.inherent, g_ptr_array_unref);
  trial->late.inherent = g_ptr_array_new_with_free_func(g_free);
  gboolean done = ask(&asking, losses, trial->late.inherent, error);
  driver->drop(asking.copy);
  if (done)
    trial->late.findings = tell_all(losses);
  return done;
}
