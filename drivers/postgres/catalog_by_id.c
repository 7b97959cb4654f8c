/* Reads objects again by their ids. What is rare is not looked up at first: a query without it has a plan
 * that begins in half the time. */
#include "catalog_private.h"

#include "followed.h"
#include "session.h"

#include <mighar/error.h>
#include <string.h>

/* Stands in a property for what was not looked up; whoever has this in his schema is only asked for twice. */
#define MARK "\001"

/* One of the two ways to ask for objects by their ids. */
typedef struct {
  const char *name; /* behind that of the query */
  gboolean is_brief;
  GHashTable *prepared;
} Way;

static char *replace_rare(const char *sql)
{
  static GRegex *rare;
  return catalog_replace(sql, &rare, "/\\*rare\\*/.*?/\\*end\\*/", "E'\\\\001'");
}

static gboolean is_prepared(const Way *way, const CatalogQuery *query)
{
  return g_hash_table_contains(way->prepared, query);
}

static char *name_statement(const Way *way, const CatalogQuery *query)
{
  return g_strconcat(query->name, way->name, NULL);
}

static const char of_ids[] = " AND o.id = ANY ($1::oid[])";

static const char of_parts[] =
    " AND (o.id::int8 << 16 = ANY ($2::int8[]) OR o.id::int8 << 16 | o.part = ANY ($2::int8[]))";

static gboolean send_preparation(PGconn *connection, const Way *way, const CatalogIds *ids)
{
  g_autofree char *name = name_statement(way, ids->query);
  g_autofree char *whole = catalog_sql(ids->query);
  g_autofree char *sql = way->is_brief ? replace_rare(whole) : g_strdup(whole);
  g_autofree char *restricted = g_strconcat(sql, of_ids, ids->parts != NULL ? of_parts : NULL, NULL);
  return PQsendPrepare(connection, name, restricted, 0, NULL);
}

/* The first from here on that this server and user can be asked. */
static const CatalogIds *askable(const CatalogIds *ids, PGconn *connection)
{
  while (ids->query != NULL && catalog_usable(ids->query, connection) != ids->query)
    ids++;
  return ids->query != NULL ? ids : NULL;
}

static gboolean send_queries(PGconn *connection, const Way *way, const CatalogIds *ids)
{
  gboolean sent = TRUE;
  for (; sent && (ids = askable(ids, connection)) != NULL; ids++) {
    g_autofree char *name = name_statement(way, ids->query);
    const char *const values[] = {ids->ids, ids->parts};
    sent = (is_prepared(way, ids->query) || send_preparation(connection, way, ids)) &&
           PQsendQueryPrepared(connection, name, ids->parts != NULL ? 2 : 1, values, NULL, NULL, 0);
  }
  return sent && PQpipelineSync(connection);
}

static gboolean has_mark(const PGresult *rows, int row)
{
  for (int i = FIRST_PROPERTY; i < PQnfields(rows); i++)
    if (strcmp(PQgetvalue(rows, row, i), MARK) == 0)
      return TRUE;
  return FALSE;
}

/* The ids with something that was not looked up: a set. */
static GHashTable *find_marked(const PGresult *rows)
{
  GHashTable *marked = g_hash_table_new(g_str_hash, g_str_equal);
  for (int row = 0; row < PQntuples(rows); row++)
    if (has_mark(rows, row))
      g_hash_table_add(marked, PQgetvalue(rows, row, ID));
  return marked;
}

static char *join_ids(GHashTable *ids)
{
  g_autofree char **keys = (char **)g_hash_table_get_keys_as_array(ids, NULL);
  g_autofree char *joined = g_strjoinv(",", keys);
  return g_strdup_printf("{%s}", joined);
}

static void read_rows(const PGresult *rows, const char *kind, GHashTable *without, GPtrArray *objects)
{
  g_auto(CatalogAnswer) answer;
  catalog_answer_init(&answer, rows, kind);
  for (int row = 0; row < PQntuples(rows); row++)
    if (without == NULL || !g_hash_table_contains(without, PQgetvalue(rows, row, ID)))
      g_ptr_array_add(objects, catalog_answer_object(&answer, row, NULL));
}

