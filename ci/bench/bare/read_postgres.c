/* read_postgres CONNECTION TABLE: takes all rows by COPY, throws them away, and prints how long that took. */
#include <glib.h>
#include <libpq-fe.h>

int main(int argc, char **argv)
{
  if (argc != 3)
    return 2;
  PGconn *connection = PQconnectdb(argv[1]);
  if (PQstatus(connection) != CONNECTION_OK)
    return 3;
  g_autofree char *sql = g_strdup_printf("COPY %s TO STDOUT", argv[2]);
  gint64 start = g_get_monotonic_time();
  PGresult *result = PQexec(connection, sql);
  if (PQresultStatus(result) != PGRES_COPY_OUT)
    return 1;
  PQclear(result);
  char *row;
  while (PQgetCopyData(connection, &row, 0) > 0)
    PQfreemem(row);
  g_print("%.3f\n", (g_get_monotonic_time() - start) / 1e6);
  PQfinish(connection);
  return 0;
}
