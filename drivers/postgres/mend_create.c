/* CREATE, as complete as the object was. Tables are not among these: with their rows gone, a statement does
 * not mend them. */
#include "mend.h"

#include <string.h>

static const struct {
  const char *kind;
  const char *form; /* the value of the property "form", of types */
  const char *pattern;
} creations[] = {
    {"collation", NULL,
     "CREATE COLLATION {name} (PROVIDER = {provider}[, LC_COLLATE = {'collate}][, LC_CTYPE = {'ctype}]"
     "[, LOCALE = {'locale}][, RULES = {'rules}][, DETERMINISTIC = FALSE{!deterministic}]);\n"},
    {"column", NULL,
     "ALTER TABLE {table} ADD COLUMN {own} {type}[ COLLATE {collation}][ DEFAULT {default}]"
     "[ GENERATED {^identity} AS IDENTITY][ NOT NULL{!not null}];\n"},
    {"constraint", NULL, "ALTER TABLE {table} ADD CONSTRAINT {own} {definition};\n"},
    {"domain", NULL,
     "CREATE DOMAIN {name} AS {type}[ COLLATE {collation}][ DEFAULT {default}][ NOT NULL{!not null}];\n"},
    {"event trigger", NULL,
     "CREATE EVENT TRIGGER {name} ON {event}[ WHEN TAG IN ({tags})] EXECUTE FUNCTION {function};\n"},
    {"extension", NULL, "CREATE EXTENSION {name} SCHEMA {schema} VERSION {'version};\n"},
    {"index", NULL, "{definition};\n"},
    {"materialized view", NULL,
     "CREATE MATERIALIZED VIEW {name} USING {access method}[ WITH ({options})][ TABLESPACE {tablespace}] AS"
     "{-definition}[ WITH DATA{!populated}];\n"},
    {"policy", NULL,
     "CREATE POLICY {own} ON {table}[ AS RESTRICTIVE{!restrictive}] FOR {^command} TO {roles}"
     "[ USING ({using})][ WITH CHECK ({with check})];\n"},
    {"publication", NULL,
     "CREATE PUBLICATION {name}[ FOR ALL TABLES{!all tables}] WITH (publish = {'publishes}"
     "[, publish_via_partition_root{!via root}]);\n"},
    {"publication schema", NULL, "ALTER PUBLICATION {table} ADD TABLES IN SCHEMA {own};\n"},
    {"publication table", NULL,
     "ALTER PUBLICATION {table} ADD TABLE {own}[ ({columns})][ WHERE ({where})];\n"},
    {"rule", NULL, "{definition}\n"},
    {"schema", NULL, "CREATE SCHEMA {name};\n"},
    {"sequence", NULL,
     "CREATE[ UNLOGGED{!unlogged}] SEQUENCE {name} AS {type} START WITH {start} INCREMENT BY {increment}"
     " MINVALUE {minimum} MAXVALUE {maximum} CACHE {cache}[ CYCLE{!cycle}];\n"},
    {"statistics", NULL, "{definition};\n"},
    {"trigger", NULL, "{definition};\n"},
    {"type", "composite", "CREATE TYPE {name} AS ([{attributes}]);\n"},
    {"type", "enum", "CREATE TYPE {name} AS ENUM ([{labels}]);\n"},
    {"type", "range",
     "CREATE TYPE {name} AS RANGE (SUBTYPE = {subtype}, SUBTYPE_OPCLASS = {operator class}"
     "[, COLLATION = {collation}][, CANONICAL = {canonical}][, SUBTYPE_DIFF = {subtype difference}]"
     "[, MULTIRANGE_TYPE_NAME = {multirange type}]);\n"},
    {"view", NULL, "CREATE VIEW {name}[ WITH ({options})] AS{definition}\n"},
};

/* Whether rows that are there already can have the column. */
static gboolean is_addable(const MigharObject *column)
{
  return mighar_object_get(column, "generated") == NULL &&
         (mighar_object_get(column, "not null") == NULL || mighar_object_get(column, "default") != NULL ||
          mighar_object_get(column, "identity") != NULL);
}

static gboolean is_in_list(const char *list, const char *name)
{
  g_auto(GStrv) names = g_strsplit(list != NULL ? list : "", ", ", -1);
  return g_strv_contains((const char *const *)names, name);
}

