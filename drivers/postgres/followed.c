#include "followed.h"

#include <string.h>

#define NONE "0, 0"

/* A member of an extension that somebody was granted is told by system_privileges, and what is put among the
 * server's own changes what needs a schema in front of its name: nothing that is followed. */
#define MEMBER(acl, class, id, own)                                                                          \
  "0, CASE WHEN " own " OR " acl                                                                             \
  " IS NOT NULL AND EXISTS (SELECT FROM pg_depend e WHERE e.classid = " class " AND e.objid = " id           \
                                                                              " AND e.deptype = 'e' OFFSET " \
                                                                              "0) THEN 1 ELSE 0 END"

/* The cast keeps the planner from following the other index of pg_depend by refclassid alone. */
#define CONSTRAINT_OF(index)                                                                                 \
  "(SELECT i.refobjid FROM pg_depend i WHERE i.classid = 1259 AND i.objid = " index                          \
  " AND i.refclassid::int8 = 2606 AND i.deptype = 'i' LIMIT 1)"

/* Not whether there are indexes, rules, triggers, children, how many columns and checks, how much of it is
 * written and since when: neither its text nor its rows. Of a TOAST table only the options. */
static const char relation_content[] =
    "CASE WHEN x.relkind <> 't' OR x.reloptions IS NOT NULL THEN"
    " concat_ws(' ', x.relname, x.relnamespace, x.reloftype, x.relowner, x.relam, x.reltablespace,"
    "           x.relpersistence, x.relkind, x.relrowsecurity, x.relforcerowsecurity, x.relreplident,"
    "           x.relispopulated, x.relispartition, 'a', x.relacl, 'o', x.reloptions, 'p', x.relpartbound)"
    " END";

/* A table's row type and the array of a type are told by these. */
static const char type_letter[] = "CASE WHEN x.typtype = 'c' AND (SELECT c.relkind FROM pg_class c WHERE "
                                  "c.oid = x.typrelid) <> 'c' THEN '-'"
                                  "     WHEN x.typtype = 'b' AND EXISTS (SELECT FROM pg_type e WHERE e.oid = "
                                  "x.typelem AND e.typarray = x.oid)"
                                  "     THEN '-' ELSE x.typtype END";

const Followed followed[] = {
    /* an index is told with its constraint, options of a TOAST table with the table */
    {"pg_class", CLASS_RELATION,
     "1259, x.oid,"
     " CASE x.relkind WHEN 'c' THEN 1247 WHEN 't' THEN 1259 ELSE 2606 END,"
     " CASE WHEN x.relkind = 'c' THEN x.reltype"
     "      WHEN x.relkind = 't' THEN (SELECT t.refobjid FROM pg_depend t WHERE t.classid = 1259"
     "                                   AND t.objid = x.oid AND t.deptype = 'i' LIMIT 1)"
     "      WHEN x.relkind IN ('i', 'I') THEN " CONSTRAINT_OF("x.oid") " END, " MEMBER(
         "x.relacl", "1259", "x.oid", "x.relnamespace = 11"),
     "x.relname, x.relnamespace, x.reltype, x.relkind", relation_content, "x.relkind", "x.oid >= 16384"},
    {"pg_attribute", 0, "1249, x.attrelid, " NONE ", " MEMBER("x.attacl", "1259", "x.attrelid", "false"),
     "x.attnum, x.attname, x.atttypid, x.atttypmod, x.attcollation, x.attisdropped", NULL,
     "CASE WHEN x.attisdropped THEN 'd' END", "x.attrelid >= 16384", "x.attnum"},
    {"pg_attrdef", 0, "1249, x.adrelid, " NONE ", " NONE, NULL, NULL, NULL, "x.adrelid >= 16384", "x.adnum"},
    {"pg_index", 0,
     "1259, x.indexrelid, 1259, CASE WHEN x.indisreplident THEN x.indrelid END, 2606, " CONSTRAINT_OF(
         "x.indexrelid"),
     NULL, NULL, NULL, "x.indexrelid >= 16384"},
    {"pg_inherits", 0, "1259, x.inhrelid, 1259, x.inhparent, " NONE, NULL, NULL, NULL, "x.inhrelid >= 16384"},
    {"pg_sequence", 0, "1259, x.seqrelid, " NONE ", " NONE, NULL, NULL, NULL, "x.seqrelid >= 16384"},
    {"pg_partitioned_table", 0, "1259, x.partrelid, " NONE ", " NONE, NULL, NULL, NULL,
     "x.partrelid >= 16384"},
    {"pg_foreign_table", 0, "1259, x.ftrelid, " NONE ", " NONE, NULL, NULL, NULL, "x.ftrelid >= 16384"},
    {"pg_constraint", CLASS_CONSTRAINT, "2606, x.oid, 1259, x.conindid, " NONE, "x.conname, x.connamespace",
     NULL, NULL, "x.oid >= 16384"},
    /* those of foreign keys are told by these */
    {"pg_trigger", CLASS_TRIGGER, "2620, x.oid, 2606, x.tgconstraint, " NONE, "x.tgname, x.tgenabled", NULL,
     "CASE WHEN x.tgisinternal AND x.tgparentid = 0 THEN '-' ELSE 't' END", "x.oid >= 16384"},
    {"pg_rewrite", CLASS_RULE, "2618, x.oid, 1259, x.ev_class, " NONE, NULL, NULL,
     "CASE x.rulename WHEN '_RETURN' THEN '-' ELSE 'r' END", "x.oid >= 16384"},
    {"pg_policy", CLASS_POLICY, "3256, x.oid, " NONE ", " NONE, NULL, NULL, NULL, "x.oid >= 16384"},
    {"pg_proc", CLASS_ROUTINE,
     "1255, x.oid, " NONE ", " MEMBER("x.proacl", "1255", "x.oid", "x.pronamespace = 11"),
     "x.proname, x.pronamespace, x.proargtypes", NULL, "x.prokind", "x.oid >= 16384"},
    {"pg_aggregate", 0, "1255, x.aggfnoid::oid, " NONE ", " NONE, NULL, NULL, NULL,
     "x.aggfnoid::oid >= 16384"},
    {"pg_type", CLASS_TYPE,
     "1247, x.oid, " NONE ", " MEMBER("x.typacl", "1247", "x.oid", "x.typnamespace = 11"),
     "x.typname, x.typnamespace, x.typstorage, x.typcollation, x.typbasetype, x.typtypmod, x.typtype,"
     " x.typisdefined",
     NULL, type_letter, "x.oid >= 16384"},
    {"pg_enum", 0, "1247, x.enumtypid, " NONE ", " NONE, "x.oid, x.enumlabel", NULL, NULL,
     "x.enumtypid >= 16384"},
    {"pg_range", 0, "1247, x.rngtypid, " NONE ", " NONE, NULL, NULL, NULL, "x.rngtypid >= 16384"},
    {"pg_statistic_ext", CLASS_STATISTICS, "3381, x.oid, " NONE ", " NONE, NULL, NULL, NULL,
     "x.oid >= 16384"},
    {"pg_description", 0,
     "CASE WHEN x.classoid = 1259 AND x.objsubid > 0 THEN 1249 ELSE x.classoid END, x.objoid, 1247,"
     " CASE x.classoid WHEN 1259 THEN (SELECT c.reltype FROM pg_class c"
     "                                  WHERE c.oid = x.objoid AND c.relkind = 'c') END,"
     " 2606, CASE x.classoid WHEN 1259 THEN " CONSTRAINT_OF("x.objoid") " END",
     NULL, NULL, NULL, "x.objoid >= 16384", "x.objsubid"},
    /* which column a sequence is of, which routines come with something else, members of extensions */
    {"pg_depend", 0,
     "CASE WHEN x.deptype IN ('e', 'x') THEN 0 ELSE x.classid END,"
     " CASE WHEN x.deptype IN ('e', 'x') OR (x.deptype IN ('a', 'i') AND x.classid IN (1255, 1259))"
     "      THEN x.objid END, " NONE ", " NONE,
     NULL, NULL, NULL, "x.objid >= 16384"},
    {NULL, 0, NULL, NULL, NULL, NULL, NULL},
};

