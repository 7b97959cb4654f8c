/* Lines and columns. */
#include <mighar/sql.h>

#include <string.h>

static gboolean is_utf8_continuation(char byte)
{
  return ((guchar)byte & 0xC0) == 0x80;
}

void mighar_sql_locate(const char *text, gsize offset, guint *line, guint *column)
{
  const char *cursor = text, *const limit = text + offset;
  while (*line == 1 && *column == 1 && limit - cursor >= 3 && memcmp(cursor, "\xef\xbb\xbf", 3) == 0)
    cursor += 3; // nobody sees a byte order mark
  for (; cursor < limit; cursor++) {
    gboolean is_first_of_two = *cursor == '\r' && cursor + 1 < limit && cursor[1] == '\n';
    if (is_first_of_two)
      continue;
    if (*cursor == '\n' || *cursor == '\r') {
      ++*line;
      *column = 1;
    } else if (!is_utf8_continuation(*cursor)) {
      ++*column;
    }
  }
}
