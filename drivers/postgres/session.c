#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <mighar/error.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define CLOSE_MILLISECONDS 5000

const char session_observing[] = "-c role=none -c statement_timeout=0 -c default_transaction_read_only=off"
                                 " -c synchronous_commit=on";

/* Values are written out in one way whatever the database says; all else is as an application finds it. The
 * checks of foreign keys are planned once after each change of their tables, and not five times. */
const char session_writing[] =
    "-c client_encoding=UTF8 -c DateStyle=ISO -c IntervalStyle=postgres -c TimeZone=UTC"
    " -c extra_float_digits=3 -c bytea_output=hex -c standard_conforming_strings=on"
    " -c lc_monetary=C -c xmloption=content -c statement_timeout=0 -c lock_timeout=0"
    " -c default_transaction_read_only=off -c idle_in_transaction_session_timeout=0"
    " -c plan_cache_mode=force_generic_plan";

static PGresult *check(PGresult *result, PGconn *connection, GError **error)
{
  ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
    return result;
  const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
  g_autofree char *words = g_strdup(message != NULL ? message : PQerrorMessage(connection));
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, hint, "PostgreSQL: %s", g_strstrip(words));
  PQclear(result);
  return NULL;
}

PGresult *session_query(PGconn *connection, const char *sql, GError **error)
{
  return check(PQexec(connection, sql), connection, error);
}

PGresult *session_query_with(PGconn *connection, const char *sql, guint n, const char *const *values,
                             GError **error)
{
  PGresult *result = PQexecParams(connection, sql, (int)n, NULL, values, NULL, NULL, 0);
  return check(result, connection, error);
}

PGresult *session_query_prepared(PGconn *connection, const char *name, guint n, const char *const *values,
                                 GError **error)
{
  PGresult *result = PQexecPrepared(connection, name, (int)n, values, NULL, NULL, 0);
  return check(result, connection, error);
}

/* The end of the rows is a result without any. */
static PGresult *hand_over_rows(PGconn *connection, SessionRow row, void *data)
{
  PGresult *end = NULL;
  for (PGresult *result; (result = PQgetResult(connection)) != NULL;) {
    if (PQresultStatus(result) == PGRES_SINGLE_TUPLE)
      row(result, data);
    PQclear(end);
    end = result;
  }
  return end;
}

gboolean session_query_rows(PGconn *connection, const char *sql, SessionRow row, void *data, GError **error)
{
  PGresult *sent = PQsendQuery(connection, sql) && PQsetSingleRowMode(connection)
                       ? hand_over_rows(connection, row, data)
                       : NULL;
  g_autoptr(PGresult) end = check(sent, connection, error);
  return end != NULL;
}

gboolean session_command(PGconn *connection, const char *sql, GError **error)
{
  g_autoptr(PGresult) result = session_query(connection, sql, error);
  return result != NULL;
}

gboolean session_run_rows(PGconn *connection, const PGresult *commands, GError **error)
{
  for (int i = 0; i < PQntuples(commands); i++)
    if (!session_command(connection, PQgetvalue(commands, i, 0), error))
      return FALSE;
  return TRUE;
}

PGresult *session_next_result(PGconn *connection)
{
  PGresult *result = PQgetResult(connection);
  if (result != NULL)
    PQclear(PQgetResult(connection));
  return result;
}

PGresult *session_next_rows(PGconn *connection, SessionRow row, void *data)
{
  PQsetSingleRowMode(connection);
  return hand_over_rows(connection, row, data);
}

void session_end_pipeline(PGconn *connection)
{
  ExecStatusType status = PGRES_EMPTY_QUERY;
  while (status != PGRES_PIPELINE_SYNC && PQstatus(connection) == CONNECTION_OK) {
    g_autoptr(PGresult) rest = PQgetResult(connection);
    if (rest != NULL)
      status = PQresultStatus(rest);
  }
  PQexitPipelineMode(connection);
}

int session_leave(PGconn *connection)
{
  int socket = connection != NULL && PQstatus(connection) == CONNECTION_OK
                   ? fcntl(PQsocket(connection), F_DUPFD_CLOEXEC, 0)
                   : -1;
  PQfinish(connection);
  return socket;
}

/* The server leaves its end of the socket to be closed by the process's exit (pqcomm.c, socket_close()), so
 * the end of the stream is the end of the process. */
static void wait_for_end(int socket)
{
  char rest[512];
  struct pollfd waiting = {.fd = socket, .events = POLLIN};
  while (poll(&waiting, 1, CLOSE_MILLISECONDS) > 0) {
    gssize length = read(socket, rest, sizeof rest);
    if (length == 0 || (length < 0 && errno != EINTR && errno != EAGAIN))
      return;
  }
}

void session_await_end(int socket)
{
  if (socket < 0)
    return;
  wait_for_end(socket);
  close(socket);
}

void session_close(PGconn *connection)
{
  session_await_end(session_leave(connection));
}
