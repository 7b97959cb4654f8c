#include "seeder.h"

/* So many rows of a table are remembered: for others to refer to, and for going away again. */
#define REMEMBERED 10000

/* Keeps what the database has of rows that it took. */
static void keep(const Filling *filling, const GPtrArray *returned, const GPtrArray *notes)
{
  if (returned->len == 0)
    return;
  MigharSeeded *seeded = seeder_written(filling);
  for (guint r = 0; r < returned->len && seeded->rows->len < REMEMBERED; r++) {
    mighar_rows_add(seeded->rows, g_ptr_array_index(returned, r), filling->returning->len);
    g_ptr_array_add(seeded->values, r < notes->len ? g_strdup(g_ptr_array_index(notes, r)) : NULL);
  }
}

/* Rows that vanish without a word were taken by a trigger, a rule or a policy. */
static void explain_vanished(MigharRefusal *refusal)
{
  mighar_refusal_clear(refusal);
  *refusal = (MigharRefusal){
      .kind = MIGHAR_REFUSED_OTHER,
      .message = g_strdup(
          "the database took the rows without an error, and kept none of them (a trigger or a rule)"),
  };
}

/* *kept: how many rows the database has of those that it took. */
static gboolean try_rows(const Filling *filling, GPtrArray *rows, GPtrArray *notes, guint *kept,
                         gboolean *taken, MigharRefusal *refusal, GError **error)
{
  Seeder *seeder = filling->seeder;
  g_autoptr(GPtrArray) returned = mighar_rows_new();
  MigharInsert insert = {
      .table = filling->table->name,
      .columns = filling->columns,
      .rows = rows,
      .described = filling->table,
      .returning = filling->returning->len > 0 ? filling->returning : NULL,
      .returned = returned,
  };
  mighar_refusal_clear(refusal);
  if (!seeder->driver->insert(seeder->database, &insert, 1, taken, refusal, error))
    return FALSE;
  if (!*taken)
    return TRUE;
  keep(filling, returned, notes);
  *kept = filling->returning->len > 0 ? returned->len : rows->len;
  *taken = *kept > 0;
  if (!*taken)
    explain_vanished(refusal);
  return TRUE;
}

gboolean fill_try(const Filling *filling, GPtrArray *rows, GPtrArray *notes, gboolean *taken,
                  MigharRefusal *refusal, GError **error)
{
  guint kept;
  return try_rows(filling, rows, notes, &kept, taken, refusal, error);
}

static gboolean try_row(const Filling *filling, guint index, RowStyle style, guint turn_number,
                        gboolean *taken, MigharRefusal *refusal, GError **error)
{
  g_autoptr(GPtrArray) rows = mighar_rows_new();
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
  Row row = rows_make(filling, rows, index, style, turn_number);
  g_ptr_array_add(notes, row.note);
  return fill_try(filling, rows, notes, taken, refusal, error);
}

static gboolean search(const Filling *filling, guint index, gboolean has_rows, gboolean *taken,
                       MigharRefusal *refusal, GError **error)
{
  g_autoptr(GPtrArray) rows = mighar_rows_new();
  Row row = rows_make(filling, rows, index, ROW_TYPICAL, 0);
  gboolean done = search_row(filling, index, &row, rows, has_rows, refusal, taken, error);
  g_free(row.note);
  return done;
}

/* What is tried for one row, the best first. A row that differs in its numbers helps where keys meet. */
static const struct {
  RowStyle style;
  guint turn_number;
} attempts[] = {{ROW_AS_IDEA, 0}, {ROW_TYPICAL, 0}, {ROW_TYPICAL, 1}, {ROW_MODEST, 2}};

static gboolean fill_row(const Filling *filling, guint index, gboolean has_rows, gboolean *taken,
                         MigharRefusal *refusal, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS(attempts); i++) {
    if (!try_row(filling, index, attempts[i].style, attempts[i].turn_number, taken, refusal, error))
      return FALSE;
    if (*taken)
      return TRUE;
  }
  return search(filling, index, has_rows, taken, refusal, error);
}

static gboolean fill_by_row(const Filling *filling, guint n, MigharRefusal *refusal, guint *written,
                            GError **error)
{
  for (guint i = 0; i < n; i++) {
    gboolean taken = FALSE;
    gboolean has_rows = *written > 0 || filling->first > 0;
    if (!fill_row(filling, i, has_rows, &taken, refusal, error))
      return FALSE;
    *written += taken ? 1 : 0;
    if (!taken && i >= 1)
      break; // what has been refused in so many ways twice, or after others, will be again
  }
  return TRUE;
}

gboolean fill_table(Filling *filling, guint n, MigharRefusal *refusal, guint *written, GError **error)
{
  g_autoptr(GPtrArray) rows = mighar_rows_new();
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
  gboolean taken = FALSE;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add(notes, rows_make(filling, rows, i, ROW_AS_IDEA, 0).note);
  *written = 0;
  if (!try_rows(filling, rows, notes, written, &taken, refusal, error))
    return FALSE;
  return taken || fill_by_row(filling, n, refusal, written, error);
}
