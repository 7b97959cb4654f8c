/* NOT NULL, which from version 17 on is a constraint of a domain and from 18 on of a table, too. Those that
 * have the name that the server gives them are no objects of their own. */
#include "mend.h"

#include <string.h>

/* The named constraint that keeps a column or a domain from being NULL; NULL: there is none but the server's.
 */
static const MigharObject *find_not_null(const MigharSnapshot *snapshot, const MigharObject *object)
{
  gboolean is_column = g_str_equal(object->kind, "column");
  g_autofree char *definition =
      is_column ? g_strdup_printf("NOT NULL %s", mighar_object_own_name(object)) : g_strdup("NOT NULL");
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *constraint = g_ptr_array_index(snapshot->objects, i);
    if (g_str_equal(constraint->kind, "constraint") &&
        g_strcmp0(constraint->parent, is_column ? object->parent : object->name) == 0 &&
        g_strcmp0(mighar_object_get(constraint, "definition"), definition) == 0)
      return constraint;
  }
  return NULL;
}

gboolean mend_by_constraint(GString *sql, const MigharSnapshot *snapshot, const MigharObject *object)
{
  const MigharObject *constraint = find_not_null(snapshot, object);
  return constraint != NULL && mend_create(sql, snapshot, constraint);
}

gboolean mend_is_kept_otherwise(const MigharDifference *difference)
{
  const MigharObject *constraint = difference->left != NULL ? difference->left : difference->right;
  const MigharSnapshot *other = difference->left != NULL ? difference->found : difference->expected;
  const char *definition = mighar_object_get(constraint, "definition");
  if (!g_str_equal(constraint->kind, "constraint") || definition == NULL ||
      !g_str_has_prefix(definition, "NOT NULL"))
    return FALSE;
  const char *column = definition + strlen("NOT NULL");
  column += *column == ' ';
  g_autofree char *name =
      g_strdup_printf("%s.%.*s", constraint->parent, (int)mend_name_length(column), column);
  const MigharObject *whole = mighar_snapshot_find(other, "domain", constraint->parent);
  if (whole == NULL)
    whole = mighar_snapshot_find(other, "column", name);
  /* under another name it is not known here */
  return whole == NULL || mighar_object_get(whole, "not null") != NULL;
}

gboolean mend_is_name_alone(const MigharDifference *difference)
{
  const MigharObject *constraint = difference->left != NULL ? difference->left : difference->right;
  if ((difference->left != NULL && difference->right != NULL) || constraint->n_properties != 1 ||
      !mend_is_kept_otherwise(difference))
    return FALSE;
  const char *column = mighar_object_get(constraint, "definition") + strlen("NOT NULL");
  column += *column == ' ';
  return column[mend_name_length(column)] == '\0';
}
