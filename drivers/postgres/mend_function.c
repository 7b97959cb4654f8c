/* CREATE OR REPLACE FUNCTION from a function's properties. */
#include "mend.h"

#include <string.h>

/* "public.f(integer, text)" without the types, which are told again by the arguments. */
static gsize name_length(const char *name)
{
  gboolean quoted = FALSE;
  gsize i = 0;
  for (; name[i] != '\0' && (quoted || name[i] != '('); i++)
    quoted ^= name[i] == '"';
  return i;
}

/* Settings that hold lists of names are kept with the quotes that they need. */
static gboolean is_list(const char *setting)
{
  static const char *const lists[] = {"local_preload_libraries", "search_path", "session_preload_libraries",
                                      "temp_tablespaces", NULL};
  return g_strv_contains(lists, setting);
}

void mend_append_setting(GString *sql, const char *setting, const char *value)
{
  g_string_append_printf(sql, " SET %s TO ", setting);
  if (is_list(setting) && *value != '\0' && !g_str_equal(value, "\"\""))
    g_string_append(sql, value);
  else
    mighar_mend_append_literal(sql, is_list(setting) ? "" : value);
}

static gboolean append_settings(GString *sql, const char *settings)
{
  g_auto(GStrv) entries = g_strsplit(settings != NULL ? settings : "", "; ", -1);
  for (guint i = 0; entries[i] != NULL; i++) {
    char *equals = strchr(entries[i], '=');
    if (equals == NULL)
      return FALSE;
    *equals = '\0';
    mend_append_setting(sql, entries[i], equals + 1);
  }
  return TRUE;
}

/* In dollar quotes with a tag that the body does not hold, nor makes with what it ends in. */
static void append_quoted_body(GString *sql, const char *body)
{
  g_autofree char *tag = g_strdup("$$");
  gboolean ends_in_dollar = g_str_has_suffix(body, "$");
  for (guint i = 1; strstr(body, tag) != NULL || (ends_in_dollar && i == 1); i++) {
    g_free(tag);
    tag = g_strdup_printf("$body%u$", i);
  }
  g_string_append_printf(sql, "%s%s%s%s", tag, body, ends_in_dollar ? "\n" : "", tag);
}

static gboolean append_body(GString *sql, const MigharObject *function)
{
  const char *body = mighar_object_get(function, "body");
  if (body == NULL)
    return FALSE;
  gboolean parsed = g_strcmp0(mighar_object_get(function, "language"), "sql") == 0 &&
                    (g_str_has_prefix(body, "BEGIN ATOMIC") || g_str_has_prefix(body, "RETURN "));
  g_string_append(sql, parsed ? "\n" : "\nAS ");
  if (parsed)
    g_string_append(sql, body);
  else
    append_quoted_body(sql, body);
  g_string_append(sql, ";\n");
  return TRUE;
}

/* What stands between the arguments and the settings, but for what is so by default. */
static void append_clauses(GString *sql, const MigharObject *function)
{
  static const struct {
    const char *property;
    const char *usual; /* needs no words */
    const char *pattern;
  } clauses[] = {
      {"returns", NULL, " RETURNS {returns}"},
      {"language", NULL, "\nLANGUAGE {language}"},
      {"window", NULL, " WINDOW{!window}"},
      {"volatility", "volatile", " {^volatility}"},
      {"leakproof", NULL, " LEAKPROOF{!leakproof}"},
      {"strict", NULL, " STRICT{!strict}"},
      {"security definer", NULL, " SECURITY DEFINER{!security definer}"},
      {"parallel", "unsafe", " PARALLEL {^parallel}"},
      {"cost", "100", " COST {cost}"},
      {"rows", "1000", " ROWS {rows}"},
      {"support", NULL, " SUPPORT {support}"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(clauses); i++) {
    const char *value = mighar_object_get(function, clauses[i].property);
    if (g_strcmp0(value, clauses[i].usual) != 0)
      mighar_mend_fill(sql, clauses[i].pattern, function, NULL);
  }
}

gboolean mend_function(GString *sql, const MigharObject *function)
{
  gsize start = sql->len;
  /* not told well enough: for which types they are, and what costs a function in C has by default */
  if (mighar_object_get(function, "transforms") != NULL || mighar_object_get(function, "library") != NULL)
    return FALSE;
  const char *arguments = mighar_object_get(function, "arguments");
  g_autofree char *kind = g_ascii_strup(function->kind, -1);
  g_string_append_printf(sql, "CREATE OR REPLACE %s %.*s(%s)", kind, (int)name_length(function->name),
                         function->name, arguments != NULL ? arguments : "");
  append_clauses(sql, function);
  if (append_settings(sql, mighar_object_get(function, "settings")) && append_body(sql, function))
    return TRUE;
  g_string_truncate(sql, start);
  return FALSE;
}
