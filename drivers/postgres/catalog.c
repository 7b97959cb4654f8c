#include "catalog_private.h"

#include "present.h"
#include "session.h"

#include <mighar/error.h>

/* Whatever decides how the server writes a definition out, so that two readings of one schema are the same
 * text; and nothing that could end a reading early.
 *
 * The plans are made once, when the catalogs hold little, and kept while they grow: only plans that follow
 * indexes stay right. */
static const struct {
  const char *name;
  const char *value;
} settings[] = {
    {"search_path", ""},
    {"client_encoding", "UTF8"},
    {"standard_conforming_strings", "on"},
    {"DateStyle", "ISO"},
    {"IntervalStyle", "postgres"},
    {"TimeZone", "UTC"},
    {"extra_float_digits", "3"},
    {"lc_monetary", "C"},
    {"bytea_output", "hex"},
    {"xmloption", "content"},
    {"quote_all_identifiers", "off"},
    {"statement_timeout", "0"},
    {"lock_timeout", "0"},
    {"idle_in_transaction_session_timeout", "0"},
    {"enable_seqscan", "off"},
    {"enable_hashjoin", "off"},
    {"enable_mergejoin", "off"},
    {"enable_material", "off"},
    {"plan_cache_mode", "force_generic_plan"},
    {"jit", "off"},
};

/* What all kinds have in common, around the query of one: comment, owner, privileges, and that members of
 * extensions are left out. Privileges are told as what was granted and revoked since the object was made, so
 * that the default written out is no difference. OFFSET keeps the last condition from being planned as a
 * join, which follows a part of an index for ever when pg_depend holds little at first. */
static const char frame[] =
    "SELECT o.*,\n"
    "       CASE WHEN o.acl_type <> 'c' THEN o.owner::regrole END AS owner,\n"
    "       CASE WHEN /*each*/ true /*all: o.id < 16384 OR (o.id, o.class, o.part) IN\n"
    "                      (SELECT c.objoid, c.classoid, c.objsubid\n"
    "                         FROM pg_description c\n"
    "                        WHERE c.objoid >= 16384) */ THEN\n"
    "         (SELECT d.description\n"
    "            FROM pg_description d\n"
    "           WHERE d.objoid = o.id AND d.classoid = o.class AND d.objsubid = o.part) END AS comment,\n"
    "       CASE WHEN o.acl IS NOT NULL THEN\n"
    "         /*rare*/ (SELECT string_agg(p.line, '; ' ORDER BY p.line COLLATE \"C\")\n"
    "            FROM (SELECT concat_ws(' ', CASE WHEN a.grantee IS NULL THEN 'REVOKE' ELSE 'GRANT' END,\n"
    "                                   string_agg(privilege_type, ', ' ORDER BY privilege_type COLLATE "
    "\"C\"),\n"
    "                                   CASE WHEN a.grantee IS NULL THEN 'FROM' ELSE 'TO' END,\n"
    "                                   coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC'),\n"
    "                                   CASE WHEN is_grantable THEN 'WITH GRANT OPTION' END,\n"
    "                                   'GRANTED BY ' || nullif(grantor, o.owner)::regrole)\n"
    "                    FROM aclexplode(o.acl) AS a\n"
    "                    FULL JOIN aclexplode(acldefault(o.acl_type::\"char\", o.owner)) AS i\n"
    "                         USING (grantor, grantee, privilege_type, is_grantable)\n"
    "                   WHERE a.grantee IS NULL OR i.grantee IS NULL\n"
    "                   GROUP BY a.grantee IS NULL, grantee, grantor, is_grantable) AS p (line)) /*end*/ "
    "END\n"
    "         AS privileges\n"
    "  FROM (\n%s) AS o (name, parent, class, id, part, owner, acl, acl_type)\n"
    " WHERE NOT /*each*/ EXISTS (SELECT FROM pg_depend e\n"
    "                              WHERE e.classid = o.class AND e.objid = o.id AND e.deptype = 'e'\n"
    "                             OFFSET 0)\n"
    "           /*all: coalesce((o.class, o.id) IN (SELECT e.classid, e.objid\n"
    "                                                 FROM pg_depend e\n"
    "                                                WHERE e.refclassid = 'pg_extension'::regclass\n"
    "                                                  AND e.deptype = 'e'), false) */";

const char catalog_preparing[] = "prepare to read the catalog";
const char catalog_reading[] = "read the catalog";

char *catalog_sql(const CatalogQuery *query)
{
  return g_strdup_printf(frame, query->sql);
}

