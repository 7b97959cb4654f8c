#include "mend.h"

#include <string.h>

/* Kinds in the order in which they can be made; what stands last goes first. Others come before these. */
static const char *const layers[] = {
    "role",
    "extension",
    "schema",
    "collation",
    "shell type",
    "type",
    "domain",
    "sequence",
    "table",
    "column",
    "function",
    "procedure",
    "aggregate",
    "constraint",
    "index",
    "statistics",
    "view",
    "materialized view",
    "rule",
    "trigger",
    "policy",
    "event trigger",
    "publication",
    "publication schema",
    "publication table",
    "default privileges",
    "database setting",
};

static guint layer_of(const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS(layers); i++)
    if (g_str_equal(layers[i], kind))
      return i + 1;
  return 0;
}

/* First names are set right; then goes what stands on others, then all else is mended, and what others stand
 * on goes last: a changed column may still have the left-over type. Within a layer objects come as they were
 * made, and go the other way round. */
static gint64 order_of(const MigharDifference *difference)
{
  enum { RENAME, DROP_ON_TOP, MEND, DROP_BELOW };
  const MigharObject *object = difference->left != NULL ? difference->left : difference->right;
  gboolean drop = difference->left == NULL;
  guint layer = layer_of(object->kind);
  gint64 id = object->identity != NULL ? g_ascii_strtoll(object->identity, NULL, 10) : 0;
  gboolean rename = difference->left != NULL && difference->right != NULL && difference->property == NULL;
  gint64 phase = rename ? RENAME : !drop ? MEND : layer >= layer_of("constraint") ? DROP_ON_TOP : DROP_BELOW;
  gint64 rank = phase * 1000 + (drop ? 999 - layer : layer);
  return rank * ((gint64)1 << 33) + (drop ? G_MAXUINT32 - id : id);
}

/* A setting of the database, which has another name wherever the migration runs. */
static gboolean mend_setting(GString *sql, const MigharDifference *difference)
{
  const MigharObject *object = difference->left != NULL ? difference->left : difference->right;
  g_auto(GStrv) parts = g_strsplit(object->name, " for ", 2);
  g_autoptr(GString) action = g_string_new(NULL);
  if (difference->left != NULL)
    mend_append_setting(action, parts[0], mighar_object_get(object, "value"));
  else
    g_string_printf(action, " RESET %s", parts[0]);
  g_autoptr(GString) format = g_string_new(NULL);
  if (parts[1] != NULL)
    g_string_printf(format, "ALTER ROLE %s IN DATABASE %%I", parts[1]);
  else
    g_string_assign(format, "ALTER DATABASE %I");
  g_string_append(sql, "DO $$BEGIN EXECUTE format(");
  mighar_mend_append_literal(sql, format->str);
  g_string_append(sql, ", current_database()) || ");
  mighar_mend_append_literal(sql, action->str);
  g_string_append(sql, "; END$$;\n");
  return TRUE;
}

/* A trigger that a partition has from its parent is told where it is enabled otherwise than there. NULL: it
 * is no such trigger. */
static const MigharObject *find_origin(const MigharSnapshot *snapshot, const MigharObject *trigger)
{
  const MigharObject *table = mend_parent(snapshot, trigger);
  const char *ancestor = table != NULL ? mighar_object_get(table, "partition of") : NULL;
  if (ancestor == NULL || !g_str_equal(trigger->kind, "trigger"))
    return NULL;
  g_autofree char *name = g_strdup_printf("%s.%s", ancestor, mighar_object_own_name(trigger));
  return mighar_snapshot_find(snapshot, "trigger", name);
}

static gboolean mend_as_its_origin(GString *sql, const MigharDifference *difference,
                                   const MigharObject *origin)
{
  const MigharObject *model = difference->left != NULL ? difference->left : origin;
  const MigharObject *trigger = difference->left != NULL ? difference->left : difference->right;
  MigharProperty enabled = {"enabled", mighar_object_get(model, "enabled")};
  g_autoptr(MigharObject) wanted =
      mighar_object_new("trigger", trigger->name, trigger->parent, NULL, &enabled, 1);
  const MigharDifference only = {difference->expected, difference->found, wanted, NULL, "enabled"};
  return mend_property(sql, &only);
}

static gboolean mend(GString *sql, const MigharDifference *difference)
{
  const MigharObject *object = difference->left != NULL ? difference->left : difference->right;
  if (g_str_equal(object->kind, "database setting"))
    return mend_setting(sql, difference);
  const MigharObject *origin = find_origin(difference->expected, object);
  if (origin != NULL && (difference->left == NULL || difference->right == NULL))
    return mend_as_its_origin(sql, difference, origin);
  if (difference->property != NULL)
    return (mend_is_own(difference->expected, object) || g_str_equal(object->kind, "sequence")) &&
           mend_property(sql, difference);
  if ((difference->left == NULL || difference->right == NULL) && mend_is_kept_otherwise(difference))
    return FALSE;
  if (difference->left == NULL)
    return mend_drop(sql, difference->found, object);
  return difference->right == NULL ? mend_create(sql, difference->expected, object)
                                   : mend_rename(sql, difference);
}

/* What a statement cannot bring back. */
static const char *find_hint(const MigharDifference *difference)
{
  static const struct {
    const char *kind;
    const char *hint;
  } gone[] = {
      {"table", "its rows are gone with it: keep the table until no rollback is needed any more"},
      {"column", "its values are gone with it: keep the column until no rollback is needed any more"},
      {"sequence", "where it stood is gone with it"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(gone); i++)
    if (difference->right == NULL && g_str_equal(gone[i].kind, difference->left->kind) &&
        mend_is_own(difference->expected, difference->left))
      return gone[i].hint;
  return NULL;
}

void postgres_mend(const MigharDifference *difference, MigharRemedy *remedy)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  remedy->cosmetic = mend_is_name_alone(difference);
  if (mend(sql, difference)) {
    g_string_truncate(sql, sql->len - g_str_has_suffix(sql->str, "\n"));
    remedy->fix = g_string_free(g_steal_pointer(&sql), FALSE);
  }
  remedy->hint = g_strdup(find_hint(difference));
  remedy->order = order_of(difference);
}
