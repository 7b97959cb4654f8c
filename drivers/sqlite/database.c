#include "database.h"

#include <mighar/error.h>

#include <glib/gstdio.h>
#include <unistd.h>

/* Takes the connection over. */
static void use_connection(SqliteDatabase *database, sqlite3 *connection)
{
  sqlite3_close(database->connection);
  database->connection = connection;
  sqlite_schema_forget_version(database->schema);
  sqlite_session_watch(&database->session, connection);
}

static void close_connection(SqliteDatabase *database)
{
  sqlite3_close(g_steal_pointer(&database->connection));
}

sqlite3 *sqlite_connection(SqliteDatabase *database, GError **error)
{
  if (database->connection == NULL) {
    sqlite3 *connection =
        database->file != NULL ? sqlite_open_file(database->file, error) : sqlite_open(error);
    if (connection != NULL)
      use_connection(database, connection);
  }
  return database->connection;
}

MigharDatabase *sqlite_create(MigharServer *server, GError **error)
{
  static guint count; // several engines, and so several threads, may be at work
  SqliteServer *home = (SqliteServer *)server;
  SqliteDatabase *database = g_new0(SqliteDatabase, 1);
  database->database.server = server;
  database->schema = sqlite_schema_new();
  database->database.name = g_strdup_printf("%s_%u", home->directory != NULL ? "file" : "memory",
                                            (guint)g_atomic_int_add(&count, 1) + 1);
  database->file = home->directory != NULL ? sqlite_server_new_file(home) : NULL;
  if (sqlite_connection(database, error) != NULL)
    return &database->database;
  sqlite_drop(&database->database);
  return NULL;
}

/* A new connection to a copy of what the database in memory is. */
static gboolean renew_connection(SqliteDatabase *database, GError **error)
{
  g_autoptr(sqlite3) connection = sqlite_open(error);
  if (connection == NULL || !sqlite_fill(connection, database->connection, error))
    return FALSE;
  use_connection(database, g_steal_pointer(&connection));
  return TRUE;
}

gboolean sqlite_reset(MigharDatabase *handle, GError **error)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  if (database->file != NULL) {
    close_connection(database);
    return TRUE;
  }
  if (!sqlite_roll_back(database->connection, error))
    return FALSE;
  sqlite3_set_last_insert_rowid(database->connection, 0);
  return !database->session.changed || renew_connection(database, error);
}

/* Another process works on the file, as if mighar were not there. */
char *sqlite_url(MigharDatabase *handle, GError **error)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  if (database->file == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL,
                     "no other process can open a database of SQLite that is in memory");
    return NULL;
  }
  close_connection(database);
  return g_strdup_printf("sqlite:///%s", database->file);
}

MigharDatabase *sqlite_copy(MigharDatabase *source, GError **error)
{
  SqliteDatabase *original = (SqliteDatabase *)source;
  if (!sqlite_reset(source, error) || sqlite_connection(original, error) == NULL)
    return NULL;
  SqliteDatabase *copy = (SqliteDatabase *)sqlite_create(source->server, error);
  if (copy == NULL)
    return NULL;
  g_clear_pointer(&copy->schema, sqlite_schema_free);
  if (sqlite_fill(copy->connection, original->connection, error))
    return &copy->database;
  sqlite_drop(&copy->database);
  return NULL;
}

void sqlite_drop(MigharDatabase *handle)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  if (database == NULL)
    return;
  close_connection(database);
  if (database->file != NULL)
    sqlite_server_remove_file(database->file);
  sqlite_schema_free(database->schema);
  sqlite_session_clear(&database->session);
  g_free(database->file);
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
  gboolean written = path != NULL && sqlite_connection(database, error) != NULL &&
                     sqlite_write(database->connection, path, error);
  sqlite_drop(handle);
  if (written)
    return describe_file(path);
  if (path != NULL)
    g_unlink(path);
  return NULL;
}
