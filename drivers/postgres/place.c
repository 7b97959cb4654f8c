#include "place.h"

#include "sysv.h"
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <mighar/error.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

#define MEMORY "/dev/shm"
#define PREFIX "mighar-"
#define DIGITS 8

/* A container's /dev/shm has 64 MiB. A server starts with 30; the rest is for migrations that write. */
#define MEMORY_NEEDED (512 * 1024 * 1024ull)

static gboolean has_room(const char *path)
{
  struct statvfs status;
  return statvfs(path, &status) == 0 && (guint64)status.f_bavail * status.f_frsize >= MEMORY_NEEDED;
}

static gboolean socket_fits(const char *base)
{
  static const char rest[] = "/" PREFIX "01234567/.s.PGSQL.5432";
  return strlen(base) + sizeof rest <= sizeof((struct sockaddr_un *)NULL)->sun_path;
}

static gboolean usable(const char *base, const Account *account)
{
  return g_path_is_absolute(base) && socket_fits(base) && access(base, W_OK | X_OK) == 0 &&
         account_reaches(account, base);
}

static const char *choose_base(const Account *account)
{
  const char *temporary = g_getenv("TMPDIR");
  if (usable(MEMORY, account) && has_room(MEMORY))
    return MEMORY;
  if (temporary != NULL && usable(temporary, account))
    return temporary;
  return usable("/tmp", account) ? "/tmp" : NULL;
}

char *place_choose(const Account *account, GError **error)
{
  const char *base = choose_base(account);
  if (base == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT,
                     "set TMPDIR to a folder with a short name that can be written",
                     "no place for a scratch server: tried " MEMORY ", TMPDIR and /tmp");
    return NULL;
  }
  g_autofree char *name = g_strdup_printf(PREFIX "%08x", g_random_int());
  return g_build_filename(base, name, NULL);
}

static gboolean is_at(int directory, const char *path)
{
  struct stat held, named;
  return fstat(directory, &held) == 0 && lstat(path, &named) == 0 && held.st_ino == named.st_ino &&
         held.st_dev == named.st_dev;
}

int place_make(const char *path, const Account *account)
{
  /* Between mkdir() and flock() a sweep may take the directory for a stale one: then it is made again. */
  while (mkdir(path, 0700) == 0) {
    int directory = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory >= 0 && flock(directory, LOCK_EX) == 0 && is_at(directory, path) &&
        (account == NULL || fchown(directory, account->uid, account->gid) == 0))
      return directory;
    int problem = errno;
    if (directory >= 0)
      close(directory);
    if (access(path, F_OK) == 0) {
      rmdir(path);
      errno = problem;
      break;
    }
  }
  return -1;
}

static gboolean is_ours(const char *name)
{
  gsize prefix = strlen(PREFIX);
  return g_str_has_prefix(name, PREFIX) && strlen(name) == prefix + DIGITS &&
         strspn(name + prefix, "0123456789abcdef") == DIGITS;
}

static gboolean may_remove(int directory, const Account *account)
{
  struct stat status;
  return fstat(directory, &status) == 0 &&
         (status.st_uid == geteuid() || (account != NULL && status.st_uid == account->uid));
}

static void remove_if_stale(const char *path, const Account *account)
{
  int directory = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (directory < 0)
    return;
  if (may_remove(directory, account) && flock(directory, LOCK_EX | LOCK_NB) == 0) {
    sysv_remove(path);
    tree_remove(path);
  }
  close(directory);
}

static void sweep(const char *base, const Account *account)
{
  g_autoptr(GDir) entries = g_dir_open(base, 0, NULL);
  const char *name;
  while (entries != NULL && (name = g_dir_read_name(entries)) != NULL)
    if (is_ours(name)) {
      g_autofree char *path = g_build_filename(base, name, NULL);
      remove_if_stale(path, account);
    }
}

void place_sweep(const Account *account)
{
  const char *temporary = g_getenv("TMPDIR");
  sweep(MEMORY, account);
  sweep("/tmp", account);
  if (temporary != NULL && !g_str_equal(temporary, "/tmp"))
    sweep(temporary, account);
}
