#include "database.h"

#include <mighar/error.h>

#include <glib/gstdio.h>
#include <unistd.h>

/* Takes the connection over. */
static void use_connection(SqliteDatabase *database, sqlite3 *connection)
{
  sqlite3_close(database->connection);
  database->connection = connection;
  sqlite_session_watch(&database->session, connection);
}

static MigharDatabase *database_new(MigharServer *server, sqlite3 *connection)
{
  static guint count; // several engines, and so several threads, may be at work
  SqliteDatabase *database = g_new0(SqliteDatabase, 1);
  database->database.server = server;
  database->database.name = g_strdup_printf("memory_%u", (guint)g_atomic_int_add(&count, 1) + 1);
  use_connection(database, connection);
  return &database->database;
}

MigharDatabase *sqlite_create(MigharServer *server, GError **error)
{
  sqlite3 *connection = sqlite_open(error);
  return connection != NULL ? database_new(server, connection) : NULL;
}

/* A connection of its own to a copy of what source is connected to. */
static sqlite3 *copy_connection(sqlite3 *source, GError **error)
{
  g_autoptr(sqlite3) connection = sqlite_open(error);
  if (connection == NULL || !sqlite_fill(connection, source, error))
    return NULL;
  return g_steal_pointer(&connection);
}

gboolean sqlite_reset(MigharDatabase *handle, GError **error)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  if (!sqlite_roll_back(database->connection, error))
    return FALSE;
  sqlite3_set_last_insert_rowid(database->connection, 0);
  if (!database->session.changed)
    return TRUE;
  sqlite3 *connection = copy_connection(database->connection, error);
  if (connection == NULL)
    return FALSE;
  use_connection(database, connection);
  return TRUE;
}

MigharDatabase *sqlite_copy(MigharDatabase *source, GError **error)
{
  if (!sqlite_reset(source, error))
    return NULL;
  sqlite3 *connection = copy_connection(((SqliteDatabase *)source)->connection, error);
  return connection != NULL ? database_new(source->server, connection) : NULL;
}

void sqlite_drop(MigharDatabase *handle)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  if (database == NULL)
    return;
  sqlite3_close(database->connection);
  g_free(database->database.name);
  g_free(database);
}

static char *new_file(GError **error)
{
  g_autoptr(GError) reason = NULL;
  g_autofree char *path = NULL;
  int file = g_file_open_tmp("mighar_XXXXXX.db", &path, &reason);
  if (file < 0) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "TMPDIR says where kept databases go",
                     "cannot keep a database: %s", reason->message);
    return NULL;
  }
  close(file);
  return g_steal_pointer(&path);
}

static char *describe_file(const char *path)
{
  g_autofree char *quoted = g_shell_quote(path);
  return g_strdup_printf("sqlite3 %s\nrm %s", quoted, quoted);
}

char *sqlite_keep(MigharDatabase *handle, GError **error)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  g_autofree char *path = new_file(error);
  gboolean written = path != NULL && sqlite_write(database->connection, path, error);
  sqlite_drop(handle);
  if (written)
    return describe_file(path);
  if (path != NULL)
    g_unlink(path);
  return NULL;
}
