#include "target.h"

/* A position is told of what replays the log, which a running base backup does not; of other users' processes
 * only members of pg_monitor see it. */
static const char sql[] =
    "SELECT count(*), count(replay_lsn),"
    "       pg_catalog.pg_wal_lsn_diff(CASE WHEN pg_catalog.pg_is_in_recovery()"
    "                                       THEN pg_catalog.pg_last_wal_replay_lsn()"
    "                                       ELSE pg_catalog.pg_current_wal_lsn() END, '0/0'),"
    "       coalesce(pg_catalog.pg_wal_lsn_diff(min(replay_lsn), '0/0'), 0)"
    "  FROM pg_catalog.pg_stat_replication"
    " WHERE state IS NULL OR state IN ('catchup', 'streaming')";

static guint64 number(const PGresult *row, int column)
{
  return g_ascii_strtoull(PQgetvalue(row, 0, column), NULL, 10);
}

gboolean target_replication(MigharTarget *handle, MigharReplication *replication, GError **error)
{
  g_autoptr(PGresult) row = session_query(((PostgresTarget *)handle)->session, sql, error);
  if (row == NULL)
    return FALSE;
  *replication = (MigharReplication){
      .replicas = (guint)number(row, 0),
      .seen = (guint)number(row, 1),
      .written = number(row, 2),
      .replayed = number(row, 3),
  };
  return TRUE;
}
