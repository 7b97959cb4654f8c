/* read_sqlite DATABASE TABLE: steps through all rows, looks at every column, and prints how long that took.
 */
#include <glib.h>
#include <sqlite3.h>

static volatile guint64 seen; /* so that the reading is not optimised away */

/* A number is taken as what it is: asked for its bytes, it would be written out as a text at first. */
static void look(sqlite3_stmt *statement, int column)
{
  switch (sqlite3_column_type(statement, column)) {
  case SQLITE_INTEGER:
    seen += (guint64)sqlite3_column_int64(statement, column);
    break;
  case SQLITE_FLOAT:
    seen += (guint64)sqlite3_column_double(statement, column);
    break;
  default:
    seen += (guint64)sqlite3_column_bytes(statement, column);
  }
}

int main(int argc, char **argv)
{
  sqlite3 *database;
  sqlite3_stmt *statement;
  if (argc != 3 || sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    return 2;
  g_autofree char *sql = g_strdup_printf("SELECT * FROM %s", argv[2]);
  if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK)
    return 3;
  int columns = sqlite3_column_count(statement);
  gint64 start = g_get_monotonic_time();
  while (sqlite3_step(statement) == SQLITE_ROW)
    for (int i = 0; i < columns; i++)
      look(statement, i);
  g_print("%.3f\n", (g_get_monotonic_time() - start) / 1e6);
  sqlite3_finalize(statement);
  return sqlite3_close(database) != SQLITE_OK;
}
