#include "present.h"

#include "followed.h"

/* What a query tells comes from rows of this catalog, all of which have ids that are not the server's own. A
 * query that is missing here is always asked. */
static const struct {
  const char *query;
  const char *catalog;
} sources[] = {
    {"table", "pg_class"},
    {"column", "pg_class"},
    {"view", "pg_class"},
    {"materialized_view", "pg_class"},
    {"foreign_table", "pg_class"},
    {"index", "pg_class"},
    {"sequence", "pg_class"},
    {"constraint", "pg_constraint"},
    {"trigger", "pg_trigger"},
    {"policy", "pg_policy"},
    {"rule", "pg_rewrite"},
    {"function", "pg_proc"},
    {"aggregate", "pg_proc"},
    {"domain", "pg_type"},
    {"type.base", "pg_type"},
    {"type.composite", "pg_type"},
    {"type.enum", "pg_type"},
    {"type.range", "pg_type"},
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

static void add_question(GString *sql, const char *catalog, const char *wanted)
{
  g_string_append_printf(sql, "%sSELECT '%s' WHERE EXISTS (SELECT FROM %s x WHERE %s)",
                         sql->len > 0 ? " UNION ALL " : "", catalog, catalog, wanted);
}

static gboolean is_followed(const char *catalog)
{
  for (const Followed *how = followed; how->catalog != NULL; how++)
    if (g_str_equal(how->catalog, catalog))
      return TRUE;
  return FALSE;
}

/* Sources of one catalog stand side by side. */
char *present_sql(void)
{
  GString *sql = g_string_new(NULL);
  for (const Followed *how = followed; how->catalog != NULL; how++)
    if (g_str_equal(whole_of(how->catalog), how->catalog))
      add_question(sql, how->catalog, how->wanted);
  for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
    if (!is_followed(sources[i].catalog) &&
        (i == 0 || !g_str_equal(sources[i].catalog, sources[i - 1].catalog)))
      add_question(sql, sources[i].catalog, "x.oid >= 16384");
  return g_string_free(sql, FALSE);
}

GHashTable *present_read(const PGresult *answer)
{
  GHashTable *present = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (int i = 0; i < PQntuples(answer); i++)
    g_hash_table_add(present, g_strdup(PQgetvalue(answer, i, 0)));
  return present;
}

gboolean present_may_tell(GHashTable *present, const char *query)
{
  for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
    if (g_str_equal(sources[i].query, query))
      return g_hash_table_contains(present, sources[i].catalog);
  return TRUE;
}

gboolean present_has(GHashTable *present, const char *catalog)
{
  return g_hash_table_contains(present, whole_of(catalog));
}
