#include "create_files.h"

#include "say.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <mighar/error.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  char *path;
  const char *text;
} NewFile;

static void clear_file(gpointer file)
{
  g_free(((NewFile *)file)->path);
}

GArray *create_files_new(void)
{
  GArray *files = g_array_new(FALSE, FALSE, sizeof(NewFile));
  g_array_set_clear_func(files, clear_file);
  return files;
}

void create_files_add(GArray *files, char *path, const char *text)
{
  for (guint i = 0; i < files->len; i++)
    if (g_str_equal(g_array_index(files, NewFile, i).path, path)) {
      g_free(path);
      return;
    }
  const NewFile file = {path, text};
  g_array_append_val(files, file);
}

static gboolean write_file(const NewFile *file, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(file->path);
  int descriptor = g_mkdir_with_parents(folder, 0777) == 0
                       ? g_open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)
                       : -1;
  int code = errno;
  if (descriptor < 0 && code == EEXIST && g_file_test(file->path, G_FILE_TEST_EXISTS)) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "'%s' is there already", file->path);
    return FALSE;
  }
  gboolean written = descriptor >= 0 && write(descriptor, file->text, strlen(file->text)) >= 0;
  if (descriptor >= 0) {
    code = written ? 0 : errno;
    written = close(descriptor) == 0 && written;
  }
  if (!written)
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot write '%s': %s", file->path,
                     g_strerror(code));
  return written;
}

gboolean create_files_write(const GArray *files, GError **error)
{
  for (guint i = 0; i < files->len; i++) {
    if (write_file(&g_array_index(files, NewFile, i), error))
      continue;
    while (i-- > 0)
      g_unlink(g_array_index(files, NewFile, i).path);
    return FALSE;
  }
  return TRUE;
}

ExitCode create_files_print(const GArray *files)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < files->len; i++)
    g_string_append_printf(text, "%s\n", g_array_index(files, NewFile, i).path);
  return say_text(stdout, text->str);
}
