#include "cache.h"

#include "tree.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define DRAFT_SECONDS (60 * 60)
#define ENTRY_SECONDS (90 * 24 * 60 * 60)

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

char *cache_directory(void)
{
  g_autofree char *cache = g_build_filename(g_get_user_cache_dir(), "mighar", NULL);
  return is_own(cache) && g_mkdir_with_parents(cache, 0700) == 0 ? g_steal_pointer(&cache) : NULL;
}

static void remove_if_old(const char *path, const char *name)
{
  GStatBuf status;
  gint64 limit = strchr(name, '~') != NULL ? DRAFT_SECONDS : ENTRY_SECONDS;
  if (g_lstat(path, &status) == 0 && g_get_real_time() / G_USEC_PER_SEC - status.st_mtime > limit)
    tree_remove(path);
}

void cache_prune(const char *cache, const char *prefix)
{
  g_autoptr(GDir) entries = g_dir_open(cache, 0, NULL);
  const char *name;
  while (entries != NULL && (name = g_dir_read_name(entries)) != NULL)
    if (g_str_has_prefix(name, prefix)) {
      g_autofree char *path = g_build_filename(cache, name, NULL);
      remove_if_old(path, name);
    }
}
