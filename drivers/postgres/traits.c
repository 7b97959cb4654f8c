#include "traits.h"

#include "session.h"

/* One command a row, in order; $1 is the source and $2 the target. A setting that is a list of names is kept
 * quoted already (PostgreSQL's GUC_LIST_QUOTE, pg_dump's variable_is_guc_list_quote()), so that it can only
 * be set from a session's; all others are plain strings. */
static const char traits[] =
    "WITH source AS (SELECT * FROM pg_catalog.pg_database WHERE datname = $1),"
    "     setting AS (SELECT pg_catalog.format(CASE WHEN setrole = 0 THEN 'ALTER DATABASE %2$I SET'"
    "                                               ELSE 'ALTER ROLE %1$I IN DATABASE %2$I SET' END,"
    "                                          pg_catalog.pg_get_userbyid(setrole), $2::text) AS verb,"
    "                        pg_catalog.split_part(entry, '=', 1) AS name,"
    "                        pg_catalog.substr(entry, pg_catalog.strpos(entry, '=') + 1) AS value"
    "                   FROM pg_catalog.pg_db_role_setting, source, pg_catalog.unnest(setconfig) AS entry"
    "                  WHERE setdatabase = source.oid)"
    "SELECT command FROM ("
    "SELECT 1, pg_catalog.format('ALTER DATABASE %I OWNER TO %I', $2::text, "
    "pg_catalog.pg_get_userbyid(datdba))"
    "  FROM source WHERE datdba <> (SELECT datdba FROM pg_catalog.pg_database WHERE datname = $2::text) "
    "UNION ALL "
    "SELECT 2, pg_catalog.format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I', $2::text, "
    "pg_catalog.pg_get_userbyid(datdba))"
    "  FROM source WHERE datacl IS NOT NULL "
    "UNION ALL "
    "SELECT 3, pg_catalog.format('GRANT %s ON DATABASE %I TO %s%s', privilege_type, $2::text,"
    "                            CASE grantee WHEN 0 THEN 'PUBLIC'"
    "                                         ELSE "
    "pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END,"
    "                            CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END)"
    "  FROM source, pg_catalog.aclexplode(datacl) "
    "UNION ALL "
    "SELECT 4, pg_catalog.format('ALTER DATABASE %I CONNECTION LIMIT %s', $2::text, datconnlimit)"
    "  FROM source WHERE datconnlimit <> -1 "
    "UNION ALL "
    "SELECT 5, pg_catalog.format('COMMENT ON DATABASE %I IS %L', $2::text, description)"
    "  FROM source, pg_catalog.pg_shdescription"
    " WHERE objoid = source.oid AND classoid = 'pg_catalog.pg_database'::pg_catalog.regclass "
    "UNION ALL "
    "SELECT 6, CASE WHEN name IN ('local_preload_libraries', 'search_path', 'session_preload_libraries',"
    "                             'temp_tablespaces')"
    "               THEN pg_catalog.format('BEGIN; SELECT pg_catalog.set_config(%L, %L, true);"
    " %s %s FROM CURRENT; COMMIT', name, value, verb, name)"
    "               ELSE pg_catalog.format('%s %s TO %L', verb, name, value) END"
    "  FROM setting"
    ") AS all_of_them (step, command) ORDER BY step";

gboolean traits_copy(PGconn *administration, const char *source, const char *target, GError **error)
{
  const char *const names[] = {source, target};
  g_autoptr(PGresult) commands = session_query_with(administration, traits, 2, names, error);
  return commands != NULL && session_run_rows(administration, commands, error);
}
