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
static gboolean has_sequences(sqlite3 *connection, gboolean *has, GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  if (sqlite3_prepare_v2(connection, "SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'", -1,
                         &statement, NULL) != SQLITE_OK)
    return fail(connection, error);
  *has = sqlite3_step(statement) == SQLITE_ROW;
  return TRUE;
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

GPtrArray *sqlite_rows_positions(MigharDatabase *database, GHashTable *tables, GError **error)
{
  sqlite3 *connection = sqlite_connection((SqliteDatabase *)database, error);
  gboolean has;
  if (connection == NULL || !has_sequences(connection, &has, error))
    return NULL;
  g_autoptr(GPtrArray) positions = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_position_free);
  if (has && !read_positions(connection, tables, positions, error))
    return NULL;
  return g_steal_pointer(&positions);
}

static gboolean restore(sqlite3 *connection, const MigharPosition *position, GError **error)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  if (sqlite3_prepare_v2(connection, "UPDATE main.sqlite_sequence SET seq = ?2 WHERE name = ?1", -1,
                         &statement, NULL) != SQLITE_OK)
    return fail(connection, error);
  char *table = NULL;
  sqlite3_bind_int64(statement, 2, g_ascii_strtoll(position->state, &table, 10));
  sqlite3_bind_text(statement, 1, table + 1, -1, SQLITE_STATIC);
  return sqlite3_step(statement) == SQLITE_DONE || fail(connection, error);
}

gboolean sqlite_rows_restore_positions(MigharDatabase *database, const GPtrArray *positions, GError **error)
{
  sqlite3 *connection = sqlite_connection((SqliteDatabase *)database, error);
  gboolean has;
  if (connection == NULL || !has_sequences(connection, &has, error))
    return FALSE;
  for (guint i = 0; has && i < positions->len; i++)
    if (!restore(connection, g_ptr_array_index(positions, i), error))
      return FALSE;
  return TRUE;
}