const char *const not_followed[] = {
    "pg_statistic",        "pg_statistic_ext_data", "pg_shdepend", "pg_largeobject",
    "pg_subscription_rel", "pg_replication_origin", NULL};

static const struct {
  const char *kind;
  guint32 class;
} by_id[] = {
    {"table", CLASS_RELATION},
    {"column", CLASS_COLUMNS},
    {"view", CLASS_RELATION},
    {"materialized view", CLASS_RELATION},
    {"foreign table", CLASS_RELATION},
    {"index", CLASS_RELATION},
    {"sequence", CLASS_RELATION},
    {"constraint", CLASS_CONSTRAINT},
    {"trigger", CLASS_TRIGGER},
    {"policy", CLASS_POLICY},
    {"rule", CLASS_RULE},
    {"function", CLASS_ROUTINE},
    {"procedure", CLASS_ROUTINE},
    {"aggregate", CLASS_ROUTINE},
    {"domain", CLASS_TYPE},
    {"type", CLASS_TYPE},
    {"shell type", CLASS_TYPE},
    {"statistics", CLASS_STATISTICS},
};

/* Objects of these kinds hold names of their own kind, or of others that are read as a whole. */
static const char *const apart[] = {"schema",           "role",         "extension",  "database",
                                    "tablespace",       "parameter",    "collation",  "default privileges",
                                    "database setting", "large object", "membership", "password",
                                    "server setting"};

guint32 followed_class(const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS(by_id); i++)
    if (g_str_equal(by_id[i].kind, kind))
      return by_id[i].class;
  return 0;
}

gboolean followed_is_by_id(guint32 class)
{
  for (guint i = 0; i < G_N_ELEMENTS(by_id); i++)
    if (by_id[i].class == class)
      return TRUE;
  return FALSE;
}

/* Of which rows a query makes objects: pg_class.relkind and the like. */
static const struct {
  const char *query;
  const char *letters;
} tellers[] = {
    {"table", "rp"},         {"column", "rpfvm"}, {"view", "v"},       {"materialized_view", "m"},
    {"foreign_table", "f"},  {"index", "iI"},     {"sequence", "S"},   {"trigger", "t"},
    {"rule", "r"},           {"aggregate", "a"},  {"function", "fpw"}, {"type.base", "bp"},
    {"type.composite", "c"}, {"type.enum", "e"},  {"type.range", "r"}, {"domain", "d"},
};

gboolean followed_may_tell(const char *query, char letter)
{
  if (letter == ANY_LETTER)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(tellers); i++)
    if (g_str_equal(tellers[i].query, query))
      return strchr(tellers[i].letters, letter) != NULL;
  return TRUE;
}

gboolean followed_names_others(const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS(apart); i++)
    if (g_str_equal(apart[i], kind))
      return FALSE;
  return followed_class(kind) == 0;
}
