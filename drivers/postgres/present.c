#include "present.h"

#include "followed.h"

#include <string.h>

/* What a query of catalog/ tells comes from rows of this catalog that have one of these letters (NULL: from
 * any that is wanted). A query that is missing here is always asked. */
static const struct {
  const char *query;
  const char *catalog;
  const char *letters;
} sources[] = {
    {"table", "pg_class", "rp"},
    {"column", "pg_class", "rpfvm"},
    {"view", "pg_class", "v"},
    {"materialized_view", "pg_class", "m"},
    {"foreign_table", "pg_class", "f"},
    {"index", "pg_class", "iI"},
    {"sequence", "pg_class", "S"},
    {"type.composite", "pg_class", "c"},
    {"constraint", "pg_constraint"},
    {"trigger", "pg_trigger", "t"},
    {"policy", "pg_policy"},
    {"rule", "pg_rewrite", "r"},
    {"function", "pg_proc", "fpw"},
    {"aggregate", "pg_proc", "a"},
    {"domain", "pg_type", "d"},
    {"type.base", "pg_type", "bp"},
    {"type.enum", "pg_type", "e"},
    {"type.range", "pg_type", "r"},
    {"statistics", "pg_statistic_ext"},
    {"access_method", "pg_am"},
    {"cast", "pg_cast"},
    {"collation", "pg_collation"},
    {"conversion", "pg_conversion"},
    {"event_trigger", "pg_event_trigger"},
    {"foreign_data_wrapper", "pg_foreign_data_wrapper"},
    {"server", "pg_foreign_server"},
    {"user_mapping", "pg_foreign_server"},
    {"language", "pg_language"},
    {"operator", "pg_operator"},
    {"operator_class", "pg_opclass"},
    {"operator_family", "pg_opfamily"},
    {"publication", "pg_publication"},
    {"publication_table", "pg_publication"},
    {"publication_schema", "pg_publication"},
    {"text_search_configuration", "pg_ts_config"},
    {"text_search_dictionary", "pg_ts_dict"},
    {"text_search_parser", "pg_ts_parser"},
    {"text_search_template", "pg_ts_template"},
    {"transform", "pg_transform"},
    {"tablespace", "pg_tablespace"},
    {"large_object", "pg_largeobject_metadata"},
    {"default_privileges", "pg_default_acl"},
    {"database_setting", "pg_db_role_setting"},
    {"server_setting", "pg_db_role_setting"},
    {"subscription", "pg_subscription"},
    {"parameter", "pg_parameter_acl"},
    {"membership", "pg_auth_members"},
    {"role", "pg_authid"},
    {"password", "pg_authid"},
    {"security_label", "labels"},
    {"extension_dependency", "extension_dependencies"},
};

/* What tells rows of a catalog apart. Types of tables are told by these, the arrays that come with types by
 * none; triggers of foreign keys, unless they belong to a partition's trigger, and rules of views neither. */
static const struct {
  const char *catalog;
  const char *letter;
} letters[] = {
    {"pg_class", "x.relkind"},
    {"pg_proc", "x.prokind"},
    {"pg_type", "CASE WHEN x.typinput::oid = 750 THEN '-' ELSE x.typtype END"}, // array_in
    {"pg_trigger", "CASE WHEN NOT x.tgisinternal OR x.tgparentid <> 0 THEN 't' ELSE '-' END"},
    {"pg_rewrite", "CASE x.rulename WHEN '_RETURN' THEN '-' ELSE 'r' END"},
};

/* Which rows are wanted where that is not those with ids that are not the server's own, and who may see them.
 * As much as the queries tell of, or more. */
static const struct {
  const char *catalog;
  const char *wanted;
  const char *from; /* NULL: it is a catalog */
  int since;        /* as in PQserverVersion() */
  gboolean superuser;
} unusual[] = {
    {"pg_largeobject_metadata", "true"},
    {"pg_default_acl", "true"},
    {"pg_db_role_setting", "true"},
    {"pg_subscription", "true", .superuser = TRUE},
    {"pg_parameter_acl", "true", .since = 150000},
    {"pg_auth_members", "x.member >= 16384 OR x.roleid >= 16384 OR x.member = 10 OR x.roleid = 10"},
    {"pg_authid", "x.oid >= 16384 OR x.rolpassword IS NOT NULL", .superuser = TRUE},
    {"labels", "true", "(SELECT FROM pg_seclabel UNION ALL SELECT FROM pg_shseclabel)"},
    {"extension_dependencies", "x.refclassid = 3079 AND x.deptype = 'x'", "pg_depend"},
};

