#include "existing.h"

#include "database.h"
#include "memory.h"
#include "schema.h"
#include "sqlite.h"

#include <mighar/error.h>

#include <string.h>

/* How long a writer is waited for. */
#define BUSY_MILLISECONDS 10000

/* https://www.sqlite.org/fileformat.html: an empty file is a database, too, but it says so of nothing. */
#define HEADER "SQLite format 3"

/* Where the header says how the file is read: 2 is WAL. */
#define READ_VERSION 19
#define IS_WAL       2

/* The byte of the header of a database; -1 when the file is none. */
static int header_byte(const char *path, gsize offset)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
  if (file == NULL || g_mapped_file_get_length(file) < 100)
    return -1;
  const char *header = g_mapped_file_get_contents(file);
  return memcmp(header, HEADER, sizeof HEADER) == 0 ? (guchar)header[offset] : -1;
}

gboolean sqlite_existing_is_database(const char *path)
{
  return header_byte(path, 0) >= 0;
}

static gsize scheme_length(const char *url)
{
  for (const char *const *scheme = mighar_sqlite_driver.engine->url_schemes; *scheme != NULL; scheme++) {
    gsize length = strlen(*scheme);
    if (g_ascii_strncasecmp(url, *scheme, length) == 0 && url[length] == ':')
      return length + 1;
  }
  return 0;
}

char *sqlite_existing_path(const char *url)
{
  gsize scheme = scheme_length(url);
  if (scheme == 0)
    return g_strdup(url);
  const char *path = url + scheme;
  if (g_str_has_prefix(path, "//"))
    path += 2;
  return g_uri_unescape_segment(path, path + strcspn(path, "?#"), NULL);
}

gboolean sqlite_existing_only_reads(const char *url)
{
  const char *query = scheme_length(url) > 0 ? strchr(url, '?') : NULL;
  if (query == NULL)
    return FALSE;
  g_autoptr(GHashTable) parameters =
      g_uri_parse_params(query + 1, (gssize)strcspn(query + 1, "#"), "&", G_URI_PARAMS_NONE, NULL);
  return parameters != NULL && (g_strcmp0(g_hash_table_lookup(parameters, "mode"), "ro") == 0 ||
                                g_strcmp0(g_hash_table_lookup(parameters, "immutable"), "1") == 0);
}

static const char *advise(int code)
{
  switch (code) {
  case SQLITE_READONLY_ROLLBACK:
  case SQLITE_READONLY_RECOVERY:
    return "a program died while it wrote; open the database with one that may write, to have it repaired";
  case SQLITE_NOTADB:
    return "it is no database of SQLite, or an encrypted one";
  default:
    return NULL;
  }
}

static void set_open_error(const char *path, sqlite3 *connection, GError **error)
{
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, advise(sqlite3_extended_errcode(connection)),
                   "cannot read the SQLite database '%s': %s", path, sqlite3_errmsg(connection));
}

/* In WAL mode even a reader makes files beside the database where there are none. There being none, nobody
 * has it open and the file is all there is to it, so SQLite is told that it does not change. */
static char *uri_of(const char *path)
{
  g_autofree char *log = g_strconcat(path, "-wal", NULL);
  gboolean is_alone = header_byte(path, READ_VERSION) == IS_WAL && !g_file_test(log, G_FILE_TEST_EXISTS);
  g_autofree char *absolute = g_canonicalize_filename(path, NULL);
  g_autofree char *escaped = g_uri_escape_string(absolute, "/", FALSE);
  return g_strdup_printf("file://%s?mode=ro%s", escaped, is_alone ? "&immutable=1" : "");
}

/* A first query has SQLite look into the file. */
static sqlite3 *open_file(const char *path, GError **error)
{
  g_autoptr(sqlite3) connection = NULL;
  g_autofree char *uri = uri_of(path);
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
  memory_configure();
  if (sqlite3_open_v2(uri, &connection, flags, NULL) != SQLITE_OK ||
      sqlite3_busy_timeout(connection, BUSY_MILLISECONDS) != SQLITE_OK ||
      sqlite3_exec(connection, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL) != SQLITE_OK) {
    set_open_error(path, connection, error);
    return NULL;
  }
  return g_steal_pointer(&connection);
}

static MigharServer *server_new(const char *path)
{
  MigharServer *server = g_new0(MigharServer, 1);
  server->driver = &mighar_sqlite_driver;
  server->version = g_strdup(sqlite3_libversion());
  server->where = g_strdup_printf("in the file %s", path);
  return server;
}

MigharDatabase *sqlite_existing_open(const char *url, GError **error)
{
  g_autofree char *path = sqlite_existing_path(url);
  if (path == NULL || !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "give the path of a SQLite database, or sqlite:PATH",
                     "there is no file '%s'", path != NULL ? path : url);
    return NULL;
  }
  sqlite3 *connection = open_file(path, error);
  if (connection == NULL)
    return NULL;
  SqliteDatabase *database = g_new0(SqliteDatabase, 1);
  database->database.server = server_new(path);
  database->database.name = g_steal_pointer(&path);
  database->connection = connection;
  return &database->database;
}

void sqlite_existing_close(MigharDatabase *handle)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  if (database == NULL)
    return;
  sqlite_schema_free(database->schema);
  sqlite3_close(database->connection);
  g_free(handle->server->version);
  g_free(handle->server->where);
  g_free(handle->server);
  g_free(handle->name);
  g_free(database);
}

/* One transaction is one moment. It is ended by closing it, whatever happened in it. */
MigharSnapshot *sqlite_existing_observe(MigharDatabase *handle, GError **error)
{
  sqlite3 *connection = ((SqliteDatabase *)handle)->connection;
  if (sqlite3_exec(connection, "BEGIN", NULL, NULL, NULL) != SQLITE_OK) {
    sqlite_set_error(error, connection, "cannot read the schema");
    return NULL;
  }
  g_clear_pointer(&((SqliteDatabase *)handle)->schema, sqlite_schema_free);
  MigharSnapshot *snapshot = sqlite_snapshot(handle, MIGHAR_READ_ANEW, error);
  sqlite_roll_back(connection, NULL);
  return snapshot;
}

GPtrArray *sqlite_existing_read_column(MigharDatabase *handle, const char *sql, GError **error)
{
  sqlite3 *connection = sqlite_connection((SqliteDatabase *)handle, error);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(sqlite3_stmt) statement = NULL;
  if (connection == NULL)
    return NULL;
  int code = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
      g_ptr_array_add(values, g_strdup((const char *)sqlite3_column_text(statement, 0)));
  }
  if (code == SQLITE_DONE)
    return g_steal_pointer(&values);
  sqlite_set_error(error, connection, "cannot read the database");
  return NULL;
}
