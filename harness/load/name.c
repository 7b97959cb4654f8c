#include "name.h"

#include <string.h>

#define LISTED 3

void mighar_name_clear(MigharName *name)
{
  g_free(name->version);
  g_free(name->title);
  g_free(name->engine);
  *name = (MigharName){0};
}

gboolean mighar_name_parse(const char *text, const char *suffix, MigharDirection direction, MigharName *name)
{
  gsize digits = strspn(text, "0123456789");
  if (digits == 0 || text[digits] != '_')
    return FALSE;
  const char *title = text + digits + 1;
  if (!g_str_has_suffix(title, suffix) || strchr(title, '/') != NULL)
    return FALSE;
  *name = (MigharName){.version = g_strndup(text, digits),
                       .title = g_strndup(title, strlen(title) - strlen(suffix)),
                       .direction = direction};
  return TRUE;
}

gboolean mighar_name_parse_digits(const char *text, const char *suffix, MigharName *name)
{
  gsize digits = strspn(text, "0123456789");
  if (digits == 0 || strchr(text, '/') != NULL || !g_str_has_suffix(text + digits, suffix))
    return FALSE;
  const char *rest = text + digits, *end = text + strlen(text) - strlen(suffix);
  const char *title = rest < end && strchr("_-.", *rest) != NULL ? rest + 1 : rest;
  *name = (MigharName){
      .version = g_strndup(text, digits), .title = g_strndup(title, end - title), .direction = MIGHAR_UP};
  return TRUE;
}

gboolean mighar_name_is_unrelated(const char *name)
{
  g_autofree char *lower = g_ascii_strdown(name, -1);
  gboolean is_sql = g_str_has_suffix(lower, ".sql") || strstr(lower, ".sql.") != NULL;
  gboolean is_numbered = g_ascii_isdigit(*name) && !g_str_has_suffix(lower, "_test.go");
  return !is_sql && !is_numbered;
}

gboolean mighar_name_is_litter(const char *name)
{
  return *name == '.' || *name == '#' || g_str_has_suffix(name, "~") || g_str_has_suffix(name, ".swp");
}

char *mighar_name_list(const GPtrArray *names)
{
  GString *list = g_string_new(NULL);
  for (guint i = 0; i < names->len && i < LISTED; i++) {
    const char *before = i == 0 ? "" : i + 1 == names->len ? " and " : ", ";
    g_string_append_printf(list, "%s'%s'", before, (const char *)g_ptr_array_index(names, i));
  }
  if (names->len > LISTED)
    g_string_append_printf(list, " and %u more", names->len - LISTED);
  return g_string_free(list, FALSE);
}
