/* ALTER ... RENAME. */
#include "mend.h"

#include <string.h>

/* {name}, {table} and {own} are those that the object has, {value} is the one that it should have. A part is
 * addressed by the name that its whole should have, which it has again by then. */
static const struct {
  const char *kind;
  const char *pattern;
} renames[] = {
    {"column", "ALTER TABLE %s RENAME COLUMN {own} TO {value};\n"},
    {"constraint", "ALTER TABLE %s RENAME CONSTRAINT {own} TO {value};\n"},
    {"policy", "ALTER POLICY {own} ON %s RENAME TO {value};\n"},
    {"rule", "ALTER RULE {own} ON %s RENAME TO {value};\n"},
    {"trigger", "ALTER TRIGGER {own} ON %s RENAME TO {value};\n"},
};

char *mend_last_name(const char *name)
{
  gboolean quoted = FALSE;
  const char *start = name, *end = name;
  for (; *end != '\0' && (quoted || *end != '('); end++) {
    quoted ^= *end == '"';
    if (!quoted && *end == '.')
      start = end + 1;
  }
  return g_strndup(start, end - start);
}

/* The schema, or the arguments, or both, may be others as well; then there is more to do than to rename. */
static gboolean differs_elsewhere(const char *a, const char *b)
{
  g_autofree char *left = mend_last_name(a), *right = mend_last_name(b);
  const char *left_start = strstr(a, left), *right_start = strstr(b, right);
  return left_start - a != right_start - b || strncmp(a, b, left_start - a) != 0 ||
         strcmp(left_start + strlen(left), right_start + strlen(right)) != 0;
}

gboolean mend_rename(GString *sql, const MigharDifference *difference)
{
  const MigharObject *left = difference->left, *right = difference->right;
  const MigharObject *parent = mend_parent(difference->expected, left);
  if (g_str_equal(left->kind, "constraint") && parent != NULL && g_str_equal(parent->kind, "domain")) {
    g_string_append_printf(sql, "ALTER DOMAIN %s RENAME CONSTRAINT %s TO %s;\n", left->parent,
                           mighar_object_own_name(right), mighar_object_own_name(left));
    return TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS(renames); i++)
    if (g_str_equal(renames[i].kind, left->kind)) {
      g_auto(GStrv) halves = g_strsplit(renames[i].pattern, "%s", 2);
      g_autofree char *pattern = g_strconcat(halves[0], left->parent, halves[1], NULL);
      return mighar_mend_fill(sql, pattern, right, mighar_object_own_name(left));
    }
  const MendAddress *address = mend_address(left->kind);
  if (address == NULL || differs_elsewhere(left->name, right->name))
    return FALSE;
  g_autofree char *name = mend_last_name(left->name);
  g_string_append_printf(sql, "ALTER %s %s RENAME TO %s;\n", address->keyword, right->name, name);
  return TRUE;
}
