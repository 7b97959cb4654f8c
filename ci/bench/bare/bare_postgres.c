/* bare_postgres [--up] DIRECTORY CONNECTION: makes a database, runs every migration of a corpus up, down and
 * up again (or up alone) in it, each leg one message that is a transaction, drops it, and checks nothing:
 * what PostgreSQL itself needs. CONNECTION is libpq's, to a database that is there. */
#include "scripts.h"

#include <libpq-fe.h>
#include <stdlib.h>

static void run(PGconn *connection, const char *sql)
{
  PGresult *result = PQexec(connection, sql);
  ExecStatusType status = PQresultStatus(result);
  PQclear(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
    return;
  g_printerr("bare_postgres: %s in:\n%s\n", PQerrorMessage(connection), sql);
  exit(1);
}

static PGconn *connect_to(const char *conninfo)
{
  PGconn *connection = PQconnectdb(conninfo);
  if (PQstatus(connection) == CONNECTION_OK)
    return connection;
  g_printerr("bare_postgres: %s", PQerrorMessage(connection));
  exit(3);
}

static void leg(PGconn *connection, GString *message, const char *script)
{
  g_string_printf(message, "BEGIN;\n%s;\nCOMMIT", script);
  run(connection, message->str);
}

int main(int argc, char **argv)
{
  gboolean up_alone = argc > 1 && g_str_equal(argv[1], "--up");
  char **rest = argv + (up_alone ? 2 : 1);
  if (argc < 3 || rest[0] == NULL || rest[1] == NULL)
    return 2;
  g_autoptr(GArray) all = read_scripts(rest[0]);
  PGconn *server = connect_to(rest[1]);
  run(server, "SET client_min_messages = warning");
  run(server, "CREATE DATABASE bench_bare STRATEGY FILE_COPY TEMPLATE template0");
  g_autofree char *conninfo = g_strdup_printf("%s dbname=bench_bare", rest[1]);
  PGconn *connection = connect_to(conninfo);
  g_autoptr(GString) message = g_string_new(NULL);
  for (guint i = 0; i < all->len; i++) {
    const Scripts *scripts = &g_array_index(all, Scripts, i);
    leg(connection, message, scripts->up);
    if (up_alone)
      continue;
    leg(connection, message, scripts->down);
    leg(connection, message, scripts->up);
  }
  PQfinish(connection);
  run(server, "DROP DATABASE bench_bare");
  PQfinish(server);
  return 0;
}
