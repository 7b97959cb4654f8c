#include "env_file.h"

#include <mighar/error.h>
#include <string.h>

#define USUAL ".env"

static gboolean is_name(const char *text)
{
  return g_regex_match_simple("^[A-Za-z_][A-Za-z0-9_]*$", text, 0, 0);
}

/* Within quotes all counts; without, a comment after white space does not. */
static char *read_value(const char *text)
{
  const char *end = *text == '"' || *text == '\'' ? strchr(text + 1, *text) : NULL;
  if (end != NULL)
    return g_strndup(text + 1, end - text - 1);
  const char *comment = strstr(text, " #");
  return g_strchomp(g_strndup(text, comment != NULL ? (gsize)(comment - text) : strlen(text)));
}

static gboolean read_line(char *line)
{
  char *start = g_strstrip(line);
  if (g_str_has_prefix(start, "export "))
    start = g_strchug(start + strlen("export "));
  if (*start == '\0' || *start == '#')
    return TRUE;
  char *equals = strchr(start, '=');
  if (equals == NULL)
    return FALSE;
  *equals = '\0';
  if (!is_name(g_strchomp(start)))
    return FALSE;
  g_autofree char *value = read_value(g_strchug(equals + 1));
  g_setenv(start, value, FALSE);
  return TRUE;
}

gboolean env_file_read(const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) problem = NULL;
  const char *file = path != NULL ? path : USUAL;
  if (!g_file_get_contents(file, &text, NULL, &problem)) {
    if (path == NULL)
      return TRUE;
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "--env-file: %s", problem->message);
    return FALSE;
  }
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!read_line(lines[i]) && path != NULL) {
      mighar_set_error_at(error, MIGHAR_ERROR_USAGE, file, i + 1, NULL, "is no NAME=value");
      return FALSE;
    }
  return TRUE;
}
