/* ALTER: one property of an object that is there. */
#include "mend.h"

#include <mighar/migration.h>

#include <string.h>

/* How a property is given its value, and how it is given none. NULL: there is no certain way. */
static const struct {
  const char *kind;
  const char *property;
  const char *set;
  const char *unset;
} properties[] = {
    {"column", "collation", "ALTER TABLE {table} ALTER COLUMN {own} TYPE {type} COLLATE {collation};\n",
     "ALTER TABLE {table} ALTER COLUMN {own} TYPE {type};\n"},
    {"column", "default", "ALTER TABLE {table} ALTER COLUMN {own} SET DEFAULT {value};\n",
     "ALTER TABLE {table} ALTER COLUMN {own} DROP DEFAULT;\n"},
    {"column", "generated", NULL, "ALTER TABLE {table} ALTER COLUMN {own} DROP EXPRESSION;\n"},
    {"column", "not null", "ALTER TABLE {table} ALTER COLUMN {own} SET NOT NULL;\n",
     "ALTER TABLE {table} ALTER COLUMN {own} DROP NOT NULL;\n"},
    {"column", "statistics target", "ALTER TABLE {table} ALTER COLUMN {own} SET STATISTICS {value};\n",
     "ALTER TABLE {table} ALTER COLUMN {own} SET STATISTICS -1;\n"},
    {"column", "storage", "ALTER TABLE {table} ALTER COLUMN {own} SET STORAGE {value};\n", NULL},
    {"column", "compression", "ALTER TABLE {table} ALTER COLUMN {own} SET COMPRESSION {value};\n",
     "ALTER TABLE {table} ALTER COLUMN {own} SET COMPRESSION default;\n"},
    {"column", "type",
     "ALTER TABLE {table} ALTER COLUMN {own} TYPE {type}[ COLLATE {collation}] USING {own}::{type};\n", NULL},
    {"constraint", "clustered", "ALTER TABLE {table} CLUSTER ON {own};\n", NULL},
    {"constraint", "replica identity", "ALTER TABLE {table} REPLICA IDENTITY USING INDEX {own};\n", NULL},
    {"domain", "default", "ALTER DOMAIN {name} SET DEFAULT {value};\n",
     "ALTER DOMAIN {name} DROP DEFAULT;\n"},
    {"domain", "not null", "ALTER DOMAIN {name} SET NOT NULL;\n", "ALTER DOMAIN {name} DROP NOT NULL;\n"},
    {"extension", "schema", "ALTER EXTENSION {name} SET SCHEMA {value};\n", NULL},
    {"extension", "version", "ALTER EXTENSION {name} UPDATE TO {'version};\n", NULL},
    {"materialized view", "populated", "REFRESH MATERIALIZED VIEW {name};\n",
     "REFRESH MATERIALIZED VIEW {name} WITH NO DATA;\n"},
    {"publication", "publishes", "ALTER PUBLICATION {name} SET (publish = {'publishes});\n", NULL},
    {"publication", "via root", "ALTER PUBLICATION {name} SET (publish_via_partition_root = true);\n",
     "ALTER PUBLICATION {name} SET (publish_via_partition_root = false);\n"},
    {"role", "bypass row security", "ALTER ROLE {name} BYPASSRLS;\n", "ALTER ROLE {name} NOBYPASSRLS;\n"},
    {"role", "connection limit", "ALTER ROLE {name} CONNECTION LIMIT {value};\n",
     "ALTER ROLE {name} CONNECTION LIMIT -1;\n"},
    {"role", "create databases", "ALTER ROLE {name} CREATEDB;\n", "ALTER ROLE {name} NOCREATEDB;\n"},
    {"role", "create roles", "ALTER ROLE {name} CREATEROLE;\n", "ALTER ROLE {name} NOCREATEROLE;\n"},
    {"role", "inherit", "ALTER ROLE {name} NOINHERIT;\n", "ALTER ROLE {name} INHERIT;\n"},
    {"role", "login", "ALTER ROLE {name} LOGIN;\n", "ALTER ROLE {name} NOLOGIN;\n"},
    {"role", "replication", "ALTER ROLE {name} REPLICATION;\n", "ALTER ROLE {name} NOREPLICATION;\n"},
    {"role", "superuser", "ALTER ROLE {name} SUPERUSER;\n", "ALTER ROLE {name} NOSUPERUSER;\n"},
    {"role", "valid until", "ALTER ROLE {name} VALID UNTIL {'valid until};\n",
     "ALTER ROLE {name} VALID UNTIL 'infinity';\n"},
    {"sequence", "owned by", "ALTER SEQUENCE {name} OWNED BY {value};\n",
     "ALTER SEQUENCE {name} OWNED BY NONE;\n"},
    {"statistics", "target", "ALTER STATISTICS {name} SET STATISTICS {value};\n",
     "ALTER STATISTICS {name} SET STATISTICS -1;\n"},
    {"index", "clustered", "ALTER TABLE {table} CLUSTER ON {value};\n", NULL},
    {"index", "replica identity", "ALTER TABLE {table} REPLICA IDENTITY USING INDEX {value};\n", NULL},
    {"index", "tablespace", "ALTER INDEX {name} SET TABLESPACE {value};\n",
     "ALTER INDEX {name} SET TABLESPACE pg_default;\n"},
    {"table", "of type", "ALTER TABLE {name} OF {value};\n", "ALTER TABLE {name} NOT OF;\n"},
    {"table", "partition of", "ALTER TABLE {value} ATTACH PARTITION {name} {partition bound};\n", NULL},
    {"table", "replica identity", NULL, "ALTER TABLE {name} REPLICA IDENTITY DEFAULT;\n"},
    {"table", "row security", "ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;\n",
     "ALTER TABLE {name} DISABLE ROW LEVEL SECURITY;\n"},
    {"table", "row security forced", "ALTER TABLE {name} FORCE ROW LEVEL SECURITY;\n",
     "ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY;\n"},
    {"table", "tablespace", "ALTER TABLE {name} SET TABLESPACE {value};\n",
     "ALTER TABLE {name} SET TABLESPACE pg_default;\n"},
    {"table", "unlogged", "ALTER TABLE {name} SET UNLOGGED;\n", "ALTER TABLE {name} SET LOGGED;\n"},
};

