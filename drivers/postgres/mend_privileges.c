/* Privileges, from what was granted and revoked since the object was made (see catalog.c): a list of
 * "GRANT SELECT, UPDATE TO somebody WITH GRANT OPTION" with semicolons between them. */
#include "mend.h"

#include <string.h>

typedef struct {
  GString *sql;
  const MigharObject *object;
  char *prefix; /* of every statement */
  char *target; /* "TABLE public.users" */
} Privileges;

/* One entry of the list, or what takes it back. */
static gboolean append_entry(const Privileges *privileges, const char *entry, gboolean undo)
{
  static const char pattern[] = "^(GRANT|REVOKE) ([A-Z, ]+?) (?:TO|FROM) (.+?)( WITH GRANT OPTION)?$";
  g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  /* What somebody else has granted can only be taken back by that one. */
  if (strstr(entry, " GRANTED BY ") != NULL || !g_regex_match(regex, entry, 0, &match))
    return FALSE;
  g_autofree char *verb = g_match_info_fetch(match, 1), *list = g_match_info_fetch(match, 2);
  g_autofree char *grantee = g_match_info_fetch(match, 3), *option = g_match_info_fetch(match, 4);
  if (g_str_equal(privileges->object->kind, "column")) {
    g_auto(GStrv) names = g_strsplit(list, ", ", -1);
    g_autofree char *joint = g_strdup_printf(" (%s), ", mighar_object_own_name(privileges->object));
    g_autofree char *joined = g_strjoinv(joint, names);
    g_free(list);
    list = g_strdup_printf("%s (%s)", joined, mighar_object_own_name(privileges->object));
  }
  gboolean grant = g_str_equal(verb, "GRANT") != undo;
  g_string_append_printf(privileges->sql, "%s%s %s ON %s %s %s%s;\n", privileges->prefix,
                         grant ? "GRANT" : "REVOKE", list, privileges->target, grant ? "TO" : "FROM", grantee,
                         grant ? option : "");
  return TRUE;
}

/* The entries of a list that the other one has not. */
static gboolean append_entries(const Privileges *privileges, const char *list, const char *other,
                               gboolean undo)
{
  g_auto(GStrv) entries = g_strsplit(list != NULL ? list : "", "; ", -1);
  g_auto(GStrv) others = g_strsplit(other != NULL ? other : "", "; ", -1);
  for (guint i = 0; entries[i] != NULL; i++)
    if (!g_strv_contains((const char *const *)others, entries[i]) &&
        !append_entry(privileges, entries[i], undo))
      return FALSE;
  return TRUE;
}

/* "of postgres for tables in schema app" */
static gboolean address_default(Privileges *privileges)
{
  static const char pattern[] = "^of (.+) for ([a-z ]+?)(?: in schema (.+))?$";
  g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  if (!g_regex_match(regex, privileges->object->name, 0, &match))
    return FALSE;
  g_autofree char *role = g_match_info_fetch(match, 1), *kind = g_match_info_fetch(match, 2);
  g_autofree char *schema = g_match_info_fetch(match, 3);
  gboolean in_schema = schema != NULL && *schema != '\0';
  privileges->prefix = g_strdup_printf("ALTER DEFAULT PRIVILEGES FOR ROLE %s%s%s ", role,
                                       in_schema ? " IN SCHEMA " : "", in_schema ? schema : "");
  privileges->target = g_ascii_strup(kind, -1);
  return TRUE;
}

static gboolean address(Privileges *privileges)
{
  if (g_str_equal(privileges->object->kind, "default privileges"))
    return address_default(privileges);
  const MendAddress *found = mend_address(privileges->object->kind);
  if (found == NULL || found->privilege == NULL)
    return FALSE;
  gboolean is_column = g_str_equal(privileges->object->kind, "column");
  privileges->prefix = g_strdup("");
  privileges->target = g_strdup_printf("%s %s", found->privilege,
                                       is_column ? privileges->object->parent : privileges->object->name);
  return TRUE;
}

gboolean mend_privileges(GString *sql, const MigharObject *left, const MigharObject *right)
{
  Privileges privileges = {.sql = sql, .object = left != NULL ? left : right};
  const char *before = left != NULL ? mighar_object_get(left, "privileges") : NULL;
  const char *after = right != NULL ? mighar_object_get(right, "privileges") : NULL;
  gsize start = sql->len;
  gboolean certain = address(&privileges) && append_entries(&privileges, after, before, TRUE) &&
                     append_entries(&privileges, before, after, FALSE);
  if (!certain)
    g_string_truncate(sql, start);
  g_free(privileges.prefix);
  g_free(privileges.target);
  return certain;
}

/* The objects that default privileges "for tables" are for. */
static const char *defaults_for(const char *kind)
{
  static const char *const words[][2] = {
      {"table", "tables"},         {"view", "tables"},         {"materialized view", "tables"},
      {"foreign table", "tables"}, {"sequence", "sequences"},  {"function", "functions"},
      {"procedure", "functions"},  {"aggregate", "functions"}, {"type", "types"},
      {"domain", "types"},         {"schema", "schemas"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_str_equal(words[i][0], kind))
      return words[i][1];
  return NULL;
}

static gboolean has_all(const MigharObject *object, const char *entries)
{
  const char *privileges = mighar_object_get(object, "privileges");
  g_auto(GStrv) had = g_strsplit(privileges != NULL ? privileges : "", "; ", -1);
  g_auto(GStrv) wanted = g_strsplit(entries != NULL ? entries : "", "; ", -1);
  for (guint i = 0; wanted[i] != NULL; i++)
    if (!g_strv_contains((const char *const *)had, wanted[i]))
      return FALSE;
  return TRUE;
}

gboolean mend_privileges_come_alone(const MigharSnapshot *snapshot, const MigharObject *object)
{
  const char *word = defaults_for(object->kind);
  g_autofree char *last = mend_last_name(object->name);
  g_autofree char *schema = g_strndup(object->name, MAX(strstr(object->name, last) - object->name, 1) - 1);
  g_autofree char *anywhere = g_strdup_printf(" for %s", word);
  g_autofree char *here = g_strdup_printf(" for %s in schema %s", word, schema);
  for (guint i = 0; word != NULL && i < snapshot->objects->len; i++) {
    const MigharObject *one = g_ptr_array_index(snapshot->objects, i);
    if (g_str_equal(one->kind, "default privileges") &&
        (g_str_has_suffix(one->name, anywhere) || g_str_has_suffix(one->name, here)) &&
        !has_all(object, mighar_object_get(one, "privileges")))
      return FALSE;
  }
  return TRUE;
}