/* A column that comes back to a table has to be that of its heirs, too, which may have one of their own. */
static gboolean has_heirs(const MigharSnapshot *snapshot, const MigharObject *column)
{
  for (guint i = 0; i < snapshot->objects->len; i++)
    if (is_in_list(mighar_object_get(g_ptr_array_index(snapshot->objects, i), "inherits"), column->parent))
      return TRUE;
  return FALSE;
}

/* One whose build failed would fail again; one of a partitioned table is made of others. */
static gboolean is_buildable(const MigharSnapshot *snapshot, const MigharObject *index)
{
  const MigharObject *table = mend_parent(snapshot, index);
  return mighar_object_get(index, "invalid") == NULL && mighar_object_get(index, "statistics") == NULL &&
         (table == NULL || mighar_object_get(table, "partitioned by") == NULL);
}

static gboolean is_creatable(const MigharSnapshot *snapshot, const MigharObject *object)
{
  if (g_str_equal(object->kind, "column"))
    return is_addable(object) && !has_heirs(snapshot, object);
  if (g_str_equal(object->kind, "index"))
    return is_buildable(snapshot, object);
  return mend_privileges_come_alone(snapshot, object);
}

static gboolean create_alone(GString *sql, const MigharSnapshot *snapshot, const MigharObject *object)
{
  const MigharObject *parent = mend_parent(snapshot, object);
  const char *form = mighar_object_get(object, "form");
  if (!is_creatable(snapshot, object))
    return FALSE;
  if (g_str_equal(object->kind, "function") || g_str_equal(object->kind, "procedure"))
    return mend_function(sql, object);
  if (g_str_equal(object->kind, "default privileges"))
    return TRUE;
  if (g_str_equal(object->kind, "constraint") && parent != NULL && g_str_equal(parent->kind, "domain"))
    return mighar_mend_fill(sql, "ALTER DOMAIN {table} ADD CONSTRAINT {own} {definition};\n", object, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(creations); i++)
    if (g_str_equal(creations[i].kind, object->kind) &&
        (creations[i].form == NULL || g_strcmp0(creations[i].form, form) == 0))
      return mighar_mend_fill(sql, creations[i].pattern, object, NULL);
  return FALSE;
}

/* Properties that no CREATE sets. */
static gboolean add_properties(GString *sql, const MigharSnapshot *snapshot, const MigharObject *object)
{
  static const char *const apart[] = {
      "clustered",         "comment",  "enabled",   "index comment", "index options",
      "index tablespace",  "owned by", "owner",     "privileges",    "replica identity",
      "statistics target", "storage",  "tablespace"};
  for (guint i = 0; i < G_N_ELEMENTS(apart); i++) {
    const MigharDifference difference = {snapshot, snapshot, object, NULL, apart[i]};
    const char *value = mighar_object_get(object, apart[i]);
    gboolean as_made = value == NULL || (g_str_equal(apart[i], "enabled") && g_str_equal(value, "yes")) ||
                       (g_str_equal(apart[i], "tablespace") && !g_str_equal(object->kind, "index"));
    if (!as_made && !mend_property(sql, &difference))
      return FALSE;
  }
  return TRUE;
}

static gboolean add_parts(GString *sql, const MigharSnapshot *snapshot, const MigharObject *whole)
{
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *part = g_ptr_array_index(snapshot->objects, i);
    if (g_strcmp0(part->parent, whole->name) != 0 || mend_parent(snapshot, part) != whole)
      continue;
    /* the columns of a view are there with it, but their own defaults are not */
    const MigharDifference own_default = {snapshot, snapshot, part, NULL, "default"};
    gboolean added = !g_str_equal(part->kind, "column")           ? mend_create(sql, snapshot, part)
                     : mighar_object_get(part, "default") != NULL ? mend_property(sql, &own_default)
                                                                  : TRUE;
    if (!added || (g_str_equal(part->kind, "column") && !add_properties(sql, snapshot, part)))
      return FALSE;
  }
  return TRUE;
}

gboolean mend_create(GString *sql, const MigharSnapshot *snapshot, const MigharObject *object)
{
  gsize start = sql->len;
  if (mend_is_own(snapshot, object) && create_alone(sql, snapshot, object) &&
      add_properties(sql, snapshot, object) && add_parts(sql, snapshot, object))
    return TRUE;
  g_string_truncate(sql, start);
  return FALSE;
}
