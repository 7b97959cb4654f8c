/* DROP, and what else removes an object. */
#include "mend.h"

static const struct {
  const char *kind;
  const char *pattern;
} drops[] = {
    {"access method", "DROP ACCESS METHOD {name};\n"},
    {"aggregate", "DROP AGGREGATE {name};\n"},
    {"cast", "DROP CAST {name};\n"},
    {"collation", "DROP COLLATION {name};\n"},
    {"column", "ALTER TABLE {table} DROP COLUMN {own};\n"},
    {"constraint", "ALTER TABLE {table} DROP CONSTRAINT {own};\n"},
    {"conversion", "DROP CONVERSION {name};\n"},
    {"domain", "DROP DOMAIN {name};\n"},
    {"event trigger", "DROP EVENT TRIGGER {name};\n"},
    {"extension", "DROP EXTENSION {name};\n"},
    {"foreign data wrapper", "DROP FOREIGN DATA WRAPPER {name};\n"},
    {"foreign table", "DROP FOREIGN TABLE {name};\n"},
    {"function", "DROP FUNCTION {name};\n"},
    {"index", "DROP INDEX {name};\n"},
    {"language", "DROP LANGUAGE {name};\n"},
    {"large object", "SELECT lo_unlink({name});\n"},
    {"materialized view", "DROP MATERIALIZED VIEW {name};\n"},
    {"operator", "DROP OPERATOR {name};\n"},
    {"operator class", "DROP OPERATOR CLASS {name};\n"},
    {"operator family", "DROP OPERATOR FAMILY {name};\n"},
    {"policy", "DROP POLICY {own} ON {table};\n"},
    {"procedure", "DROP PROCEDURE {name};\n"},
    {"publication", "DROP PUBLICATION {name};\n"},
    {"publication schema", "ALTER PUBLICATION {table} DROP TABLES IN SCHEMA {own};\n"},
    {"publication table", "ALTER PUBLICATION {table} DROP TABLE {own};\n"},
    {"role", "DROP ROLE {name};\n"},
    {"rule", "DROP RULE {own} ON {table};\n"},
    {"schema", "DROP SCHEMA {name};\n"},
    {"sequence", "DROP SEQUENCE {name};\n"},
    {"server", "DROP SERVER {name};\n"},
    {"shell type", "DROP TYPE {name};\n"},
    {"statistics", "DROP STATISTICS {name};\n"},
    {"table", "DROP TABLE {name};\n"},
    {"text search configuration", "DROP TEXT SEARCH CONFIGURATION {name};\n"},
    {"text search dictionary", "DROP TEXT SEARCH DICTIONARY {name};\n"},
    {"text search parser", "DROP TEXT SEARCH PARSER {name};\n"},
    {"text search template", "DROP TEXT SEARCH TEMPLATE {name};\n"},
    {"transform", "DROP TRANSFORM {name};\n"},
    {"trigger", "DROP TRIGGER {own} ON {table};\n"},
    {"type", "DROP TYPE {name};\n"},
    {"user mapping", "DROP USER MAPPING {name};\n"},
    {"view", "DROP VIEW {name};\n"},
};

gboolean mend_drop(GString *sql, const MigharSnapshot *snapshot, const MigharObject *object)
{
  const MigharObject *parent = mend_parent(snapshot, object);
  if (!mend_is_own(snapshot, object))
    return FALSE;
  if (g_str_equal(object->kind, "default privileges"))
    return mend_privileges(sql, NULL, object);
  if (g_str_equal(object->kind, "constraint") && parent != NULL && g_str_equal(parent->kind, "domain"))
    return mighar_mend_fill(sql, "ALTER DOMAIN {table} DROP CONSTRAINT {own};\n", object, NULL);
  /* it and its functions need each other */
  if (g_strcmp0(mighar_object_get(object, "form"), "base") == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(drops); i++)
    if (g_str_equal(drops[i].kind, object->kind))
      return mighar_mend_fill(sql, drops[i].pattern, object, NULL);
  return FALSE;
}
