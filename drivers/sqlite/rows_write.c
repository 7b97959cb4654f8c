#include "rows.h"

#include "connection.h"
#include "rows_refusal.h"
#include "rows_statement.h"

static gboolean run(sqlite3 *connection, const char *sql, GError **error)
{
  if (sqlite3_exec(connection, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  sqlite_set_error(error, connection, "cannot write rows");
  return FALSE;
}

gboolean sqlite_rows_begin(MigharDatabase *database, GError **error)
{
  sqlite3 *connection = sqlite_connection((SqliteDatabase *)database, error);
  return connection != NULL && sqlite_roll_back(connection, error) && run(connection, "BEGIN", error);
}

gboolean sqlite_rows_end(MigharDatabase *database, MigharRefusal *refusal, GError **error)
{
  sqlite3 *connection = sqlite_connection((SqliteDatabase *)database, error);
  if (connection == NULL)
    return FALSE;
  if (sqlite3_get_autocommit(connection) || sqlite3_exec(connection, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  sqlite_explain_refusal(connection, refusal);
  sqlite_roll_back(connection, error);
  return FALSE;
}

gboolean sqlite_rows_undo(MigharDatabase *database, GError **error)
{
  sqlite3 *connection = sqlite_connection((SqliteDatabase *)database, error);
  return connection != NULL && sqlite_roll_back(connection, error);
}

/* A statement may have ended the transaction with all savepoints in it (ON CONFLICT ROLLBACK,
 * RAISE(ROLLBACK)): then everything before it is gone, too, and a new transaction takes what follows. */
static gboolean undo(sqlite3 *connection, GError **error)
{
  if (sqlite3_get_autocommit(connection))
    return run(connection, "BEGIN", error);
  return run(connection, "ROLLBACK TO mighar; RELEASE mighar", error);
}

gboolean sqlite_rows_save(sqlite3 *connection, GError **error)
{
  return run(connection, "SAVEPOINT mighar", error);
}

gboolean sqlite_rows_settle(sqlite3 *connection, gboolean taken, GError **error)
{
  return taken ? run(connection, "RELEASE mighar", error) : undo(connection, error);
}

/* Rows that refer to each other come one after the other, so that their references wait for the last one. The
 * PRAGMA ends with the transaction and is no change of the session. */
static gboolean defer_references(SqliteDatabase *database, GError **error)
{
  gboolean changed = database->session.changed;
  gboolean deferred = run(database->connection, "PRAGMA defer_foreign_keys = on", error);
  database->session.changed = changed;
  return deferred;
}

static gboolean undefer_references(SqliteDatabase *database, GError **error)
{
  gboolean changed = database->session.changed;
  gboolean undone = run(database->connection, "PRAGMA defer_foreign_keys = off", error);
  database->session.changed = changed;
  return undone;
}

static gboolean has_dangling_references(sqlite3 *connection)
{
  int dangling = 0, highest = 0;
  sqlite3_db_status(connection, SQLITE_DBSTATUS_DEFERRED_FKS, &dangling, &highest, 0);
  return dangling != 0;
}

static gboolean insert_all(sqlite3 *connection, const MigharInsert *inserts, guint n, MigharRefusal *refusal)
{
  for (guint i = 0; i < n; i++)
    if (!sqlite_insert_rows(connection, &inserts[i], refusal))
      return FALSE;
  if (n <= 1 || !has_dangling_references(connection))
    return TRUE;
  sqlite_refuse_reference(refusal);
  return FALSE;
}

gboolean sqlite_rows_insert(MigharDatabase *handle, const MigharInsert *inserts, guint n, gboolean *taken,
                            MigharRefusal *refusal, GError **error)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  sqlite3 *connection = sqlite_connection(database, error);
  if (connection == NULL || !sqlite_rows_save(connection, error) ||
      (n > 1 && !defer_references(database, error)))
    return FALSE;
  *taken = insert_all(connection, inserts, n, refusal);
  if (!*taken)
    for (guint i = 0; i < n; i++)
      if (inserts[i].returned != NULL)
        g_ptr_array_set_size(inserts[i].returned, 0);
  if (!sqlite_rows_settle(connection, *taken, error))
    return FALSE;
  return n <= 1 || undefer_references(database, error);
}

gboolean sqlite_rows_update(MigharDatabase *handle, const MigharInsert *values, const MigharInsert *keys,
                            gboolean *taken, MigharRefusal *refusal, GError **error)
{
  sqlite3 *connection = sqlite_connection((SqliteDatabase *)handle, error);
  if (connection == NULL || !sqlite_rows_save(connection, error))
    return FALSE;
  *taken = sqlite_update_row(connection, values, keys, refusal);
  return sqlite_rows_settle(connection, *taken, error);
}

static gboolean remove_all(sqlite3 *connection, const MigharInsert *keys, guint n, MigharRefusal *refusal)
{
  for (guint i = 0; i < n; i++)
    if (!sqlite_remove_rows(connection, &keys[i], refusal))
      return FALSE;
  if (!has_dangling_references(connection))
    return TRUE;
  sqlite_refuse_reference(refusal);
  return FALSE;
}

gboolean sqlite_rows_remove(MigharDatabase *handle, const MigharInsert *keys, guint n, gboolean *taken,
                            MigharRefusal *refusal, GError **error)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  sqlite3 *connection = sqlite_connection(database, error);
  if (connection == NULL || !sqlite_rows_save(connection, error) || !defer_references(database, error))
    return FALSE;
  *taken = remove_all(connection, keys, n, refusal);
  if (!sqlite_rows_settle(connection, *taken, error))
    return FALSE;
  return undefer_references(database, error);
}

static gboolean count_one(sqlite3 *connection, const char *table, guint64 limit, guint64 *count)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  g_autofree char *sql = g_strdup_printf(
      "SELECT count(*) FROM (SELECT 1 FROM main.%s LIMIT %" G_GUINT64_FORMAT ")", table, limit);
  if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step(statement) != SQLITE_ROW)
    return FALSE;
  *count = (guint64)sqlite3_column_int64(statement, 0);
  return TRUE;
}

/* A table that cannot be read (a module that is not there) has none that anybody could see. */
gboolean sqlite_rows_count(MigharDatabase *handle, const GPtrArray *tables, guint64 limit, guint64 *counts,
                           GError **error)
{
  sqlite3 *connection = sqlite_connection((SqliteDatabase *)handle, error);
  if (connection == NULL)
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    if (!count_one(connection, g_ptr_array_index(tables, i), limit, &counts[i]))
      counts[i] = 0;
  return TRUE;
}