/* What of the answer is complete; the other objects are to be asked for again. */
static void read_brief(const PGresult *rows, const CatalogIds *ids, GPtrArray *objects, GArray *again)
{
  g_autoptr(GHashTable) marked = find_marked(rows);
  read_rows(rows, ids->query->kind, marked, objects);
  if (g_hash_table_size(marked) == 0)
    return;
  const CatalogIds rest = {ids->query, join_ids(marked), g_strdup(ids->parts)};
  g_array_append_val(again, rest);
}

static gboolean read_results(PGconn *connection, const Way *way, const CatalogIds *ids, GPtrArray *objects,
                             GArray *again, GError **error)
{
  for (; (ids = askable(ids, connection)) != NULL; ids++) {
    if (!catalog_take_preparation(connection, way->prepared, ids->query, error))
      return FALSE;
    g_autoptr(PGresult) rows = session_next_result(connection);
    if (!catalog_check(connection, rows, PGRES_TUPLES_OK, catalog_reading, ids->query->kind, error))
      return FALSE;
    if (way->is_brief)
      read_brief(rows, ids, objects, again);
    else
      read_rows(rows, ids->query->kind, NULL, objects);
  }
  return TRUE;
}

static gboolean read_ids(PGconn *connection, const Way *way, const CatalogIds *ids, GPtrArray *objects,
                         GArray *again, GError **error)
{
  if (ids->query == NULL)
    return TRUE;
  if (!PQenterPipelineMode(connection) || !send_queries(connection, way, ids))
    return catalog_check(connection, NULL, PGRES_TUPLES_OK, catalog_reading, NULL, error);
  gboolean complete = read_results(connection, way, ids, objects, again, error);
  session_end_pipeline(connection);
  return complete;
}

static void clear_ids(gpointer data)
{
  CatalogIds *ids = data;
  g_free((char *)ids->ids);
  g_free((char *)ids->parts);
}

GArray *catalog_ids_new(void)
{
  GArray *ids = g_array_new(TRUE, TRUE, sizeof(CatalogIds));
  g_array_set_clear_func(ids, clear_ids);
  return ids;
}

static Way brief_way(const CatalogPrepared *prepared)
{
  return (Way){" by id", TRUE, prepared->by_id};
}

GPtrArray *catalog_read_ids(PGconn *connection, CatalogPrepared *prepared, const CatalogIds *ids,
                            GError **error)
{
  const Way brief = brief_way(prepared), full = {" by id in full", FALSE, prepared->by_id_in_full};
  g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  g_autoptr(GArray) again = catalog_ids_new();
  if (!read_ids(connection, &brief, ids, objects, again, error) ||
      !read_ids(connection, &full, (const CatalogIds *)again->data, objects, NULL, error))
    return NULL;
  return g_steal_pointer(&objects);
}

/* No ids of each usual query. */
static GArray *list_usual(PGconn *connection, const CatalogPrepared *prepared)
{
  g_autoptr(GPtrArray) queries = catalog_usual(connection, prepared->by_id, FALSE);
  GArray *none = g_array_new(TRUE, TRUE, sizeof(CatalogIds));
  for (guint i = 0; i < queries->len; i++) {
    const CatalogQuery *query = g_ptr_array_index(queries, i);
    const CatalogIds ids = {query, "{}", followed_class(query->kind) == CLASS_COLUMNS ? "{}" : NULL};
    g_array_append_val(none, ids);
  }
  return none;
}

gboolean catalog_rehearse_ids(PGconn *connection, CatalogPrepared *prepared)
{
  const Way brief = brief_way(prepared);
  g_autoptr(GArray) none = list_usual(connection, prepared);
  return none->len > 0 && PQenterPipelineMode(connection) &&
         send_queries(connection, &brief, (const CatalogIds *)none->data);
}

void catalog_end_ids(PGconn *connection, CatalogPrepared *prepared)
{
  const Way brief = brief_way(prepared);
  g_autoptr(GArray) none = list_usual(connection, prepared);
  g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  g_autoptr(GArray) again = catalog_ids_new();
  read_results(connection, &brief, (const CatalogIds *)none->data, objects, again, NULL);
  session_end_pipeline(connection);
}