/* Properties whose values are words that SQL has other words for. */
static const struct {
  const char *kind;
  const char *property;
  const char *value;
  const char *statement;
} words[] = {
    {"event trigger", "enabled", "yes", "ALTER EVENT TRIGGER {name} ENABLE;\n"},
    {"event trigger", "enabled", "no", "ALTER EVENT TRIGGER {name} DISABLE;\n"},
    {"event trigger", "enabled", "on replicas only", "ALTER EVENT TRIGGER {name} ENABLE REPLICA;\n"},
    {"event trigger", "enabled", "always", "ALTER EVENT TRIGGER {name} ENABLE ALWAYS;\n"},
    {"rule", "enabled", "yes", "ALTER TABLE {table} ENABLE RULE {own};\n"},
    {"rule", "enabled", "no", "ALTER TABLE {table} DISABLE RULE {own};\n"},
    {"rule", "enabled", "on replicas only", "ALTER TABLE {table} ENABLE REPLICA RULE {own};\n"},
    {"rule", "enabled", "always", "ALTER TABLE {table} ENABLE ALWAYS RULE {own};\n"},
    {"table", "replica identity", "full", "ALTER TABLE {name} REPLICA IDENTITY FULL;\n"},
    {"table", "replica identity", "nothing", "ALTER TABLE {name} REPLICA IDENTITY NOTHING;\n"},
    {"trigger", "enabled", "yes", "ALTER TABLE {table} ENABLE TRIGGER {own};\n"},
    {"trigger", "enabled", "no", "ALTER TABLE {table} DISABLE TRIGGER {own};\n"},
    {"trigger", "enabled", "on replicas only", "ALTER TABLE {table} ENABLE REPLICA TRIGGER {own};\n"},
    {"trigger", "enabled", "always", "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {own};\n"},
};

/* Everything that is made with an object and of which it cannot be said afterwards that it be otherwise. */
static const char *const made_anew[] = {"definition",  "using", "with check", "roles",    "command",
                                        "restrictive", "event", "tags",       "function", NULL};

static gboolean set_words(GString *sql, const MigharObject *object, const char *property, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_str_equal(words[i].kind, object->kind) && g_str_equal(words[i].property, property) &&
        g_strcmp0(words[i].value, value) == 0)
      return mighar_mend_fill(sql, words[i].statement, object, value);
  return FALSE;
}

static gboolean set_in_table(GString *sql, const MigharObject *object, const char *property,
                             const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS(properties); i++)
    if (g_str_equal(properties[i].kind, object->kind) && g_str_equal(properties[i].property, property)) {
      const char *pattern = value != NULL ? properties[i].set : properties[i].unset;
      return pattern != NULL && mighar_mend_fill(sql, pattern, object, value);
    }
  return FALSE;
}

