#include "mend.h"

#include "tokens.h"

#include <string.h>

/* Kinds in the order in which they can be made; what stands last goes first. */
static const struct {
  const char *kind;
  const char *create;
  const char *drop;
} kinds[] = {
    {"table", NULL, "DROP TABLE {name};"},
    {"column",
     "ALTER TABLE {table} ADD COLUMN {own}[ {type}][ COLLATE {collation}][ NOT NULL{!not null}]"
     "[ DEFAULT {default}];",
     "ALTER TABLE {table} DROP COLUMN {own};"},
    {"constraint", NULL, NULL},
    {"index", "CREATE[ UNIQUE{!unique}] INDEX {name} ON {table} ({columns})[ WHERE {where}];",
     "DROP INDEX {name};"},
    {"view", "CREATE VIEW {name}[ ({columns})] AS {definition};", "DROP VIEW {name};"},
    {"trigger", "CREATE TRIGGER {name} {event} ON {table} {definition};", "DROP TRIGGER {name};"},
};

static guint layer_of(const char *kind)
{
  guint layer = 0;
  while (layer < G_N_ELEMENTS(kinds) && !g_str_equal(kinds[layer].kind, kind))
    layer++;
  return layer;
}

/* Whether some property of the object holds the name. */
static gboolean mentions(const MigharObject *object, const char *name)
{
  for (guint i = 0; i < object->n_properties; i++) {
    g_autoptr(GArray) tokens = tokens_new(object->properties[i].value);
    for (guint j = 0; j < tokens->len; j++) {
      const MigharToken *token = &g_array_index(tokens, MigharToken, j);
      if (token->length == strlen(name) && g_ascii_strncasecmp(token->start, name, token->length) == 0)
        return TRUE;
    }
  }
  return FALSE;
}

/* A column that a constraint or another column needs cannot be dropped
 * (https://www.sqlite.org/lang_altertable.html#alter_table_drop_column). */
static gboolean is_droppable(const MigharSnapshot *snapshot, const MigharObject *column)
{
  const char *name = mighar_object_own_name(column);
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *other = g_ptr_array_index(snapshot->objects, i);
    gboolean is_part = g_str_equal(other->kind, "constraint") || g_str_equal(other->kind, "column");
    if (is_part && other != column && g_strcmp0(other->parent, column->parent) == 0 && mentions(other, name))
      return FALSE;
  }
  return TRUE;
}

/* Whether rows that are there already can have the column
 * (https://www.sqlite.org/lang_altertable.html#alter_table_add_column). */
static gboolean is_addable(const MigharObject *column)
{
  const char *value = mighar_object_get(column, "default");
  gboolean constant = value == NULL || (*value != '(' && !g_str_has_prefix(value, "CURRENT_"));
  gboolean filled = mighar_object_get(column, "not null") == NULL ||
                    (value != NULL && g_ascii_strcasecmp(value, "NULL") != 0);
  return constant && filled && mighar_object_get(column, "generated") == NULL;
}

static gboolean drop(GString *sql, const MigharSnapshot *snapshot, const MigharObject *object)
{
  const char *pattern = kinds[layer_of(object->kind)].drop;
  if (g_str_equal(object->kind, "column") && !is_droppable(snapshot, object))
    return FALSE;
  return pattern != NULL && mighar_mend_fill(sql, pattern, object, NULL);
}

static gboolean create(GString *sql, const MigharObject *object)
{
  const char *pattern = kinds[layer_of(object->kind)].create;
  if (g_str_equal(object->kind, "column") && !is_addable(object))
    return FALSE;
  return pattern != NULL && mighar_mend_fill(sql, pattern, object, NULL);
}

/* The triggers of a view go and come with it. */
static gboolean create_triggers(GString *sql, const MigharSnapshot *snapshot, const MigharObject *view)
{
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *trigger = g_ptr_array_index(snapshot->objects, i);
    if (!g_str_equal(trigger->kind, "trigger") || g_strcmp0(trigger->parent, view->name) != 0)
      continue;
    g_string_append_c(sql, '\n');
    if (!create(sql, trigger))
      return FALSE;
  }
  return TRUE;
}

/* Indexes, views and triggers hold nothing, so they can be made anew. */
static gboolean make_anew(GString *sql, const MigharDifference *difference)
{
  static const char *const hollow[] = {"index", "view", "trigger", NULL};
  if (!g_strv_contains(hollow, difference->left->kind) || !drop(sql, difference->found, difference->right))
    return FALSE;
  g_string_append_c(sql, '\n');
  return create(sql, difference->left) && (!g_str_equal(difference->left->kind, "view") ||
                                           create_triggers(sql, difference->expected, difference->left));
}

static gboolean mend(GString *sql, const MigharDifference *difference)
{
  if (difference->property != NULL)
    return make_anew(sql, difference);
  if (difference->left == NULL)
    return drop(sql, difference->found, difference->right);
  return difference->right == NULL && create(sql, difference->left) &&
         (!g_str_equal(difference->left->kind, "view") ||
          create_triggers(sql, difference->expected, difference->left));
}

static const char *find_hint(const MigharDifference *difference, gboolean fixed)
{
  const MigharObject *object = difference->left != NULL ? difference->left : difference->right;
  gboolean missing = difference->right == NULL;
  if (missing && g_str_equal(object->kind, "table"))
    return "its rows are gone with it: keep the table until no rollback is needed any more";
  if (missing && g_str_equal(object->kind, "column"))
    return "its values are gone with it: keep the column until no rollback is needed any more";
  return fixed ? NULL
               : "SQLite cannot change this in place: rebuild the table, "
                 "https://www.sqlite.org/lang_altertable.html#otheralter";
}

/* First what stands on others goes, then all else is mended, and what others stand on goes last. */
static gint64 order_of(const MigharDifference *difference)
{
  const MigharObject *object = difference->left != NULL ? difference->left : difference->right;
  guint layer = layer_of(object->kind);
  if (difference->left != NULL)
    return 100 + layer;
  return (layer >= layer_of("index") ? 0 : 200) + 99 - layer;
}

void sqlite_mend(const MigharDifference *difference, MigharRemedy *remedy)
{
  const MigharObject *object = difference->left != NULL ? difference->left : difference->right;
  g_autoptr(GString) sql = g_string_new(NULL);
  if (layer_of(object->kind) < G_N_ELEMENTS(kinds) && mend(sql, difference))
    remedy->fix = g_string_free(g_steal_pointer(&sql), FALSE);
  remedy->hint = g_strdup(find_hint(difference, remedy->fix != NULL));
  remedy->order = order_of(difference);
}
