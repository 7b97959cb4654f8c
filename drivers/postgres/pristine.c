#include "pristine.h"

#include "cache.h"
#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "postgres-"

static char *name_of(const Programs *programs, const char *const *arguments)
{
  GStatBuf status = {0};
  g_autofree char *server = programs_path(programs, "postgres");
  g_autoptr(GString) identity = g_string_new("mighar pristine 4\n");
  /* Builds of one version can differ in what their data directories look like. */
  if (g_stat(server, &status) != 0)
    return NULL;
  g_string_append_printf(identity, "%s\n%s\n%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", programs->title,
                         server, (gint64)status.st_size, (gint64)status.st_mtime);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_string_append_printf(identity, "%s\n", arguments[i]);
  g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, identity->str, -1);
  return g_strdup_printf(PREFIX "%d-%.16s", programs->version, digest);
}

char *pristine_entry(const Programs *programs, const char *const *arguments)
{
  g_autofree char *cache = cache_directory();
  g_autofree char *name = cache != NULL ? name_of(programs, arguments) : NULL;
  if (name == NULL)
    return NULL;
  char *entry = g_build_filename(cache, name, NULL);
  if (!g_file_test(entry, G_FILE_TEST_IS_DIR))
    cache_prune(cache, PREFIX);
  return entry;
}

/* The file "complete" is written last and says how much there is. */
static gboolean read_size(const char *entry, TreeSize *size)
{
  char path[PATH_MAX], text[64];
  g_snprintf(path, sizeof path, "%s/complete", entry);
  int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0)
    return FALSE;
  gssize length = read(file, text, sizeof text - 1);
  close(file);
  text[MAX(length, 0)] = '\0';
  return sscanf(text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &size->files, &size->bytes) == 2;
}

static gboolean write_size(const char *entry, const TreeSize *size)
{
  char path[PATH_MAX], text[64];
  g_snprintf(path, sizeof path, "%s/complete", entry);
  int length = g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n", size->files,
                          size->bytes);
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0)
    return FALSE;
  gboolean written = write(file, text, length) == length;
  return close(file) == 0 && written;
}

/* A server starts without its databases: they are what most of the copying goes to, and come meanwhile. */
static gboolean set_aside(const char *entry)
{
  char from[PATH_MAX], to[PATH_MAX];
  g_snprintf(from, sizeof from, "%s/data/base", entry);
  g_snprintf(to, sizeof to, "%s/later", entry);
  return rename(from, to) == 0 && mkdir(from, 0700) == 0;
}

gboolean pristine_arrange(const char *original, const char *data)
{
  char path[PATH_MAX];
  g_snprintf(path, sizeof path, "%s/data", original);
  if (mkdir(original, 0700) != 0)
    return FALSE;
  if (rename(data, path) == 0 && pristine_pack(original))
    return TRUE;
  pristine_take_back(original, data);
  return FALSE;
}

gboolean pristine_unpack(const char *original)
{
  char from[PATH_MAX], to[PATH_MAX];
  g_snprintf(from, sizeof from, "%s/complete", original);
  if (unlink(from) != 0)
    return FALSE;
  g_snprintf(from, sizeof from, "%s/later", original);
  g_snprintf(to, sizeof to, "%s/data/base", original);
  return rename(from, to) == 0; // over a directory that is empty
}

gboolean pristine_pack(const char *original)
{
  char path[PATH_MAX];
  TreeSize size;
  g_snprintf(path, sizeof path, "%s/data", original);
  return tree_measure(path, &size) && set_aside(original) && write_size(original, &size);
}

void pristine_take_back(const char *original, const char *data)
{
  char base[PATH_MAX], path[PATH_MAX];
  g_snprintf(base, sizeof base, "%s/data/base", original);
  g_snprintf(path, sizeof path, "%s/later", original);
  rename(path, base); // over a directory that is empty
  g_snprintf(path, sizeof path, "%s/data", original);
  rename(path, data);
  tree_remove(original);
}

