/* Options, as a list: "fillfactor=70, toast.autovacuum_enabled=false". */
#include "mend.h"

#include <string.h>

static gsize key_length(const char *option)
{
  return strcspn(option, "=");
}

/* The option of the same name in a list; NULL when there is none. */
static const char *find_option(char *const *options, const char *option)
{
  for (guint i = 0; options[i] != NULL; i++)
    if (key_length(options[i]) == key_length(option) && strncmp(options[i], option, key_length(option)) == 0)
      return options[i];
  return NULL;
}

/* "how RESET (...)" of what is too much, and "how SET (...)" of what should be. */
static void set_parameters(GString *sql, const char *how, const char *before, const char *after)
{
  g_auto(GStrv) wanted = g_strsplit(before != NULL ? before : "", ", ", -1);
  g_auto(GStrv) had = g_strsplit(after != NULL ? after : "", ", ", -1);
  g_autoptr(GString) keys = g_string_new(NULL);
  for (guint i = 0; had[i] != NULL; i++)
    if (find_option(wanted, had[i]) == NULL)
      g_string_append_printf(keys, "%s%.*s", keys->len > 0 ? ", " : "", (int)key_length(had[i]), had[i]);
  if (keys->len > 0)
    g_string_append_printf(sql, "%s RESET (%s);\n", how, keys->str);
  if (before != NULL)
    g_string_append_printf(sql, "%s SET (%s);\n", how, before);
}

/* "SET host 'a', DROP port" for what foreign things take. FALSE where a value is a secret or is not told
 * exactly. */
static gboolean append_foreign(GString *sql, char *const *wanted, char *const *had)
{
  gsize start = sql->len;
  for (guint i = 0; wanted[i] != NULL; i++) {
    const char *found = find_option(had, wanted[i]), *value = strchr(wanted[i], '=');
    if (value == NULL || (found != NULL && strchr(found, '=') == NULL) || strstr(value, "(secret ") != NULL)
      return FALSE;
    if (g_strcmp0(found, wanted[i]) == 0)
      continue;
    g_string_append_printf(sql, "%s%s %.*s ", sql->len > start ? ", " : "", found != NULL ? "SET" : "ADD",
                           (int)key_length(wanted[i]), wanted[i]);
    mighar_mend_append_literal(sql, value + 1);
  }
  for (guint i = 0; had[i] != NULL; i++)
    if (find_option(wanted, had[i]) == NULL)
      g_string_append_printf(sql, "%sDROP %.*s", sql->len > start ? ", " : "", (int)key_length(had[i]),
                             had[i]);
  return TRUE;
}

static gboolean set_foreign(GString *sql, const char *keyword, const char *name, const char *before,
                            const char *after)
{
  g_auto(GStrv) wanted = g_strsplit(before != NULL ? before : "", ", ", -1);
  g_auto(GStrv) had = g_strsplit(after != NULL ? after : "", ", ", -1);
  g_string_append_printf(sql, "ALTER %s %s OPTIONS (", keyword, name);
  if (!append_foreign(sql, wanted, had))
    return FALSE;
  g_string_append(sql, ");\n");
  return TRUE;
}

static gboolean is_foreign(const char *kind)
{
  static const char *const kinds[] = {"foreign data wrapper", "foreign table", "server", NULL};
  return g_strv_contains(kinds, kind);
}

static gboolean has_parameters(const char *kind)
{
  static const char *const kinds[] = {"materialized view", "table", "view", NULL};
  return g_strv_contains(kinds, kind);
}

gboolean mend_options(GString *sql, const MigharObject *left, const MigharObject *right)
{
  const MendAddress *address = mend_address(left->kind);
  const char *before = mighar_object_get(left, "options");
  const char *after = right != NULL ? mighar_object_get(right, "options") : NULL;
  g_autofree char *how = NULL;
  if (g_str_equal(left->kind, "column"))
    how = g_strdup_printf("ALTER TABLE %s ALTER COLUMN %s", left->parent, mighar_object_own_name(left));
  else if (has_parameters(left->kind))
    how = g_strdup_printf("ALTER %s %s", address->keyword, left->name);
  if (how != NULL)
    set_parameters(sql, how, before, after);
  return how != NULL ||
         (is_foreign(left->kind) && set_foreign(sql, address->keyword, left->name, before, after));
}

/* An index behind a constraint is in the schema of its table. */
gboolean mend_constraint_index(GString *sql, const MigharObject *left, const MigharObject *right,
                               const char *property)
{
  const char *before = mighar_object_get(left, property);
  const char *after = right != NULL ? mighar_object_get(right, property) : NULL;
  g_autofree char *table = mend_last_name(left->parent);
  g_autofree char *name = g_strdup_printf("%.*s%s", (int)(strlen(left->parent) - strlen(table)), left->parent,
                                          mighar_object_own_name(left));
  g_autofree char *how = g_strdup_printf("ALTER INDEX %s", name);
  if (g_str_equal(property, "index options"))
    set_parameters(sql, how, before, after);
  else if (g_str_equal(property, "index tablespace"))
    g_string_append_printf(sql, "%s SET TABLESPACE %s;\n", how, before != NULL ? before : "pg_default");
  else if (g_str_equal(property, "index comment")) {
    g_string_append_printf(sql, "COMMENT ON INDEX %s IS ", name);
    if (before != NULL)
      mighar_mend_append_literal(sql, before);
    g_string_append(sql, before != NULL ? ";\n" : "NULL;\n");
  } else
    return FALSE;
  return TRUE;
}
