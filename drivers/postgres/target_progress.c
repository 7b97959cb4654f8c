#include "target_progress.h"

#include "session.h"

/* One of the views (manual, section "Progress Reporting"): what it counts of which unit in which of its
 * columns. A command may count several things in turn; the first one whose total is known counts. */
typedef struct {
  const char *view;
  int since; /* version of the server */
  const char *command;
  const char *phase;
  const char *done, *total;
  const char *unit;
} View;

static const View views[] = {
    {"create_index", 130000, "command", "phase", "tuples_done", "tuples_total", "rows"},
    {"create_index", 130000, "command", "phase", "blocks_done", "blocks_total", "blocks"},
    {"create_index", 130000, "command", "phase", "lockers_done", "lockers_total", "transactions waited for"},
    {"cluster", 130000, "command", "phase", "heap_blks_scanned", "heap_blks_total", "blocks"},
    {"vacuum", 130000, "'VACUUM'", "phase", "heap_blks_scanned", "heap_blks_total", "blocks"},
    {"analyze", 130000, "'ANALYZE'", "phase", "sample_blks_scanned", "sample_blks_total", "blocks"},
    {"copy", 140000, "command", "'copying'", "bytes_processed", "bytes_total", "bytes"},
    {"copy", 140000, "command", "'copying'", "tuples_processed", "NULL::bigint", "rows"},
};

static void append_view(GString *sql, guint i)
{
  const View *view = &views[i];
  g_string_append_printf(
      sql,
      "%sSELECT %u AS rank, pg_catalog.format('%%s on %%s: %%s', %s, relid::regclass, %s) AS what,"
      " (%s)::numeric AS done, nullif(%s, 0)::numeric AS total, '%s' AS unit"
      " FROM pg_catalog.pg_stat_progress_%s WHERE pid = $1::int",
      sql->len > 0 ? " UNION ALL " : "", i, view->command, view->phase, view->done, view->total, view->unit,
      view->view);
}

static char *make_query(int version)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(views); i++)
    if (version >= views[i].since)
      append_view(sql, i);
  return g_strdup_printf("SELECT what, done, total, unit, pg_catalog.floor(100 * done / total) FROM (%s) AS v"
                         " ORDER BY total IS NULL, rank LIMIT 1",
                         sql->str);
}

char *target_progress_describe(PGconn *connection, int process)
{
  g_autofree char *sql = make_query(PQserverVersion(connection));
  g_autofree char *number = g_strdup_printf("%d", process);
  const char *const values[] = {number};
  g_autoptr(PGresult) row = session_query_with(connection, sql, 1, values, NULL);
  if (row == NULL || PQntuples(row) == 0)
    return NULL;
  const char *what = PQgetvalue(row, 0, 0), *done = PQgetvalue(row, 0, 1), *unit = PQgetvalue(row, 0, 3);
  if (PQgetisnull(row, 0, 2))
    return g_str_equal(done, "0") ? g_strdup(what) : g_strdup_printf("%s, %s %s", what, done, unit);
  return g_strdup_printf("%s, %s of %s %s (%s %%)", what, done, PQgetvalue(row, 0, 2), unit,
                         PQgetvalue(row, 0, 4));
}
