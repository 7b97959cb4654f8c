#include "connection.h"

#include "memory.h"
#include "overflow.h"

#include <mighar/error.h>

/* For another process that has not let go of a file yet. */
#define BUSY_MILLISECONDS 5000

/* So many KiB of a scratch database are in memory, as PRAGMA cache_size counts them; the rest is in the file
 * that the system has in its own cache. It is half of what SQLite takes without it, and a schema of several
 * hundred tables is read from it as quickly. */
#define CACHE_KIB "1000"

void sqlite_set_error(GError **error, sqlite3 *connection, const char *doing)
{
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "SQLite %s: %s", doing, sqlite3_errmsg(connection));
}

/* Files that a connection opens later, by ATTACH or VACUUM INTO or for its own use, are opened through the
 * same VFS as its main database. */
static sqlite3 *open_connection(const char *path, const char *vfs, GError **error)
{
  g_autoptr(sqlite3) connection = NULL;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE;
  memory_configure();
  if (sqlite3_open_v2(path, &connection, flags, vfs) != SQLITE_OK) {
    sqlite_set_error(error, connection, "cannot open a database");
    return NULL;
  }
  return g_steal_pointer(&connection);
}

static gboolean enable_foreign_keys(sqlite3 *connection, GError **error)
{
  if (sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL) == SQLITE_OK)
    return TRUE;
  sqlite_set_error(error, connection, "cannot enforce foreign keys");
  return FALSE;
}

static sqlite3 *open_for_migrations(const char *path, const char *vfs, GError **error)
{
  g_autoptr(sqlite3) connection = open_connection(path, vfs, error);
  if (connection == NULL || !enable_foreign_keys(connection, error))
    return NULL;
  return g_steal_pointer(&connection);
}

sqlite3 *sqlite_open(GError **error)
{
  memory_configure();
  g_autoptr(sqlite3) connection = open_for_migrations("", overflow_vfs(), error);
  if (connection == NULL)
    return NULL;
  if (sqlite3_exec(connection, "PRAGMA main.cache_size = -" CACHE_KIB, NULL, NULL, NULL) == SQLITE_OK)
    return g_steal_pointer(&connection);
  sqlite_set_error(error, connection, "cannot open a database");
  return NULL;
}

sqlite3 *sqlite_open_file(const char *path, GError **error)
{
  sqlite3 *connection = open_for_migrations(path, NULL, error);
  if (connection != NULL)
    sqlite3_busy_timeout(connection, BUSY_MILLISECONDS);
  return connection;
}

gboolean sqlite_fill(sqlite3 *connection, sqlite3 *source, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init(connection, "main", source, "main");
  if (backup != NULL) {
    sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
  }
  if (sqlite3_errcode(connection) == SQLITE_OK)
    return TRUE;
  sqlite_set_error(error, connection, "cannot copy a database");
  return FALSE;
}

gboolean sqlite_write(sqlite3 *connection, const char *path, GError **error)
{
  g_autoptr(sqlite3) file = open_connection(path, NULL, error);
  return file != NULL && sqlite_fill(file, connection, error);
}

gboolean sqlite_roll_back(sqlite3 *connection, GError **error)
{
  if (sqlite3_get_autocommit(connection) ||
      sqlite3_exec(connection, "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  sqlite_set_error(error, connection, "cannot roll back");
  return FALSE;
}