/* Catalogs whose rows are only there with a row of another one. */
static const struct {
  const char *catalog;
  const char *whole;
} parts[] = {
    {"pg_attribute", "pg_class"}, {"pg_attrdef", "pg_class"},           {"pg_index", "pg_class"},
    {"pg_inherits", "pg_class"},  {"pg_partitioned_table", "pg_class"}, {"pg_foreign_table", "pg_class"},
    {"pg_sequence", "pg_class"},  {"pg_aggregate", "pg_proc"},          {"pg_enum", "pg_type"},
    {"pg_range", "pg_type"},
};

static const char *whole_of(const char *catalog)
{
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    if (g_str_equal(parts[i].catalog, catalog))
      return parts[i].whole;
  return catalog;
}

/* One column that is NULL where there is nothing. */
static void add_question(GString *sql, const char *catalog, const char *from, const char *wanted)
{
  const char *letter = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(letters); i++)
    if (g_str_equal(letters[i].catalog, catalog))
      letter = letters[i].letter;
  g_string_append(sql, sql->len > 0 ? ", " : "SELECT ");
  if (letter != NULL)
    g_string_append_printf(sql, "(SELECT array_agg(DISTINCT %s) FROM %s x WHERE %s) AS %s", letter, from,
                           wanted, catalog);
  else
    g_string_append_printf(sql, "(SELECT '-' FROM %s x WHERE %s LIMIT 1) AS %s", from, wanted, catalog);
}

static gboolean is_followed(const char *catalog)
{
  for (const Followed *how = followed; how->catalog != NULL; how++)
    if (g_str_equal(how->catalog, catalog))
      return TRUE;
  return FALSE;
}

static void add_source(GString *sql, const char *catalog, PGconn *connection)
{
  gboolean superuser = g_strcmp0(PQparameterStatus(connection, "is_superuser"), "on") == 0;
  for (guint i = 0; i < G_N_ELEMENTS(unusual); i++)
    if (g_str_equal(unusual[i].catalog, catalog)) {
      if (PQserverVersion(connection) >= unusual[i].since && (superuser || !unusual[i].superuser))
        add_question(sql, catalog, unusual[i].from != NULL ? unusual[i].from : catalog, unusual[i].wanted);
      return;
    }
  add_question(sql, catalog, catalog, "x.oid >= 16384");
}

/* Sources of one catalog stand side by side. */
char *present_sql(PGconn *connection)
{
  GString *sql = g_string_new(NULL);
  for (const Followed *how = followed; how->catalog != NULL; how++)
    if (g_str_equal(whole_of(how->catalog), how->catalog))
      add_question(sql, how->catalog, how->catalog, how->wanted);
  for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
    if (!is_followed(sources[i].catalog) &&
        (i == 0 || !g_str_equal(sources[i].catalog, sources[i - 1].catalog)))
      add_source(sql, sources[i].catalog, connection);
  return g_string_free(sql, FALSE);
}

GHashTable *present_read(const PGresult *answer)
{
  GHashTable *present = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (int i = 0; i < PQnfields(answer); i++)
    g_hash_table_insert(present, g_strdup(PQfname(answer, i)), g_strdup(PQgetvalue(answer, 0, i)));
  return present;
}

gboolean present_may_tell(GHashTable *present, const char *query)
{
  for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
    if (g_str_equal(sources[i].query, query)) {
      const char *found = g_hash_table_lookup(present, sources[i].catalog);
      return found == NULL ||
             (sources[i].letters != NULL ? strpbrk(found, sources[i].letters) != NULL : *found != '\0');
    }
  return TRUE;
}

gboolean present_has(GHashTable *present, const char *catalog)
{
  const char *found = g_hash_table_lookup(present, whole_of(catalog));
  return found == NULL || *found != '\0';
}