char *catalog_replace(const char *sql, GRegex **kept, const char *pattern, const char *replacement)
{
  if (g_once_init_enter(kept))
    g_once_init_leave(kept, g_regex_new(pattern, G_REGEX_DOTALL | G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_replace(*kept, sql, -1, 0, replacement, 0, NULL);
}

/* The way of asking that is for all objects at a time, in place of the one that is for each of a few. */
static char *whole_sql(const CatalogQuery *query)
{
  static GRegex *each;
  g_autofree char *sql = catalog_sql(query);
  return catalog_replace(sql, &each, "/\\*each\\*/.*?/\\*all:(.*?)\\*/", "\\1");
}

/* Always FALSE. The server's words may have several lines; they become one. */
static gboolean fail(GError **error, const char *doing, const char *kind, const char *message)
{
  g_autofree char *stripped = g_strstrip(g_strdup(message));
  g_auto(GStrv) lines = g_strsplit(stripped, "\n", -1);
  g_autofree char *words = g_strjoinv("; ", lines);
  g_autofree char *objects = kind != NULL ? g_strdup_printf(" (objects of kind '%s')", kind) : g_strdup("");
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot %s%s: %s", doing, objects, words);
  return FALSE;
}

const CatalogQuery *catalog_usable(const CatalogQuery *query, PGconn *connection)
{
  gboolean superuser = g_strcmp0(PQparameterStatus(connection, "is_superuser"), "on") == 0;
  for (; query->kind != NULL; query++)
    if (PQserverVersion(connection) >= query->since && (superuser || !query->superuser))
      return query;
  return NULL;
}

gboolean catalog_check(PGconn *connection, const PGresult *result, ExecStatusType expected, const char *doing,
                       const char *kind, GError **error)
{
  if (result != NULL && PQresultStatus(result) == expected)
    return TRUE;
  const char *message = result != NULL ? PQresultErrorMessage(result) : PQerrorMessage(connection);
  return fail(error, doing, kind, message);
}

static gboolean send_preparation(PGconn *connection, const CatalogQuery *query)
{
  g_autofree char *sql = whole_sql(query);
  return PQsendPrepare(connection, query->name, sql, 0, NULL);
}

static gboolean send_preparations(PGconn *connection)
{
  gboolean sent = TRUE;
  const CatalogQuery *query = catalog_queries;
  for (; sent && (query = catalog_usable(query, connection)) != NULL; query++)
    sent = send_preparation(connection, query);
  return sent && PQpipelineSync(connection);
}

static gboolean read_preparations(PGconn *connection, GError **error)
{
  const CatalogQuery *query = catalog_queries;
  for (; (query = catalog_usable(query, connection)) != NULL; query++) {
    g_autoptr(PGresult) prepared = session_next_result(connection);
    if (!catalog_check(connection, prepared, PGRES_COMMAND_OK, catalog_preparing, query->kind, error))
      return FALSE;
  }
  return TRUE;
}

char *catalog_options(void)
{
  g_autoptr(GString) options = g_string_new(session_observing);
  for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
    g_string_append_printf(options, " -c %s=%s", settings[i].name, settings[i].value);
  return g_string_free(g_steal_pointer(&options), FALSE);
}

gboolean catalog_set(PGconn *connection, GError **error)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
    g_string_append_printf(sql, "SET %s TO '%s';", settings[i].name, settings[i].value);
  g_autoptr(PGresult) set = PQexec(connection, sql->str);
  return catalog_check(connection, set, PGRES_COMMAND_OK, catalog_preparing, NULL, error);
}

gboolean catalog_prepare(PGconn *connection, GError **error)
{
  if (!catalog_set(connection, error))
    return FALSE;
  if (!PQenterPipelineMode(connection) || !send_preparations(connection))
    return fail(error, catalog_preparing, NULL, PQerrorMessage(connection));
  gboolean prepared = read_preparations(connection, error);
  session_end_pipeline(connection);
  return prepared;
}

/* Objects of one kind, of rows that come one by one. */
typedef struct {
  CatalogAnswer answer; /* of the first of them; and then of each */
  const char *kind;
  const MigharSnapshot *known;
  GPtrArray *objects;
} Taking;

static void take_object(const PGresult *row, void *data)
{
  Taking *taking = data;
  if (taking->answer.rows == NULL)
    catalog_answer_init(&taking->answer, row, taking->kind);
  taking->answer.rows = row;
  g_ptr_array_add(taking->objects, catalog_answer_object(&taking->answer, 0, taking->known));
}

/* What is read as a whole. */
typedef struct {
  PGconn *connection;
  GHashTable *prepared;  /* NULL: everything is */
  Answers *answers;      /* what is known to be answered; or NULL */
  GPtrArray *queries;    /* const CatalogQuery *, in order */
  MigharSnapshot *known; /* of an earlier time; or NULL */
} Reading;

static GPtrArray *choose_queries(PGconn *connection, GHashTable *present)
{
  GPtrArray *queries = g_ptr_array_new();
  const CatalogQuery *query = catalog_queries;
  for (; (query = catalog_usable(query, connection)) != NULL; query++)
    if (present == NULL || present_may_tell(present, query->name))
      g_ptr_array_add(queries, (gpointer)query);
  return queries;
}

static gboolean is_prepared(GHashTable *prepared, const CatalogQuery *query)
{
  return prepared == NULL || g_hash_table_contains(prepared, query);
}

/* Everything in one message, so that the server's answers follow one another without waiting for us. */
static gboolean send_queries(const Reading *read)
{
  static const char begin[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
  PGconn *connection = read->connection;
  gboolean sent = PQsendQueryParams(connection, begin, 0, NULL, NULL, NULL, NULL, 0);
  for (guint i = 0; sent && i < read->queries->len; i++) {
    const CatalogQuery *query = g_ptr_array_index(read->queries, i);
    sent = (is_prepared(read->prepared, query) || send_preparation(connection, query)) &&
           PQsendQueryPrepared(connection, query->name, 0, NULL, NULL, NULL, 0);
  }
  return sent && PQsendQueryParams(connection, "COMMIT", 0, NULL, NULL, NULL, NULL, 0) &&
         PQpipelineSync(connection);
}

gboolean catalog_take_preparation(PGconn *connection, GHashTable *prepared, const CatalogQuery *query,
                                  GError **error)
{
  if (is_prepared(prepared, query))
    return TRUE;
  g_autoptr(PGresult) answer = session_next_result(connection);
  if (!catalog_check(connection, answer, PGRES_COMMAND_OK, catalog_preparing, query->kind, error))
    return FALSE;
  g_hash_table_add(prepared, (gpointer)query);
  return TRUE;
}

static void read_rows(const Reading *read, const CatalogQuery *query, const PGresult *rows,
                      GPtrArray *objects)
{
  g_auto(CatalogAnswer) answer;
  catalog_answer_init(&answer, rows, query->kind);
  for (int row = 0; row < PQntuples(rows); row++)
    g_ptr_array_add(objects, catalog_answer_object(&answer, row, read->known));
}

/* FALSE: something has to be asked. */
static gboolean recall(const Reading *read, GPtrArray *objects)
{
  if (!answers_hold(read->answers))
    return FALSE;
  for (guint i = 0; i < read->queries->len; i++) {
    const CatalogQuery *query = g_ptr_array_index(read->queries, i);
    g_autofree char *sql = whole_sql(query);
    g_autoptr(PGresult) rows = answers_find(read->answers, read->connection, sql);
    if (rows == NULL)
      return FALSE;
    read_rows(read, query, rows, objects);
  }
  return TRUE;
}

/* All rows at once: of a database that nobody has worked in there are a few. */
static gboolean read_to_remember(const Reading *read, const CatalogQuery *query, GPtrArray *objects,
                                 GError **error)
{
  g_autoptr(PGresult) rows = session_next_result(read->connection);
  if (!catalog_check(read->connection, rows, PGRES_TUPLES_OK, catalog_reading, query->kind, error))
    return FALSE;
  g_autofree char *sql = whole_sql(query);
  answers_add(read->answers, sql, rows);
  read_rows(read, query, rows, objects);
  return TRUE;
}

static gboolean read_objects(const Reading *read, const CatalogQuery *query, GPtrArray *objects,
                             GError **error)
{
  if (answers_hold(read->answers))
    return read_to_remember(read, query, objects, error);
  Taking taking = {.kind = query->kind, .known = read->known, .objects = objects};
  g_autoptr(PGresult) end = session_next_rows(read->connection, take_object, &taking);
  catalog_answer_clear(&taking.answer);
  return catalog_check(read->connection, end, PGRES_TUPLES_OK, catalog_reading, query->kind, error);
}

/* Rows are dropped once their objects are made, so that nothing is held twice: a long chain's columns are
 * megabytes. The first failure ends it: what follows in the pipeline is only told to be aborted. */
static gboolean read_results(const Reading *read, GPtrArray *objects, GError **error)
{
  PGconn *connection = read->connection;
  g_autoptr(PGresult) begin = session_next_result(connection);
  if (!catalog_check(connection, begin, PGRES_COMMAND_OK, catalog_reading, NULL, error))
    return FALSE;
  for (guint i = 0; i < read->queries->len; i++) {
    const CatalogQuery *query = g_ptr_array_index(read->queries, i);
    if (!catalog_take_preparation(connection, read->prepared, query, error) ||
        !read_objects(read, query, objects, error))
      return FALSE;
  }
  g_autoptr(PGresult) commit = session_next_result(connection);
  return catalog_check(connection, commit, PGRES_COMMAND_OK, catalog_reading, NULL, error);
}

/* Each of them is one of known, and none of known is missing. */
static gboolean are_known(const GPtrArray *objects, const MigharSnapshot *known)
{
  if (objects->len != known->objects->len)
    return FALSE;
  g_autoptr(GHashTable) read = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < objects->len; i++)
    g_hash_table_add(read, g_ptr_array_index(objects, i));
  for (guint i = 0; i < known->objects->len; i++)
    if (!g_hash_table_contains(read, g_ptr_array_index(known->objects, i)))
      return FALSE;
  return TRUE;
}

static gboolean take_whole(const Reading *read, GPtrArray *objects, GError **error)
{
  gboolean complete = read_results(read, objects, error);
  session_end_pipeline(read->connection);
  if (!complete)
    PQclear(PQexec(read->connection, "ROLLBACK"));
  return complete;
}

static gboolean ask_whole(const Reading *read, GPtrArray *objects, GError **error)
{
  PGconn *connection = read->connection;
  if (!PQenterPipelineMode(connection) || !send_queries(read)) {
    fail(error, catalog_reading, NULL, PQerrorMessage(connection));
    return FALSE;
  }
  return take_whole(read, objects, error);
}

static MigharSnapshot *read_whole(const Reading *read, GError **error)
{
  g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  if (!recall(read, objects)) {
    g_ptr_array_set_size(objects, 0);
    if (!ask_whole(read, objects, error))
      return NULL;
  }
  if (read->known != NULL && are_known(objects, read->known))
    return mighar_snapshot_ref(read->known);
  return mighar_snapshot_new(g_steal_pointer(&objects));
}

MigharSnapshot *catalog_read(PGconn *connection, MigharSnapshot *known, GError **error)
{
  g_autoptr(GPtrArray) queries = choose_queries(connection, NULL);
  return read_whole(&(Reading){.connection = connection, .queries = queries, .known = known}, error);
}

MigharSnapshot *catalog_read_present(PGconn *connection, CatalogPrepared *prepared, GHashTable *present,
                                     MigharSnapshot *known, GError **error)
{
  g_autoptr(GPtrArray) queries = choose_queries(connection, present);
  return read_whole(&(Reading){connection, prepared->whole, prepared->answers, queries, known}, error);
}

/* What almost every schema has something of, and what is asked whatever there is. */
static const char *const usual[] = {"column", "constraint", "function", "index", "sequence", "table", NULL};
static const char *const always[] = {"database", "extension", "schema", "system_privileges", NULL};

GPtrArray *catalog_usual(PGconn *connection, GHashTable *prepared, gboolean whole)
{
  GPtrArray *queries = g_ptr_array_new();
  const CatalogQuery *query = catalog_queries;
  for (; (query = catalog_usable(query, connection)) != NULL; query++)
    if ((g_strv_contains(usual, query->name) || (whole && g_strv_contains(always, query->name))) &&
        !g_hash_table_contains(prepared, query))
      g_ptr_array_add(queries, (gpointer)query);
  return queries;
}

gboolean catalog_rehearse_present(PGconn *connection, CatalogPrepared *prepared)
{
  g_autoptr(GPtrArray) queries = catalog_usual(connection, prepared->whole, TRUE);
  return queries->len > 0 && PQenterPipelineMode(connection) &&
         send_queries(&(Reading){.connection = connection, .prepared = prepared->whole, .queries = queries});
}

void catalog_end_present(PGconn *connection, CatalogPrepared *prepared)
{
  g_autoptr(GPtrArray) queries = catalog_usual(connection, prepared->whole, TRUE);
  g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  take_whole(&(Reading){.connection = connection, .prepared = prepared->whole, .queries = queries}, objects,
             NULL);
}
