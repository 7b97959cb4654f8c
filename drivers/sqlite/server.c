#include "server.h"

#include "sqlite.h"
#include "sweeper.h"

#include <mighar/error.h>

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LENGTH 4096 // of a path

/* What SQLite may have beside a database: https://www.sqlite.org/tempfiles.html */
static const char *const suffixes[] = {"", "-journal", "-wal", "-shm"};

/* The last server that was made with files: there is one of them in a run. For the handler of a signal, which
 * may come at any moment, so both are written before they are needed. */
static struct {
  char directory[MAX_LENGTH];
  volatile guint n_files;
} live;

static char *file_in(const char *directory, guint number)
{
  return g_strdup_printf("%s/%u.db", directory, number);
}

static char *make_directory(GError **error)
{
  g_autoptr(GError) reason = NULL;
  char *directory = g_dir_make_tmp("mighar-sqlite-XXXXXX", &reason);
  if (directory == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "TMPDIR says where databases in files go",
                     "cannot make databases in files: %s", reason->message);
    return NULL;
  }
  live.n_files = 0;
  g_strlcpy(live.directory, directory, sizeof live.directory);
  sweeper_start(directory);
  return directory;
}

MigharServer *sqlite_server_new(gboolean shared, GError **error)
{
  g_autofree char *directory = shared ? make_directory(error) : NULL;
  if (shared && directory == NULL)
    return NULL;
  SqliteServer *server = g_new0(SqliteServer, 1);
  server->server.driver = &mighar_sqlite_driver;
  server->server.version = g_strdup(sqlite3_libversion());
  server->server.where = shared ? g_strdup_printf("in files, in %s", g_get_tmp_dir()) : g_strdup("in memory");
  server->directory = g_steal_pointer(&directory);
  return &server->server;
}

void sqlite_server_free(gpointer data)
{
  SqliteServer *server = data;
  if (server->directory != NULL) {
    g_rmdir(server->directory);
    live.directory[0] = '\0';
    sweeper_stop();
  }
  g_free(server->directory);
  g_free(server->server.version);
  g_free(server->server.where);
  g_free(server);
}

char *sqlite_server_new_file(SqliteServer *server)
{
  live.n_files = ++server->n_files;
  return file_in(server->directory, server->n_files);
}

void sqlite_server_remove_file(const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
    g_autofree char *file = g_strconcat(path, suffixes[i], NULL);
    g_unlink(file);
  }
}

/* Of directory, a number and a suffix; nothing of the C library that a handler may not call. */
static void build_path(char *path, guint number, const char *suffix)
{
  char digits[16], *digit = digits + sizeof digits;
  *--digit = '\0';
  for (guint rest = number; rest > 0; rest /= 10)
    *--digit = (char)('0' + rest % 10);
  strcpy(path, live.directory);
  strcat(path, "/");
  strcat(path, digit);
  strcat(path, ".db");
  strcat(path, suffix);
}

void sqlite_server_abandon(void)
{
  char path[MAX_LENGTH + 64];
  if (live.directory[0] == '\0')
    return;
  for (guint number = 1; number <= live.n_files; number++)
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
      build_path(path, number, suffixes[i]);
      unlink(path);
    }
  rmdir(live.directory);
}
