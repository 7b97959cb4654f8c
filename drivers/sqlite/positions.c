/* Where AUTOINCREMENT stands: the rows of sqlite_sequence. It never hands out a key that a row has, but one
 * that a row has had, if it is set back. */
#include "rows.h"

#include "names.h"

#include <mighar/error.h>

#include <string.h>

#define PREFIX "sqlite_sequence "

static gboolean fail(sqlite3 *connection, GError **error)
{
  sqlite_set_error(error, connection, "cannot look where AUTOINCREMENT stands");
  return FALSE;
}

/* The table is made with the first AUTOINCREMENT. */
static gboolean has_sequences(sqlite3 *connection)
{
  return sqlite3_table_column_metadata(connection, "main", "sqlite_sequence", NULL, NULL, NULL, NULL, NULL,
                                       NULL) == SQLITE_OK;
}

static MigharPosition *make_position(const char *table, gint64 stand)
{
  MigharPosition *position = g_new0(MigharPosition, 1);
  position->table = name_quote(table);
  position->name = g_strdup_printf(PREFIX "%s", position->table);
  position->state = g_strdup_printf("%" G_GINT64_FORMAT " %s", stand, table);
  if (stand < G_MAXINT64)
    position->next = g_strdup_printf("%" G_GINT64_FORMAT, stand + 1);
  return position;
}

static gboolean read_positions(sqlite3 *connection, GHashTable *tables, GPtrArray *positions, GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  int code = sqlite3_prepare_v2(connection,
                                "SELECT name, max(seq) FROM main.sqlite_sequence"
                                " WHERE name IS NOT NULL GROUP BY name ORDER BY name",
                                -1, &statement, NULL);
  while (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
    g_autoptr(MigharPosition) position =
        make_position((const char *)sqlite3_column_text(statement, 0), sqlite3_column_int64(statement, 1));
    if (tables == NULL || g_hash_table_contains(tables, position->table))
      g_ptr_array_add(positions, g_steal_pointer(&position));
  }
  return code == SQLITE_OK || fail(connection, error);
}

static gboolean set_back(sqlite3 *connection, const MigharPosition *position, GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  if (sqlite3_prepare_v2(connection,
                         "UPDATE main.sqlite_sequence SET seq = ?2 WHERE name = ?1 AND seq IS NOT ?2", -1,
                         &statement, NULL) != SQLITE_OK)
    return fail(connection, error);
  char *table = NULL;
  sqlite3_bind_int64(statement, 2, g_ascii_strtoll(position->state, &table, 10));
  sqlite3_bind_text(statement, 1, table + 1, -1, SQLITE_STATIC);
  return sqlite3_step(statement) == SQLITE_DONE || fail(connection, error);
}

gboolean sqlite_rows_sequences(sqlite3 *connection, const MigharSequences *sequences, GError **error)
{
  gboolean good = TRUE;
  if (!has_sequences(connection))
    return TRUE;
  for (guint i = 0; good && sequences->set_back != NULL && i < sequences->set_back->len; i++)
    good = set_back(connection, g_ptr_array_index(sequences->set_back, i), error);
  return good && (sequences->positions == NULL ||
                  read_positions(connection, sequences->tables, sequences->positions, error));
}
