#include "target_blockers.h"

#include "session.h"
#include "words.h"

/* pg_blocking_pids() takes all of the lock manager's locks for a moment, which once a second is no harm. A
 * blocker's statement is cut, since it is for people; of other users' processes only superusers see it. */
static const char sql[] =
    "SELECT pg_catalog.format('%s of process %s%s%s%s%s',"
    "         coalesce((SELECT 'for ' || l.mode || ' on ' || coalesce(l.relation::regclass::text, l.locktype)"
    "                     FROM pg_catalog.pg_locks l WHERE l.pid = $1::int AND NOT l.granted LIMIT 1), 'for "
    "a lock'),"
    "         a.pid,"
    "         ', application ' || pg_catalog.quote_literal(nullif(a.application_name, '')),"
    "         ', user ' || pg_catalog.quote_literal(a.usename),"
    "         ', ' || a.state || pg_catalog.to_char(now() - a.xact_start, '\", in its transaction for "
    "\"HH24:MI:SS'),"
    "         ': ' || nullif(pg_catalog.left(a.query, 200), ''))"
    "  FROM unnest(pg_catalog.pg_blocking_pids($1::int)) AS b(pid)"
    "  JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid"
    " ORDER BY a.xact_start NULLS LAST, a.pid LIMIT 4";

char *target_blockers_describe(PGconn *connection, int process)
{
  g_autofree char *number = g_strdup_printf("%d", process);
  const char *const values[] = {number};
  g_autoptr(PGresult) blockers = session_query_with(connection, sql, 1, values, NULL);
  if (blockers == NULL || PQntuples(blockers) == 0)
    return NULL;
  g_autoptr(GString) text = g_string_new("waiting ");
  for (int i = 0; i < PQntuples(blockers); i++) {
    g_autofree char *line = words_on_one_line(PQgetvalue(blockers, i, 0), " ");
    g_string_append_printf(text, "%s%s", i > 0 ? "; and " : "", line);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}
