#include "target_backup.h"

#include "programs.h"
#include "words.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <mighar/error.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LAST_WORDS 400

/* As the server numbers versions, 150018; 0: it does not say. */
static int version_of(const char *pg_dump)
{
  const char *argv[] = {pg_dump, "--version", NULL};
  g_autofree char *output = NULL;
  int status, major = 0, minor = 0;
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, &status,
                    NULL) ||
      !g_spawn_check_wait_status(status, NULL))
    return 0;
  const char *number = strpbrk(output, "0123456789");
  return number != NULL && sscanf(number, "%d.%d", &major, &minor) >= 1 ? major * 10000 + minor : 0;
}

/* PATH first: that is the one that a person would have run. pg_dump reads servers of its own major version
 * and older ones. NULL: there is none. Free with g_free(). */
static char *find_pg_dump(int server_version)
{
  g_autofree char *in_path = g_find_program_in_path("pg_dump");
  if (in_path != NULL && version_of(in_path) / 10000 >= server_version / 10000)
    return g_steal_pointer(&in_path);
  g_autoptr(GPtrArray) installed = programs_search();
  for (guint i = 0; i < installed->len; i++) {
    g_autofree char *path = programs_path(g_ptr_array_index(installed, i), "pg_dump");
    if (g_file_test(path, G_FILE_TEST_IS_EXECUTABLE) && version_of(path) / 10000 >= server_version / 10000)
      return g_steal_pointer(&path);
  }
  return NULL;
}

/* pg_dump then finds a file that only its owner may read, and keeps it so. */
static gboolean make_private(const char *part, const char *path, GError **error)
{
  if (g_file_test(path, G_FILE_TEST_EXISTS)) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "name another file, or move this one away",
                     "the backup '%s' exists already", path);
    return FALSE;
  }
  int file = g_open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file >= 0)
    return g_close(file, NULL);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot write the backup '%s': %s", part,
                   g_strerror(errno));
  return FALSE;
}

static void set_failed(const char *complaint, GError **error)
{
  g_autofree char *words = words_on_one_line(complaint, "; ");
  gsize length = strlen(words);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "nothing was done to the database",
                   "the backup failed: %s", length > LAST_WORDS ? words + length - LAST_WORDS : words);
}

static gboolean run(const TargetTwin *twin, const char *pg_dump, const char *part, GError **error)
{
  const char *argv[] = {pg_dump, "--format=custom", "--no-password", "--file", part, NULL};
  g_auto(GStrv) environment = target_twin_environment(twin, g_get_environ());
  environment = g_environ_setenv(environment, "PGAPPNAME", "mighar backup", TRUE);
  g_autofree char *complaint = NULL;
  g_autoptr(GError) problem = NULL;
  int status;
  if (g_spawn_sync(NULL, (char **)argv, environment, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &complaint,
                   &status, &problem) &&
      g_spawn_check_wait_status(status, &problem))
    return TRUE;
  set_failed(complaint != NULL && *complaint != '\0' ? complaint : problem->message, error);
  return FALSE;
}

/* It counts only when it would survive a power cut. */
static gboolean settle(const char *part, const char *path, GError **error)
{
  int file = g_open(part, O_RDONLY | O_CLOEXEC, 0);
  gboolean settled = file >= 0 && fsync(file) == 0 && g_rename(part, path) == 0;
  int code = errno;
  if (file >= 0)
    close(file);
  if (!settled)
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "nothing was done to the database",
                     "cannot write the backup '%s': %s", path, g_strerror(code));
  return settled;
}

gboolean target_backup_write(const TargetTwin *twin, int version, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat(path, ".part", NULL);
  g_autofree char *pg_dump = find_pg_dump(version);
  if (pg_dump == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "install the client programs of that version",
                     "there is no pg_dump for a backup of PostgreSQL %d", version / 10000);
    return FALSE;
  }
  if (!make_private(part, path, error))
    return FALSE;
  if (run(twin, pg_dump, part, error) && settle(part, path, error))
    return TRUE;
  g_unlink(part);
  return FALSE;
}
