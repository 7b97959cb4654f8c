#include "target_indexes.h"

#include "session.h"

#include <string.h>

/* Of a build under way the view tells. Names that end in _ccnew and _ccold
 * are what REINDEX CONCURRENTLY leaves (manual, REINDEX, "Rebuilding Indexes Concurrently"). */
static const char sql[] =
    "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), c.relname,"
    "       pg_catalog.format('%I.%I', tn.nspname, t.relname), c.relname ~ '_cc(new|old)[0-9]*$'"
    "  FROM pg_catalog.pg_index i"
    "  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
    "  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    "  JOIN pg_catalog.pg_class t ON t.oid = i.indrelid"
    "  JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace"
    " WHERE NOT i.indisvalid AND c.relkind = 'i' AND c.relpersistence <> 't'"
    "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p"
    "                    WHERE p.datid = (SELECT oid FROM pg_catalog.pg_database"
    "                                      WHERE datname = pg_catalog.current_database())"
    "                      AND (p.index_relid = i.indexrelid OR p.relid = i.indrelid))"
    " ORDER BY 1";

static void target_index_free(TargetIndex *index)
{
  if (index == NULL)
    return;
  g_free(index->name);
  g_free(index->bare_name);
  g_free(index->table);
  g_free(index->drop);
  g_free(index->rebuild);
  g_free(index);
}

static TargetIndex *read_row(const PGresult *rows, int row)
{
  TargetIndex *index = g_new0(TargetIndex, 1);
  index->name = g_strdup(PQgetvalue(rows, row, 0));
  index->bare_name = g_strdup(PQgetvalue(rows, row, 1));
  index->table = g_strdup(PQgetvalue(rows, row, 2));
  index->drop = g_strdup_printf("DROP INDEX CONCURRENTLY %s", index->name);
  if (g_str_equal(PQgetvalue(rows, row, 3), "f"))
    index->rebuild = g_strdup_printf("REINDEX INDEX CONCURRENTLY %s", index->name);
  return index;
}

GPtrArray *target_indexes_invalid(PGconn *connection, GError **error)
{
  g_autoptr(PGresult) rows = session_query(connection, sql, error);
  if (rows == NULL)
    return NULL;
  GPtrArray *indexes = g_ptr_array_new_with_free_func((GDestroyNotify)target_index_free);
  for (int row = 0; row < PQntuples(rows); row++)
    g_ptr_array_add(indexes, read_row(rows, row));
  return indexes;
}
