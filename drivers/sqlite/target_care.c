#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <mighar/error.h>
#include <unistd.h>

/* As SQLite names the file of the connection, symbolic links followed; "" in memory. */
static const char *file_of(const SqliteTarget *target)
{
  const char *path = sqlite3_db_filename(target->connection, "main");
  return path != NULL ? path : "";
}

/* A PRAGMA of mighar's own; what watches the session takes every one for a script's. */
static gboolean set(SqliteTarget *target, const char *pragma, GError **error)
{
  gboolean changed = target->session.changed;
  gboolean done = sqlite3_exec(target->connection, pragma, NULL, NULL, NULL) == SQLITE_OK;
  target->session.changed = changed;
  if (!done)
    sqlite_set_error(error, target->connection, "cannot write to the disk");
  return done;
}

static gboolean has_journal(SqliteTarget *target, const char *mode)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  return sqlite3_prepare_v2(target->connection, "PRAGMA main.journal_mode", -1, &statement, NULL) ==
             SQLITE_OK &&
         sqlite3_step(statement) == SQLITE_ROW &&
         g_strcmp0((const char *)sqlite3_column_text(statement, 0), mode) == 0;
}

/* With a write-ahead log, that SQLite waits for the disk is of no use before the last of many transactions: a
 * crash of the system takes the end of them, ledger and all, and never a part of one
 * (https://www.sqlite.org/pragma.html#pragma_synchronous). With a rollback journal it would be another
 * matter, and there it waits. */
void sqlite_target_hurry(SqliteTarget *target)
{
  target->hurried = has_journal(target, "wal") && set(target, "PRAGMA main.synchronous = normal", NULL);
}

/* A commit that is waited for makes all before it last: one that writes the version that was there. */
gboolean sqlite_target_settle(MigharTarget *handle, GError **error)
{
  SqliteTarget *target = (SqliteTarget *)handle;
  g_autoptr(sqlite3_stmt) statement = NULL;
  if (!target->hurried)
    return TRUE;
  if (sqlite3_prepare_v2(target->connection, "PRAGMA main.user_version", -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step(statement) != SQLITE_ROW) {
    sqlite_set_error(error, target->connection, "cannot write to the disk");
    return FALSE;
  }
  g_autofree char *same = g_strdup_printf("PRAGMA main.synchronous = full; PRAGMA main.user_version = %d",
                                          sqlite3_column_int(statement, 0));
  sqlite3_reset(statement);
  target->hurried = FALSE;
  if (set(target, same, error))
    return TRUE;
  g_prefix_error(error, "what was done may not outlive a crash of the system: ");
  return FALSE;
}

gboolean sqlite_target_lock(MigharTarget *handle, const MigharTargetLock *lock, GError **error)
{
  SqliteTarget *target = (SqliteTarget *)handle;
  const char *path = file_of(target);
  if (lock->mode != NULL) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "leave --lock out",
                     "a SQLite database is locked by a file beside it, and there is no way '%s' to do it",
                     lock->mode);
    return FALSE;
  }
  if (*path == '\0' || target->lock != NULL)
    return TRUE; // nobody else can come to what is in memory
  target->lock = sqlite_target_lock_take(path, lock->seconds, lock->waiting, lock->data, error);
  if (target->lock != NULL)
    sqlite_target_hurry(target);
  return target->lock != NULL;
}

void sqlite_target_unlock(MigharTarget *handle)
{
  SqliteTarget *target = (SqliteTarget *)handle;
  sqlite_target_lock_free(g_steal_pointer(&target->lock));
}

static gboolean fail(const char *file, const char *words, GError **error)
{
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "nothing was done to the database",
                   "the backup '%s' failed: %s", file, words);
  return FALSE;
}

static gboolean make_private(const char *part, const char *file, GError **error)
{
  if (g_file_test(file, G_FILE_TEST_EXISTS)) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "name another file, or move this one away",
                     "the backup '%s' exists already", file);
    return FALSE;
  }
  int made = g_open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  return made >= 0 ? g_close(made, error) : fail(file, g_strerror(errno), error);
}

/* What is not whole is no backup: SQLite reads all of it once more. */
static gboolean check(const char *part, const char *file, GError **error)
{
  g_autoptr(sqlite3) copy = NULL;
  g_autoptr(sqlite3_stmt) statement = NULL;
  if (sqlite3_open_v2(part, &copy, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2(copy, "PRAGMA quick_check(1)", -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step(statement) != SQLITE_ROW)
    return fail(file, sqlite3_errmsg(copy), error);
  const char *answer = (const char *)sqlite3_column_text(statement, 0);
  return g_strcmp0(answer, "ok") == 0 || fail(file, answer, error);
}

static gboolean settle(const char *part, const char *file, GError **error)
{
  int written = g_open(part, O_RDONLY | O_CLOEXEC, 0);
  gboolean settled = written >= 0 && fsync(written) == 0 && g_rename(part, file) == 0;
  int code = errno;
  if (written >= 0)
    close(written);
  return settled || fail(file, g_strerror(code), error);
}

gboolean sqlite_target_backup(MigharTarget *handle, const char *file, GError **error)
{
  g_autofree char *part = g_strconcat(file, ".part", NULL);
  if (!make_private(part, file, error))
    return FALSE;
  if (sqlite_write(((SqliteTarget *)handle)->connection, part, error) && check(part, file, error) &&
      settle(part, file, error))
    return TRUE;
  g_unlink(part);
  return FALSE;
}