static gboolean set_owner(GString *sql, const MigharSnapshot *snapshot, const MigharObject *left,
                          gboolean is_new)
{
  const MendAddress *address = mend_address(left->kind);
  const char *owner = mighar_object_get(left, "owner");
  if (address == NULL || !address->has_owner || owner == NULL)
    return FALSE;
  if (!is_new || mend_owners_differ(snapshot))
    g_string_append_printf(sql, "ALTER %s %s OWNER TO %s;\n", address->keyword, left->name, owner);
  return TRUE;
}

/* There is no way from a plain column to one that is generated, nor between the two ways to generate. */
static gboolean set_identity(GString *sql, const MigharObject *left, const MigharObject *right)
{
  const char *before = mighar_object_get(left, "identity"), *after = mighar_object_get(right, "identity");
  const char *pattern =
      before == NULL  ? "ALTER TABLE {table} ALTER COLUMN {own} DROP IDENTITY;\n"
      : after == NULL ? "ALTER TABLE {table} ALTER COLUMN {own} ADD GENERATED {^identity} AS IDENTITY;\n"
                      : "ALTER TABLE {table} ALTER COLUMN {own} SET GENERATED {^identity};\n";
  return mighar_mend_fill(sql, pattern, left, NULL);
}

static gboolean make_anew(GString *sql, const MigharDifference *difference)
{
  return difference->right != NULL && mend_drop(sql, difference->found, difference->right) &&
         mend_create(sql, difference->expected, difference->left);
}

/* A view can be replaced as long as its columns stay what they are and new ones come at the end. */
static gboolean is_replaceable(const MigharDifference *difference)
{
  const GPtrArray *columns = difference->found->objects;
  for (guint i = 0; i < columns->len; i++) {
    const MigharObject *column = g_ptr_array_index(columns, i);
    if (!g_str_equal(column->kind, "column") || g_strcmp0(column->parent, difference->right->name) != 0)
      continue;
    const MigharObject *same = mighar_snapshot_find(difference->expected, "column", column->name);
    if (same == NULL || g_strcmp0(mighar_object_get(same, "type"), mighar_object_get(column, "type")) != 0 ||
        g_strcmp0(mighar_object_get(same, "position"), mighar_object_get(column, "position")) != 0)
      return FALSE;
  }
  return TRUE;
}

static gboolean change_view(GString *sql, const MigharDifference *difference)
{
  return is_replaceable(difference)
             ? mighar_mend_fill(sql, "CREATE OR REPLACE VIEW {name}[ WITH ({options})] AS{definition}\n",
                                difference->left, NULL)
             : make_anew(sql, difference);
}

/* What is called with other arguments, or gives something else, cannot be replaced. */
static gboolean change_function(GString *sql, const MigharDifference *difference)
{
  static const char *const fixed[] = {"arguments", "returns", "window", NULL};
  return g_strv_contains(fixed, difference->property) ? make_anew(sql, difference)
                                                      : mend_function(sql, difference->left);
}

gsize mend_name_length(const char *text)
{
  gboolean quoted = FALSE;
  gsize length = 0;
  for (; text[length] != '\0' && (quoted || text[length] != ' '); length++)
    quoted ^= text[length] == '"';
  return length;
}

/* "writers, readers with admin option". What somebody else has granted can only be taken back by that one. */
static gboolean set_membership(GString *sql, const MigharObject *left, const MigharObject *right)
{
  const char *before = mighar_object_get(left, "member of"), *after = mighar_object_get(right, "member of");
  g_auto(GStrv) wanted = g_strsplit(before != NULL ? before : "", ", ", -1);
  g_auto(GStrv) had = g_strsplit(after != NULL ? after : "", ", ", -1);
  for (guint i = 0; had[i] != NULL; i++) {
    if (strstr(had[i], " granted by ") != NULL)
      return FALSE;
    if (!g_strv_contains((const char *const *)wanted, had[i]))
      g_string_append_printf(sql, "REVOKE %.*s FROM %s;\n", (int)mend_name_length(had[i]), had[i],
                             left->name);
  }
  for (guint i = 0; wanted[i] != NULL; i++) {
    const char *option = wanted[i] + mend_name_length(wanted[i]);
    if (*option != '\0' && !g_str_equal(option, " with admin option"))
      return FALSE;
    if (!g_strv_contains((const char *const *)had, wanted[i]))
      g_string_append_printf(sql, "GRANT %.*s TO %s%s;\n", (int)mend_name_length(wanted[i]), wanted[i],
                             left->name, *option != '\0' ? " WITH ADMIN OPTION" : "");
  }
  return TRUE;
}

