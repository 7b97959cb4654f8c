#include "destination.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <mighar/error.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Replacing needs the right to write the folder, and so does a new file. */
static gboolean check_folder(const char *option, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path);
  if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
    g_autofree char *hint = g_strdup_printf("mkdir -p '%s'", folder);
    mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "%s: there is no directory '%s'", option, folder);
    return FALSE;
  }
  if (g_access(folder, W_OK | X_OK) != 0) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "%s: cannot write to the directory '%s': %s", option,
                     folder, g_strerror(errno));
    return FALSE;
  }
  return TRUE;
}

gboolean destination_check(const char *option, const char *path, GError **error)
{
  struct stat status;
  if (stat(path, &status) != 0 || S_ISREG(status.st_mode))
    return check_folder(option, path, error);
  if (S_ISDIR(status.st_mode)) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "give the name of a file in it", "%s: '%s' is a directory",
                     option, path);
    return FALSE;
  }
  if (g_access(path, W_OK) != 0) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "%s: cannot write to '%s': %s", option, path,
                     g_strerror(errno));
    return FALSE;
  }
  return TRUE;
}

static gboolean write_in_place(const char *path, const GString *text)
{
  FILE *file = fopen(path, "w");
  if (file == NULL)
    return FALSE;
  gboolean written = fwrite(text->str, 1, text->len, file) == text->len;
  return fclose(file) == 0 && written;
}

gboolean destination_write(const char *path, const GString *text, GError **error)
{
  struct stat status;
  g_autoptr(GError) failure = NULL;
  gboolean special = stat(path, &status) == 0 && !S_ISREG(status.st_mode);
  if (special ? write_in_place(path, text) : g_file_set_contents(path, text->str, text->len, &failure))
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot write '%s': %s", path,
                   failure != NULL ? failure->message : g_strerror(errno));
  return FALSE;
}
