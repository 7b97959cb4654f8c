#include "source.h"

#include <mighar/error.h>
#include <mighar/sql.h>

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define MARK "\xef\xbb\xbf"

static gboolean check_kind(const char *file, GError **error)
{
  struct stat status;
  if (stat(file, &status) != 0) {
    mighar_set_error_at(error, MIGHAR_ERROR_ENVIRONMENT, file, 0, NULL, "cannot be read: %s",
                        g_strerror(errno));
    return FALSE;
  }
  if (!S_ISREG(status.st_mode)) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, file, 0, NULL, "is not a regular file");
    return FALSE;
  }
  if (status.st_size > MIGHAR_SOURCE_LIMIT) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, file, 0,
                        "load data of this size with the database's own tools",
                        "%" G_GINT64_FORMAT " MiB are too much for a migration; the limit is %d MiB",
                        (gint64)status.st_size >> 20, MIGHAR_SOURCE_LIMIT >> 20);
    return FALSE;
  }
  return TRUE;
}

static gboolean read_bytes(const char *file, char **bytes, gsize *length, GError **error)
{
  g_autoptr(GError) cause = NULL;
  if (!check_kind(file, error))
    return FALSE;
  if (g_file_get_contents(file, bytes, length, &cause))
    return TRUE;
  const char *reason =
      g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_ACCES) ? g_strerror(EACCES) : cause->message;
  mighar_set_error_at(error, MIGHAR_ERROR_ENVIRONMENT, file, 0, NULL, "cannot be read: %s", reason);
  return FALSE;
}

static gboolean check_text(const MigharSource *source, GError **error)
{
  const char *wrong;
  if (g_utf8_validate_len(source->text, source->length, &wrong))
    return TRUE;
  guint line = 1, column = 1;
  guchar byte = *wrong;
  gboolean is_utf16 = source->length >= 2 &&
                      (memcmp(source->text, "\xff\xfe", 2) == 0 || memcmp(source->text, "\xfe\xff", 2) == 0);
  mighar_sql_locate(source->text, wrong - source->text, &line, &column);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, line,
                      is_utf16 ? "the file is UTF-16; save it as UTF-8"
                               : "save the file as UTF-8; if it is Latin-1: iconv -f LATIN1 -t UTF-8",
                      "not UTF-8 text: byte 0x%02x in column %u", byte, column);
  return FALSE;
}

MigharSource *mighar_source_read(const char *file, GError **error)
{
  g_autoptr(MigharSource) source = g_new0(MigharSource, 1);
  source->file = g_intern_string(file);
  if (!read_bytes(file, &source->text, &source->length, error))
    return NULL;
  source->has_mark = g_str_has_prefix(source->text, MARK);
  if (source->has_mark) {
    source->length -= strlen(MARK);
    memmove(source->text, source->text + strlen(MARK), source->length + 1);
  }
  return check_text(source, error) ? g_steal_pointer(&source) : NULL;
}

void mighar_source_free(MigharSource *source)
{
  if (source == NULL)
    return;
  g_free(source->text);
  g_free(source);
}

static const char *start_of_next(const MigharSource *source, const MigharLine *line)
{
  if (line->start == NULL)
    return source->text;
  const char *cursor = line->start + line->length;
  cursor += *cursor == '\r';
  return cursor + (*cursor == '\n');
}

gboolean mighar_source_next_line(const MigharSource *source, MigharLine *line)
{
  const char *limit = source->text + source->length;
  const char *start = start_of_next(source, line);
  if (start >= limit)
    return FALSE;
  const char *end = memchr(start, '\n', limit - start);
  if (end == NULL)
    end = limit;
  if (end > start && end[-1] == '\r')
    end--;
  *line = (MigharLine){.start = start, .length = end - start, .number = line->number + 1};
  return TRUE;
}
