#include "destination.h"

#include <errno.h>
#include <fcntl.h>
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

static gboolean fail(const char *path, int number, GError **error)
{
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot write '%s': %s", path, g_strerror(number));
  return FALSE;
}

/* Closes the stream. path is for the message. */
static gboolean fill_stream(FILE *stream, const char *path, DestinationFill fill, void *data, GError **error)
{
  errno = 0;
  gboolean filled = fill(stream, data, error);
  gboolean taken = fflush(stream) == 0 && !ferror(stream);
  int number = errno != 0 ? errno : EIO;
  taken = fclose(stream) == 0 && taken;
  return filled && (taken || fail(path, number, error));
}

static gboolean fill_in_place(const char *path, DestinationFill fill, void *data, GError **error)
{
  FILE *stream = fopen(path, "w");
  return stream != NULL ? fill_stream(stream, path, fill, data, error) : fail(path, errno, error);
}

/* A new file beside it takes its place when it is whole. */
static gboolean fill_and_replace(const char *path, DestinationFill fill, void *data, GError **error)
{
  g_autofree char *beside = g_strdup_printf("%s.XXXXXX", path);
  int file = g_mkstemp_full(beside, O_WRONLY | O_CLOEXEC, 0666);
  if (file < 0)
    return fail(path, errno, error);
  gboolean filled = fill_stream(fdopen(file, "w"), path, fill, data, error);
  if (filled && g_rename(beside, path) == 0)
    return TRUE;
  if (filled)
    fail(path, errno, error);
  g_unlink(beside);
  return FALSE;
}

gboolean destination_fill(const char *path, DestinationFill fill, void *data, GError **error)
{
  struct stat status;
  gboolean special = stat(path, &status) == 0 && !S_ISREG(status.st_mode);
  return special ? fill_in_place(path, fill, data, error) : fill_and_replace(path, fill, data, error);
}

static gboolean put_text(FILE *stream, void *data, G_GNUC_UNUSED GError **error)
{
  const GString *text = data;
  fwrite(text->str, 1, text->len, stream);
  return TRUE;
}

gboolean destination_write(const char *path, const GString *text, GError **error)
{
  return destination_fill(path, put_text, (GString *)text, error);
}
