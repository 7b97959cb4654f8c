/* The scripts of a corpus, read beforehand: DIRECTORY/NNNNN.up.sql and .down.sql, from 1 on. */
#pragma once

#include <glib.h>

typedef struct {
  char *up;
  char *down;
} Scripts;

static inline char *read_script(const char *directory, guint number, const char *direction)
{
  g_autofree char *path = g_strdup_printf("%s/%05u.%s.sql", directory, number, direction);
  char *text = NULL;
  g_file_get_contents(path, &text, NULL, NULL);
  return text;
}

static inline GArray *read_scripts(const char *directory)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Scripts));
  for (guint number = 1;; number++) {
    Scripts scripts = {.up = read_script(directory, number, "up"),
                       .down = read_script(directory, number, "down")};
    if (scripts.up == NULL || scripts.down == NULL)
      return all;
    g_array_append_val(all, scripts);
  }
}