/* All in one, since each has to fit the others at every moment. */
static gboolean set_sequence(GString *sql, const MigharObject *left)
{
  gboolean cycles = mighar_object_get(left, "cycle") != NULL;
  return mighar_mend_fill(sql,
                          cycles
                              ? "ALTER SEQUENCE {name} AS {type} START WITH {start} INCREMENT BY {increment}"
                                " MINVALUE {minimum} MAXVALUE {maximum} CACHE {cache} CYCLE;\n"
                              : "ALTER SEQUENCE {name} AS {type} START WITH {start} INCREMENT BY {increment}"
                                " MINVALUE {minimum} MAXVALUE {maximum} CACHE {cache} NO CYCLE;\n",
                          left, NULL);
}

static gboolean detach(GString *sql, const MigharDifference *difference)
{
  return mighar_mend_fill(sql, "ALTER TABLE {partition of} DETACH PARTITION {name};\n", difference->right,
                          NULL);
}

/* Privileges that the next owner had of his own are not told from those of the owner any more. */
static gboolean has_merged(const MigharObject *left, const MigharObject *right)
{
  const char *before = mighar_object_get(left, "privileges");
  const char *owner = right != NULL ? mighar_object_get(right, "owner") : NULL;
  if (before == NULL || owner == NULL || g_strcmp0(owner, mighar_object_get(left, "owner")) == 0)
    return FALSE;
  g_autofree char *entry = g_strdup_printf(" TO %s WITH GRANT OPTION", owner);
  return strstr(before, entry) != NULL;
}

/* No extension knows the way back. */
static gboolean is_newer(const MigharObject *left, const MigharObject *right)
{
  const char *before = mighar_object_get(left, "version"), *after = mighar_object_get(right, "version");
  return before != NULL && after != NULL && mighar_version_compare(before, after) > 0;
}

static gboolean set_property(GString *sql, const MigharDifference *difference)
{
  static const char *const numbers[] = {"cache",   "cycle", "increment", "maximum",
                                        "minimum", "start", "type",      NULL};
  static const char *const of_its_table[] = {"clustered", "replica identity", NULL};
  const MigharObject *left = difference->left, *right = difference->right;
  const char *property = difference->property, *value = mighar_object_get(left, property);
  if (g_str_equal(property, "comment"))
    return mend_comment(sql, difference->expected, left);
  if (g_str_equal(property, "privileges"))
    return !has_merged(left, right) && mend_privileges(sql, left, right);
  if (g_str_equal(property, "owner"))
    return set_owner(sql, difference->expected, left, right == NULL);
  if (g_str_equal(property, "options"))
    return mend_options(sql, left, right);
  if (g_str_equal(left->kind, "constraint") && g_str_has_prefix(property, "index "))
    return mend_constraint_index(sql, left, right, property);
  if (g_str_equal(property, "identity") && g_str_equal(left->kind, "column") && right != NULL)
    return set_identity(sql, left, right);
  if (g_str_equal(left->kind, "function") || g_str_equal(left->kind, "procedure"))
    return change_function(sql, difference);
  if (g_str_equal(left->kind, "view") && g_str_equal(property, "definition"))
    return change_view(sql, difference);
  if (g_str_equal(left->kind, "sequence") && g_strv_contains(numbers, property))
    return set_sequence(sql, left);
  if (g_str_equal(left->kind, "extension") && g_str_equal(property, "version") && !is_newer(left, right))
    return FALSE;
  if (g_str_equal(left->kind, "index") && value != NULL && g_strv_contains(of_its_table, property)) {
    g_autofree char *own = mend_last_name(left->name);
    return set_in_table(sql, left, property, own);
  }
  if (g_str_equal(property, "member of"))
    return set_membership(sql, left, right);
  if (g_str_equal(left->kind, "table") && g_str_equal(property, "partition of") && value == NULL)
    return detach(sql, difference);
  if (g_str_equal(property, "not null") && value != NULL &&
      mend_by_constraint(sql, difference->expected, left))
    return TRUE;
  if (g_strv_contains(made_anew, property))
    return make_anew(sql, difference);
  return set_words(sql, left, property, value) || set_in_table(sql, left, property, value);
}

gboolean mend_property(GString *sql, const MigharDifference *difference)
{
  gsize start = sql->len;
  if (set_property(sql, difference))
    return TRUE;
  g_string_truncate(sql, start);
  return FALSE;
}
