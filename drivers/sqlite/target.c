#include "target.h"

#include "existing.h"
#include "sqlite.h"

#include <errno.h>
#include <mighar/error.h>
#include <string.h>
#include <unistd.h>

/* How long another writer is waited for where settings do not say. */
#define BUSY_MILLISECONDS 5000

/* What SQLite calls "unable to open database file" and "file is not a database". */
static void explain_open(const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path);
  if (g_file_test(path, G_FILE_TEST_IS_DIR))
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "name the file of the database",
                     "'%s' is a directory, and no SQLite database", path);
  else if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "make it first", "there is no directory '%s'", folder);
  else if (access(g_file_test(path, G_FILE_TEST_EXISTS) ? path : folder, R_OK) != 0)
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot open the SQLite database '%s': %s", path,
                     g_strerror(errno));
  else
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "it may be encrypted, damaged, or something else",
                     "'%s' is no SQLite database", path);
}

static gboolean is_in_memory(const SqliteTarget *target)
{
  return g_str_equal(target->base.name, ":memory:");
}

gboolean sqlite_target_reopen(MigharTarget *handle, GError **error)
{
  SqliteTarget *target = (SqliteTarget *)handle;
  if (target->connection != NULL && is_in_memory(target))
    return TRUE; // it would be another database
  g_clear_pointer(&target->connection, sqlite3_close);
  target->connection = sqlite_open_file(handle->name, NULL);
  if (target->connection == NULL) {
    explain_open(handle->name, error);
    return FALSE;
  }
  guint wait = target->settings.lock_milliseconds;
  sqlite3_busy_timeout(target->connection, (int)(wait > 0 ? wait : BUSY_MILLISECONDS));
  sqlite_session_watch(&target->session, target->connection);
  int code = sqlite3_exec(target->connection, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
  if (code == SQLITE_NOTADB || code == SQLITE_CANTOPEN) {
    explain_open(handle->name, error);
    return FALSE;
  }
  if (code != SQLITE_OK) {
    sqlite_set_error(error, target->connection, "cannot read the database");
    return FALSE;
  }
  if (target->lock != NULL)
    sqlite_target_hurry(target);
  return TRUE;
}

static gboolean check_there(const char *path, const MigharTargetSettings *settings, GError **error)
{
  if (settings->create || g_str_equal(path, ":memory:") || g_file_test(path, G_FILE_TEST_EXISTS))
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "'mighar up' makes it",
                   "there is no SQLite database '%s'", path);
  return FALSE;
}

static void close_target(MigharTarget *handle)
{
  SqliteTarget *target = (SqliteTarget *)handle;
  if (target == NULL)
    return;
  sqlite_target_unlock(handle);
  sqlite3_close(target->connection);
  sqlite_session_clear(&target->session);
  g_free(handle->version);
  g_free(handle->where);
  g_free(handle->name);
  g_free(handle->url);
  g_free(target);
}

/* As SQLAlchemy and others have it: three slashes before the path, which is one from the root, whatever
 * directory the other process works in. */
static char *url_of(const char *path)
{
  if (g_str_equal(path, ":memory:"))
    return NULL;
  g_autofree char *absolute = g_canonicalize_filename(path, NULL);
  return g_strdup_printf("sqlite:///%s", absolute);
}

static MigharTarget *open_target(const char *url, const MigharTargetSettings *settings, GError **error)
{
  g_autofree char *path = sqlite_existing_path(url);
  if (path == NULL || *path == '\0') {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "write it as sqlite:PATH",
                     "the URL names no file of SQLite's");
    return NULL;
  }
  if (settings->absent_is_empty && !g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_free(path);
    path = g_strdup(":memory:");
  }
  if (!check_there(path, settings, error))
    return NULL;
  SqliteTarget *target = g_new0(SqliteTarget, 1);
  target->base = (MigharTarget){
      .driver = &mighar_sqlite_driver,
      .version = g_strdup(sqlite3_libversion()),
      .where =
          g_str_equal(path, ":memory:") ? g_strdup("in memory") : g_strdup_printf("in the file %s", path),
      .name = g_strdup(path),
      .url = url_of(path),
  };
  target->settings = *settings;
  if (!sqlite_target_reopen(&target->base, error)) {
    close_target(&target->base);
    return NULL;
  }
  target->base.read_only =
      sqlite_existing_only_reads(url) || sqlite3_db_readonly(target->connection, "main") == 1;
  return &target->base;
}

static GPtrArray *read_row(sqlite3_stmt *statement)
{
  GPtrArray *row = g_ptr_array_new_with_free_func(g_free);
  for (int i = 0; i < sqlite3_column_count(statement); i++)
    g_ptr_array_add(row, g_strdup((const char *)sqlite3_column_text(statement, i)));
  return row;
}

static MigharTargetRows *query(MigharTarget *handle, const char *sql, GError **error)
{
  sqlite3 *connection = ((SqliteTarget *)handle)->connection;
  g_autoptr(sqlite3_stmt) statement = NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  int code = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
      g_ptr_array_add(rows, read_row(statement));
  }
  if (code == SQLITE_DONE)
    return g_steal_pointer(&rows);
  sqlite_set_error(error, connection, "cannot read the database");
  return NULL;
}

static gboolean run(MigharTarget *handle, const char *const *statements, GError **error)
{
  sqlite3 *connection = ((SqliteTarget *)handle)->connection;
  g_autofree char *body = g_strjoinv(";\n", (char **)statements);
  g_autofree char *sql = g_strdup_printf("BEGIN IMMEDIATE;\n%s;\nCOMMIT", body);
  if (sqlite3_exec(connection, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  sqlite_set_error(error, connection, "cannot write the record of migrations");
  sqlite_roll_back(connection, NULL);
  return FALSE;
}

/* Beside the other one, unless it says otherwise. */
static char *sibling(const char *url, const char *name, gboolean is_schema, GError **error)
{
  if (is_schema) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "--target-databases takes paths of files",
                     "SQLite has no schemas that could be targets");
    return NULL;
  }
  g_autofree char *path = sqlite_existing_path(url);
  g_autofree char *folder = g_path_get_dirname(path != NULL ? path : ".");
  g_autofree char *beside = g_path_is_absolute(name) ? g_strdup(name) : g_build_filename(folder, name, NULL);
  g_autofree char *escaped = g_uri_escape_string(beside, "/", TRUE);
  return g_strconcat("sqlite:", escaped, NULL);
}

/* There is no link in between that would take time of its own. SQLite tells the time in milliseconds, and so
 * perhaps one that is before the start. */
#define SECONDS_SINCE_START "max((julianday('now') - julianday('{started}')) * 86400.0, 0.0)"

const MigharTargetDriver sqlite_target = {
    .open = open_target,
    .close = close_target,
    .reopen = sqlite_target_reopen,
    .query = query,
    .run = run,
    .execute = sqlite_target_execute,
    .settle = sqlite_target_settle,
    .render = sqlite_target_render,
    .seconds = SECONDS_SINCE_START,
    .elapsed = SECONDS_SINCE_START,
    .utc = "",
    .now = "strftime('%Y-%m-%d %H:%M:%f', 'now')",
    .lock = sqlite_target_lock,
    .unlock = sqlite_target_unlock,
    .backup = sqlite_target_backup,
    .sibling = sibling,
};
