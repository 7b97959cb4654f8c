#include "target_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <mighar/error.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_PAUSE_MILLISECONDS 10
#define LAST_PAUSE_MILLISECONDS  500

struct SqliteTargetLock {
  char *path;
  int file;
};

/* Whether the file that is locked is the one of that name, and not one that its last holder has removed. */
static gboolean is_there(int file, const char *path)
{
  struct stat opened, named;
  return fstat(file, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

/* The descriptor of the file, locked; -1 with errno, EWOULDBLOCK where somebody else has it. */
static int try_lock(const char *path)
{
  for (;;) {
    int file = g_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0)
      return -1;
    gboolean locked = flock(file, LOCK_EX | LOCK_NB) == 0;
    int code = errno;
    if (locked && is_there(file, path))
      return file;
    close(file);
    errno = code;
    if (!locked)
      return -1;
  }
}

static void write_holder(int file)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  g_autofree char *since = g_date_time_format(now, "%Y-%m-%d %H:%M:%S UTC");
  g_autofree char *text = g_strdup_printf("process %d on host '%s', user '%s', since %s\n", (int)getpid(),
                                          g_get_host_name(), g_get_user_name(), since);
  if (ftruncate(file, 0) != 0 || write(file, text, strlen(text)) < 0)
    return; // it is for people; the lock holds without
}

static char *read_holder(const char *path)
{
  char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL) || *text == '\0') {
    g_free(text);
    return g_strdup("who it is cannot be seen");
  }
  return g_strchomp(text);
}

static void set_held(const char *path, double seconds, GError **error)
{
  g_autofree char *holder = read_holder(path);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "wait for it longer with --lock-wait SECONDS",
                   "somebody else is migrating this database and was waited for %g s: %s", seconds, holder);
}

static int wait_for_lock(const char *path, double seconds, void (*waiting)(void *, const char *), void *data,
                         GError **error)
{
  gint64 until = g_get_monotonic_time() + (gint64)(seconds * G_USEC_PER_SEC);
  guint pause = FIRST_PAUSE_MILLISECONDS;
  int file;
  for (; (file = try_lock(path)) < 0; pause = MIN(pause * 2, LAST_PAUSE_MILLISECONDS)) {
    if (errno != EWOULDBLOCK) {
      mighar_set_error(
          error, MIGHAR_ERROR_ENVIRONMENT,
          "a database that is changed has a file beside it that says so: its directory has to be "
          "writable",
          "cannot lock '%s': %s", path, g_strerror(errno));
      return -1;
    }
    if (g_get_monotonic_time() >= until) {
      set_held(path, seconds, error);
      return -1;
    }
    if (waiting != NULL && pause == FIRST_PAUSE_MILLISECONDS) {
      g_autofree char *holder = read_holder(path);
      waiting(data, holder);
    }
    g_usleep((gulong)(pause * 1000 * g_random_double_range(0.75, 1.0)));
  }
  return file;
}

SqliteTargetLock *sqlite_target_lock_take(const char *path, double seconds,
                                          void (*waiting)(void *data, const char *holder), void *data,
                                          GError **error)
{
  g_autofree char *name = g_strconcat(path, "-mighar-lock", NULL);
  int file = wait_for_lock(name, seconds, waiting, data, error);
  if (file < 0)
    return NULL;
  write_holder(file);
  SqliteTargetLock *lock = g_new0(SqliteTargetLock, 1);
  *lock = (SqliteTargetLock){.path = g_steal_pointer(&name), .file = file};
  return lock;
}

void sqlite_target_lock_free(SqliteTargetLock *lock)
{
  if (lock == NULL)
    return;
  g_unlink(lock->path);
  close(lock->file);
  g_free(lock->path);
  g_free(lock);
}
