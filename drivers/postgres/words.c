#include "words.h"

char *words_on_one_line(const char *text, const char *separator)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_auto(GStrv) lines = g_strsplit_set(valid, "\r\n", -1);
  GString *line = g_string_new(NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip(lines[i]) != '\0')
      g_string_append_printf(line, "%s%s", line->len > 0 ? separator : "", lines[i]);
  return g_string_free(line, FALSE);
}