gboolean pristine_load(const char *entry, const char *data, const Account *account, TreeSize *loaded)
{
  char path[PATH_MAX];
  g_snprintf(path, sizeof path, "%s/data", entry);
  return tree_copy(path, data, account, loaded);
}

gboolean pristine_complete(const char *entry, const char *data, const Account *account,
                           const TreeSize *loaded)
{
  char from[PATH_MAX], to[PATH_MAX];
  TreeSize noted, later;
  g_snprintf(from, sizeof from, "%s/later", entry);
  g_snprintf(to, sizeof to, "%s/base", data);
  if (!read_size(entry, &noted) || !tree_add(from, to, account, &later))
    return FALSE;
  utimensat(AT_FDCWD, entry, NULL, 0);
  return loaded->files + later.files == noted.files && loaded->bytes + later.bytes == noted.bytes;
}

static gboolean ends_in(const char *name, const char *end)
{
  gsize length = strlen(name), rest = strlen(end);
  return length > rest && strcmp(name + length - rest, end) == 0;
}

static DIR *open_below(const char *data, const char *name, char *path)
{
  g_snprintf(path, PATH_MAX, "%s/%s", data, name);
  return opendir(path);
}

/* Where there is room in tables, and which of their pages hold nothing but what all may see: the server makes
 * these files again for tables that change. */
static void drop_maps(const char *directory)
{
  const struct dirent *entry;
  DIR *entries = opendir(directory);
  while (entries != NULL && (entry = readdir(entries)) != NULL)
    if (ends_in(entry->d_name, "_fsm") || ends_in(entry->d_name, "_vm"))
      unlinkat(dirfd(entries), entry->d_name, 0);
  if (entries != NULL)
    closedir(entries);
}

static gboolean is_segment(const char *name)
{
  return strspn(name, "0123456789ABCDEF") == 24 && name[24] == '\0';
}

/* Of a server that was shut down the first segment of the log holds all that is needed; the others are old
 * ones that wait to be written over. */
static void drop_spare_segments(const char *data)
{
  char path[PATH_MAX], first[25] = "";
  const struct dirent *entry;
  DIR *entries = open_below(data, "pg_wal", path);
  if (entries == NULL)
    return;
  while ((entry = readdir(entries)) != NULL)
    if (is_segment(entry->d_name) && (*first == '\0' || strcmp(entry->d_name, first) < 0))
      g_strlcpy(first, entry->d_name, sizeof first);
  rewinddir(entries);
  while ((entry = readdir(entries)) != NULL)
    if (is_segment(entry->d_name) && strcmp(entry->d_name, first) != 0)
      unlinkat(dirfd(entries), entry->d_name, 0);
  closedir(entries);
}

void pristine_trim(const char *data)
{
  char path[PATH_MAX], database[PATH_MAX];
  const struct dirent *entry;
  DIR *databases = open_below(data, "base", path);
  while (databases != NULL && (entry = readdir(databases)) != NULL)
    if (strspn(entry->d_name, "0123456789") == strlen(entry->d_name) &&
        g_snprintf(database, sizeof database, "%s/%s", path, entry->d_name) < (int)sizeof database)
      drop_maps(database);
  if (databases != NULL)
    closedir(databases);
  drop_spare_segments(data);
}

void pristine_store(const char *entry, const char *draft, const char *original)
{
  TreeSize size;
  if (!tree_copy(original, draft, NULL, &size) || rename(draft, entry) != 0)
    tree_remove(draft);
}

void pristine_discard(const char *entry, const char *draft)
{
  if (rename(entry, draft) == 0)
    tree_remove(draft);
}

/* Every initdb gives its directory another number: the first eight bytes of this file. */
gboolean pristine_identity(const char *data, guint64 *identity)
{
  g_autofree char *path = g_build_filename(data, "global", "pg_control", NULL);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return FALSE;
  gssize length = read(file, identity, sizeof *identity);
  close(file);
  return length == sizeof *identity;
}
