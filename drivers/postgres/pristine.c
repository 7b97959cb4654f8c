#include "pristine.h"

#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "postgres-"

/* What was left by a killed run, and what no run has used for long. */
#define DRAFT_SECONDS (60 * 60)
#define ENTRY_SECONDS (90 * 24 * 60 * 60)

static char *name_of(const Programs *programs, const char *const *arguments)
{
  GStatBuf status = {0};
  g_autofree char *server = programs_path(programs, "postgres");
  g_autoptr(GString) identity = g_string_new("mighar pristine 1\n");
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

/* With sudo the home may be another user's, who would later find files of root's in it. */
static gboolean is_own(const char *directory)
{
  g_autofree char *path = g_strdup(directory);
  GStatBuf status;
  while (g_stat(path, &status) != 0) {
    g_autofree char *child = g_steal_pointer(&path);
    path = g_path_get_dirname(child);
    if (g_str_equal(path, child))
      return FALSE;
  }
  return status.st_uid == geteuid();
}

static void remove_if_old(const char *path, const char *name)
{
  GStatBuf status;
  gint64 limit = strchr(name, '~') != NULL ? DRAFT_SECONDS : ENTRY_SECONDS;
  if (g_lstat(path, &status) == 0 && g_get_real_time() / G_USEC_PER_SEC - status.st_mtime > limit)
    tree_remove(path);
}

static void prune(const char *cache)
{
  g_autoptr(GDir) entries = g_dir_open(cache, 0, NULL);
  const char *name;
  while (entries != NULL && (name = g_dir_read_name(entries)) != NULL)
    if (g_str_has_prefix(name, PREFIX)) {
      g_autofree char *path = g_build_filename(cache, name, NULL);
      remove_if_old(path, name);
    }
}

char *pristine_entry(const Programs *programs, const char *const *arguments)
{
  g_autofree char *cache = g_build_filename(g_get_user_cache_dir(), "mighar", NULL);
  g_autofree char *name = name_of(programs, arguments);
  if (name == NULL || !is_own(cache) || g_mkdir_with_parents(cache, 0700) != 0)
    return NULL;
  char *entry = g_build_filename(cache, name, NULL);
  if (!g_file_test(entry, G_FILE_TEST_IS_DIR))
    prune(cache);
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

gboolean pristine_load(const char *entry, const char *data, const Account *account)
{
  char path[PATH_MAX];
  TreeSize noted, copied;
  g_snprintf(path, sizeof path, "%s/data", entry);
  if (!read_size(entry, &noted) || !tree_copy(path, data, account, &copied))
    return FALSE;
  utimensat(AT_FDCWD, entry, NULL, 0);
  return copied.files == noted.files && copied.bytes == noted.bytes;
}

void pristine_store(const char *entry, const char *draft, const char *data)
{
  char path[PATH_MAX];
  TreeSize size;
  g_snprintf(path, sizeof path, "%s/data", draft);
  if (mkdir(draft, 0700) != 0)
    return;
  if (!tree_copy(data, path, NULL, &size) || !write_size(draft, &size) || rename(draft, entry) != 0)
    tree_remove(draft);
}

void pristine_discard(const char *entry, const char *draft)
{
  if (rename(entry, draft) == 0)
    tree_remove(draft);
}
