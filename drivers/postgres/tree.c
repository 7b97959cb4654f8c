#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Large enough for most files of a new cluster to need one read and one write. */
static char buffer[256 * 1024];

static gboolean is_self_or_parent(const char *name)
{
  return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static gboolean write_all(int file, const char *bytes, gssize length)
{
  while (length > 0) {
    gssize written = write(file, bytes, length);
    if (written < 0 && errno != EINTR)
      return FALSE;
    if (written > 0) {
      bytes += written;
      length -= written;
    }
  }
  return TRUE;
}

/* Within one file system the kernel copies, and shares the blocks where it can. Any refusal leaves the
 * offsets where they were, for copy_bytes() to go on from. */
static void copy_range(int from, int to, guint64 *bytes)
{
#ifdef __linux__
  gssize copied;
  while ((copied = copy_file_range(from, NULL, to, NULL, 1 << 30, 0)) > 0)
    *bytes += copied;
#else
  (void)from, (void)to, (void)bytes;
#endif
}

static gboolean copy_bytes(int from, int to, guint64 *bytes)
{
  gssize length;
  while ((length = read(from, buffer, sizeof buffer)) != 0) {
    if (length < 0 && errno != EINTR)
      return FALSE;
    if (length > 0 && !write_all(to, buffer, length))
      return FALSE;
    *bytes += MAX(length, 0);
  }
  return TRUE;
}

static gboolean give(int file, const Account *owner)
{
  return owner == NULL || fchown(file, owner->uid, owner->gid) == 0;
}

static gboolean copy_contents(int from, int to, const Account *owner, gboolean same_device, TreeSize *size)
{
  size->files++;
  if (!give(to, owner))
    return FALSE;
  if (same_device)
    copy_range(from, to, &size->bytes);
  return copy_bytes(from, to, &size->bytes);
}

static gboolean copy_file(int from_directory, int to_directory, const char *name, const Account *owner,
                          gboolean same_device, TreeSize *size)
{
  int from = openat(from_directory, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (from < 0)
    return FALSE;
  int to = openat(to_directory, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean copied = to >= 0 && copy_contents(from, to, owner, same_device, size);
  int problem = errno;
  /* A full disk may show only now. */
  if (to >= 0 && close(to) != 0 && copied) {
    problem = errno;
    copied = FALSE;
  }
  close(from);
  errno = problem;
  return copied;
}

static gboolean copy_directory(int from_parent, const char *from_name, int to_parent, const char *to_name,
                               const Account *owner, TreeSize *size);

static gboolean is_directory(int parent, const struct dirent *entry)
{
  struct stat status;
  if (entry->d_type != DT_UNKNOWN)
    return entry->d_type == DT_DIR;
  return fstatat(parent, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

static gboolean copy_entries(DIR *from, int to, const Account *owner, TreeSize *size)
{
  struct stat source, target;
  gboolean same_device =
      fstat(dirfd(from), &source) == 0 && fstat(to, &target) == 0 && source.st_dev == target.st_dev;
  struct dirent *entry;
  while ((errno = 0, entry = readdir(from)) != NULL) {
    if (is_self_or_parent(entry->d_name))
      continue;
    const char *name = entry->d_name;
    if (is_directory(dirfd(from), entry) ? !copy_directory(dirfd(from), name, to, name, owner, size)
                                         : !copy_file(dirfd(from), to, name, owner, same_device, size))
      return FALSE;
  }
  return errno == 0;
}

static int open_directory(int parent, const char *name)
{
  return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static DIR *open_entries(int parent, const char *name)
{
  int directory = open_directory(parent, name);
  DIR *entries = directory >= 0 ? fdopendir(directory) : NULL;
  if (entries == NULL && directory >= 0)
    close(directory);
  return entries;
}

/* Closes to, which may be none. */
static gboolean fill_directory(DIR *entries, int to, const Account *owner, TreeSize *size)
{
  gboolean copied = to >= 0 && copy_entries(entries, to, owner, size);
  int problem = errno;
  if (to >= 0)
    close(to);
  closedir(entries);
  errno = problem;
  return copied;
}

static gboolean copy_directory(int from_parent, const char *from_name, int to_parent, const char *to_name,
                               const Account *owner, TreeSize *size)
{
  DIR *entries = open_entries(from_parent, from_name);
  if (entries == NULL)
    return FALSE;
  int to = mkdirat(to_parent, to_name, 0700) == 0 ? open_directory(to_parent, to_name) : -1;
  if (to >= 0 && !give(to, owner)) {
    close(to);
    to = -1;
  }
  return fill_directory(entries, to, owner, size);
}

gboolean tree_copy(const char *from, const char *to, const Account *owner, TreeSize *size)
{
  *size = (TreeSize){0};
  return copy_directory(AT_FDCWD, from, AT_FDCWD, to, owner, size);
}

gboolean tree_add(const char *from, const char *to, const Account *owner, TreeSize *size)
{
  *size = (TreeSize){0};
  DIR *entries = open_entries(AT_FDCWD, from);
  return entries != NULL && fill_directory(entries, open_directory(AT_FDCWD, to), owner, size);
}

static gboolean measure_entry(int parent, const char *name, TreeSize *size);

static gboolean measure_entries(int parent, const char *name, TreeSize *size)
{
  DIR *entries = open_entries(parent, name);
  const struct dirent *entry = NULL;
  gboolean measured = entries != NULL;
  while (measured && (entry = readdir(entries)) != NULL)
    measured = is_self_or_parent(entry->d_name) || measure_entry(dirfd(entries), entry->d_name, size);
  if (entries != NULL)
    closedir(entries);
  return measured;
}

static gboolean measure_entry(int parent, const char *name, TreeSize *size)
{
  struct stat status;
  if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return FALSE;
  if (S_ISDIR(status.st_mode))
    return measure_entries(parent, name, size);
  size->files++;
  size->bytes += status.st_size;
  return S_ISREG(status.st_mode);
}

gboolean tree_measure(const char *path, TreeSize *size)
{
  *size = (TreeSize){0};
  return measure_entry(AT_FDCWD, path, size);
}

static void remove_entry(int parent, const char *name);

static void remove_entries(int parent, const char *name)
{
  DIR *entries = open_entries(parent, name);
  if (entries == NULL)
    return;
  const struct dirent *entry;
  while ((entry = readdir(entries)) != NULL)
    if (!is_self_or_parent(entry->d_name))
      remove_entry(dirfd(entries), entry->d_name);
  closedir(entries);
}

static void remove_entry(int parent, const char *name)
{
  /* A directory says EISDIR on Linux and EPERM elsewhere. */
  if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
    return;
  remove_entries(parent, name);
  unlinkat(parent, name, AT_REMOVEDIR);
}

void tree_remove(const char *path)
{
  remove_entry(AT_FDCWD, path);
}
