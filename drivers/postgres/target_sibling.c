#include "target.h"

#include <string.h>

/* In "options", blanks and backslashes that are no ends of words have a backslash before them (manual,
 * section "Database Connection Control Functions", options). */
static char *search_path_option(const char *schema)
{
  g_auto(GStrv) parts = g_strsplit(schema, "\"", -1);
  g_autofree char *doubled = g_strjoinv("\"\"", parts);
  g_autofree char *quoted = g_strdup_printf("\"%s\"", doubled);
  GString *option = g_string_new("-csearch_path=");
  for (const char *c = quoted; *c != '\0'; c++) {
    if (*c == ' ' || *c == '\\')
      g_string_append_c(option, '\\');
    g_string_append_c(option, *c);
  }
  return g_string_free(option, FALSE);
}

static gboolean is_parameter(const char *parameter, const char *name)
{
  gsize length = strlen(name);
  return strncmp(parameter, name, length) == 0 && parameter[length] == '=';
}

/* The URL's query, in which the parameter is set to the value; joined to what it had, or in its place. */
static char *set_parameter(const char *query, const char *name, const char *value, gboolean joins)
{
  g_auto(GStrv) parameters = g_strsplit(query, "&", -1);
  g_autofree char *escaped = g_uri_escape_string(value, NULL, FALSE);
  g_autoptr(GString) text = g_string_new(NULL);
  const char *old = "";
  for (guint i = 0; parameters[i] != NULL; i++)
    if (is_parameter(parameters[i], name))
      old = parameters[i] + strlen(name) + 1;
    else if (*parameters[i] != '\0')
      g_string_append_printf(text, "%s%s", text->len > 0 ? "&" : "?", parameters[i]);
  g_string_append_printf(text, "%s%s=%s%s%s", text->len > 0 ? "&" : "?", name, joins ? old : "",
                         joins && *old != '\0' ? "%20" : "", escaped);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The last of two names of the database counts: what is in the query. */
char *target_sibling(const char *url, const char *name, gboolean is_schema, GError **error G_GNUC_UNUSED)
{
  gsize length = strcspn(url, "?");
  const char *query = url[length] == '?' ? url + length + 1 : "";
  g_autofree char *value = is_schema ? search_path_option(name) : g_strdup(name);
  g_autofree char *changed = set_parameter(query, is_schema ? "options" : "dbname", value, is_schema);
  return g_strdup_printf("%.*s%s", (int)length, url, changed);
}
