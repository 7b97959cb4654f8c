/* How objects are addressed: COMMENT ON, ALTER ... OWNER TO, GRANT ... ON. */
#include "mend.h"

#include <string.h>

static const MendAddress addresses[] = {
    {"access method", "ACCESS METHOD"},
    {"aggregate", "AGGREGATE", .has_owner = TRUE},
    {"cast", "CAST"},
    {"collation", "COLLATION", .has_owner = TRUE},
    {"column", "COLUMN", .privilege = "TABLE"},
    {"constraint", "CONSTRAINT", .is_part = TRUE},
    {"conversion", "CONVERSION", .has_owner = TRUE},
    {"domain", "DOMAIN", .has_owner = TRUE, .privilege = "DOMAIN"},
    {"event trigger", "EVENT TRIGGER", .has_owner = TRUE},
    {"extension", "EXTENSION"},
    {"foreign data wrapper", "FOREIGN DATA WRAPPER", .has_owner = TRUE, .privilege = "FOREIGN DATA WRAPPER"},
    {"foreign table", "FOREIGN TABLE", .has_owner = TRUE, .privilege = "TABLE"},
    {"function", "FUNCTION", .has_owner = TRUE, .privilege = "FUNCTION"},
    {"index", "INDEX"},
    {"language", "LANGUAGE", .has_owner = TRUE, .privilege = "LANGUAGE"},
    {"large object", "LARGE OBJECT", .has_owner = TRUE, .privilege = "LARGE OBJECT"},
    {"materialized view", "MATERIALIZED VIEW", .has_owner = TRUE, .privilege = "TABLE"},
    {"operator", "OPERATOR", .has_owner = TRUE},
    {"operator class", "OPERATOR CLASS", .has_owner = TRUE},
    {"operator family", "OPERATOR FAMILY", .has_owner = TRUE},
    {"policy", "POLICY", .is_part = TRUE},
    {"procedure", "PROCEDURE", .has_owner = TRUE, .privilege = "PROCEDURE"},
    {"publication", "PUBLICATION", .has_owner = TRUE},
    {"role", "ROLE"},
    {"rule", "RULE", .is_part = TRUE},
    {"schema", "SCHEMA", .has_owner = TRUE, .privilege = "SCHEMA"},
    {"sequence", "SEQUENCE", .has_owner = TRUE, .privilege = "SEQUENCE"},
    {"server", "SERVER", .has_owner = TRUE, .privilege = "FOREIGN SERVER"},
    {"statistics", "STATISTICS", .has_owner = TRUE},
    {"table", "TABLE", .has_owner = TRUE, .privilege = "TABLE"},
    {"text search configuration", "TEXT SEARCH CONFIGURATION", .has_owner = TRUE},
    {"text search dictionary", "TEXT SEARCH DICTIONARY", .has_owner = TRUE},
    {"text search parser", "TEXT SEARCH PARSER"},
    {"text search template", "TEXT SEARCH TEMPLATE"},
    {"trigger", "TRIGGER", .is_part = TRUE},
    {"type", "TYPE", .has_owner = TRUE, .privilege = "TYPE"},
    {"view", "VIEW", .has_owner = TRUE, .privilege = "TABLE"},
};

const MendAddress *mend_address(const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS(addresses); i++)
    if (g_str_equal(addresses[i].kind, kind))
      return &addresses[i];
  return NULL;
}

const MigharObject *mend_parent(const MigharSnapshot *snapshot, const MigharObject *object)
{
  static const char *const wholes[] = {"table", "domain", "view", "materialized view", "foreign table"};
  const MigharObject *parent = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(wholes) && parent == NULL && object->parent != NULL; i++)
    parent = mighar_snapshot_find(snapshot, wholes[i], object->parent);
  return parent;
}

/* Whether the table that this one's columns come from has a part of the same kind and name. */
static gboolean is_inherited(const MigharSnapshot *snapshot, const MigharObject *table,
                             const MigharObject *object)
{
  const char *ancestor = mighar_object_get(table, "partition of");
  if (ancestor == NULL)
    ancestor = mighar_object_get(table, "inherits");
  if (ancestor == NULL)
    return FALSE;
  g_autofree char *name = g_strdup_printf("%s.%s", ancestor, mighar_object_own_name(object));
  return strchr(ancestor, ',') != NULL || mighar_snapshot_find(snapshot, object->kind, name) != NULL;
}

gboolean mend_is_own(const MigharSnapshot *snapshot, const MigharObject *object)
{
  if (object->parent == NULL)
    return TRUE;
  if (mighar_object_get(object, "partition of") != NULL || mighar_object_get(object, "identity of") != NULL)
    return g_str_equal(object->kind, "table");
  const MigharObject *parent = mend_parent(snapshot, object);
  if (parent == NULL)
    return TRUE;
  gboolean is_column = g_str_equal(object->kind, "column");
  if (!is_column && !g_str_equal(object->kind, "constraint"))
    return TRUE;
  if (is_column && !g_str_equal(parent->kind, "table"))
    return FALSE;
  return !is_inherited(snapshot, parent, object);
}

gboolean mend_comment(GString *sql, const MigharSnapshot *snapshot, const MigharObject *object)
{
  const MendAddress *address = mend_address(object->kind);
  const char *comment = mighar_object_get(object, "comment");
  if (address == NULL)
    return FALSE;
  const MigharObject *parent = mend_parent(snapshot, object);
  const char *domain = parent != NULL && g_str_equal(parent->kind, "domain") ? "DOMAIN " : "";
  g_string_append_printf(sql, "COMMENT ON %s ", address->keyword);
  if (address->is_part)
    g_string_append_printf(sql, "%s ON %s%s", mighar_object_own_name(object), domain, object->parent);
  else
    g_string_append(sql, object->name);
  g_string_append(sql, " IS ");
  if (comment != NULL)
    mighar_mend_append_literal(sql, comment);
  else
    g_string_append(sql, "NULL");
  g_string_append(sql, ";\n");
  return TRUE;
}

/* The schema public and the database itself come with an owner of their own. */
gboolean mend_owners_differ(const MigharSnapshot *snapshot)
{
  const char *first = NULL;
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    const char *owner = mighar_object_get(object, "owner");
    if (owner == NULL || g_str_equal(object->kind, "schema") || g_str_equal(object->kind, "database"))
      continue;
    if (first != NULL && !g_str_equal(first, owner))
      return TRUE;
    first = owner;
  }
  return FALSE;
}
