/* Reading rows: each value with its storage class, which is a part of it. */
#include "rows.h"

#include "names.h"

#include <mighar/error.h>

static char *make_query(const MigharRead *read)
{
  g_autoptr(GString) sql = g_string_new("SELECT ");
  for (guint i = 0; i < read->columns->len; i++) {
    g_autofree char *quoted = name_quote(g_ptr_array_index(read->columns, i));
    g_string_append_printf(sql, "%s%s", i > 0 ? ", " : "", quoted);
  }
  g_string_append_printf(sql, " FROM main.%s", read->table);
  if (read->limit > 0)
    g_string_append_printf(sql, " LIMIT %" G_GUINT64_FORMAT, read->limit);
  return g_string_free(g_steal_pointer(&sql), FALSE);
}

/* Where numbers of the current row are while it is looked at. */
typedef union {
  gint64 integer;
  double real;
} Number;

/* An empty blob has no address, and would look like NULL. */
static MigharCell take_cell(sqlite3_stmt *statement, int column, Number *number)
{
  const void *bytes;
  switch (sqlite3_column_type(statement, column)) {
  case SQLITE_INTEGER:
    number->integer = sqlite3_column_int64(statement, column);
    return (MigharCell){&number->integer, sizeof number->integer, 'i'};
  case SQLITE_FLOAT:
    number->real = sqlite3_column_double(statement, column);
    return (MigharCell){&number->real, sizeof number->real, 'r'};
  case SQLITE_TEXT:
    bytes = sqlite3_column_text(statement, column);
    return (MigharCell){bytes, (gsize)sqlite3_column_bytes(statement, column), 't'};
  case SQLITE_BLOB:
    bytes = sqlite3_column_blob(statement, column);
    return (MigharCell){bytes != NULL ? bytes : "", (gsize)sqlite3_column_bytes(statement, column), 'b'};
  default:
    return (MigharCell){NULL, 0, 'n'};
  }
}

static int step_all(sqlite3_stmt *statement, MigharRowFunc row, void *data)
{
  int n = sqlite3_column_count(statement), code;
  g_autofree MigharCell *cells = g_new(MigharCell, n);
  g_autofree Number *numbers = g_new(Number, n);
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    for (int i = 0; i < n; i++)
      cells[i] = take_cell(statement, i, &numbers[i]);
    if (!row(cells, data))
      return SQLITE_DONE;
  }
  return code;
}

static gboolean read_table(sqlite3 *connection, const MigharRead *read, GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  g_autofree char *sql = make_query(read);
  g_autofree char *doing = g_strdup_printf("cannot read the rows of %s", read->table);
  if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) == SQLITE_OK &&
      step_all(statement, read->row, read->data) == SQLITE_DONE)
    return TRUE;
  sqlite_set_error(error, connection, doing);
  return FALSE;
}

gboolean sqlite_rows_read(MigharDatabase *database, const MigharRead *reads, guint n,
                          const MigharSequences *sequences, GError **error)
{
  sqlite3 *connection = sqlite_connection((SqliteDatabase *)database, error);
  gboolean good =
      connection != NULL && (sequences == NULL || sqlite_rows_sequences(connection, sequences, error));
  for (guint i = 0; good && i < n; i++)
    good = read_table(connection, &reads[i], error);
  return good;
}
