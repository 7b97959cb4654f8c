#include "titles.h"

#include "cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define PREFIX "title-"

/* A script may choose another program each time. */
static gboolean is_binary(const char *program)
{
  static const char elf[] = {0x7f, 'E', 'L', 'F'};
  char magic[sizeof elf] = "";
  FILE *file = g_fopen(program, "rbe");
  if (file == NULL)
    return FALSE;
  gboolean read = fread(magic, 1, sizeof magic, file) == sizeof magic;
  fclose(file);
  return read && memcmp(magic, elf, sizeof elf) == 0;
}

static char *name_of(const char *program)
{
  struct stat status;
  if (stat(program, &status) != 0 || !is_binary(program))
    return NULL;
  g_autofree char *identity =
      g_strdup_printf("%s\n%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                      " %" G_GINT64_FORMAT,
                      program, (guint64)status.st_dev, (guint64)status.st_ino, (gint64)status.st_size,
                      (gint64)status.st_mtime, (gint64)status.st_ctime);
  g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, identity, -1);
  return g_strdup_printf(PREFIX "%.16s", digest);
}

static char *path_of(const char *cache, const char *program)
{
  g_autofree char *name = cache != NULL ? name_of(program) : NULL;
  return name != NULL ? g_build_filename(cache, name, NULL) : NULL;
}

char *titles_find(const char *program)
{
  g_autofree char *cache = cache_directory();
  g_autofree char *path = path_of(cache, program);
  g_autofree char *title = NULL;
  return path != NULL && g_file_get_contents(path, &title, NULL, NULL) && *title != '\0'
             ? g_steal_pointer(&title)
             : NULL;
}

void titles_keep(const char *program, const char *title)
{
  g_autofree char *cache = cache_directory();
  g_autofree char *path = path_of(cache, program);
  if (path == NULL)
    return;
  cache_prune(cache, PREFIX);
  g_file_set_contents(path, title, -1, NULL);
}
