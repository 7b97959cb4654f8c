#include "reply.h"

#include "session.h"

void reply_clear(Reply *reply)
{
  g_clear_pointer(&reply->failure, PQclear);
  *reply = (Reply){0};
}

static void drain_copy(PGconn *session)
{
  char *row;
  while (PQgetCopyData(session, &row, 0) > 0)
    PQfreemem(row);
}

static void refuse_copy(PGconn *session, Reply *reply)
{
  reply->asked = TRUE;
  PQputCopyEnd(session, "a migration has no rows to give to COPY ... FROM STDIN");
}

/* Only the last result of a command has its tag. */
static void note_finished(const PGresult *result, ReplyFinished finished, void *data, Reply *reply)
{
  char *tag = PQcmdStatus((PGresult *)result);
  if (*tag != '\0')
    finished(data, reply->finished++, tag);
}

static void take(PGconn *session, PGresult *result, ReplyFinished finished, void *data, Reply *reply)
{
  switch (PQresultStatus(result)) {
  case PGRES_COPY_IN:
    refuse_copy(session, reply);
    break;
  case PGRES_COPY_OUT:
    drain_copy(session);
    break;
  case PGRES_COMMAND_OK:
  case PGRES_TUPLES_OK:
    note_finished(result, finished, data, reply);
    break;
  case PGRES_FATAL_ERROR:
  case PGRES_BAD_RESPONSE:
    reply->failed = TRUE;
    if (reply->failure == NULL) {
      reply->failure = result;
      return;
    }
    break;
  default: // a row, an empty message
    break;
  }
  PQclear(result);
}

/* Where the server cannot be told, it goes on, and is waited for. */
static void stop(PGconn *session, Reply *reply)
{
  char problem[256];
  PGcancel *cancel = PQgetCancel(session);
  PQcancel(cancel, problem, sizeof(problem));
  PQfreeCancel(cancel);
  reply->too_long = TRUE;
}

/* Until the next result is there, or something is wrong with the connection. */
static void wait_for_result(PGconn *session, gint64 end, Reply *reply)
{
  GPollFD answer = {.fd = PQsocket(session), .events = G_IO_IN};
  while (!reply->too_long && PQisBusy(session)) {
    gint64 left = (end - g_get_monotonic_time()) / 1000;
    if (left <= 0)
      stop(session, reply);
    else if (g_poll(&answer, 1, (int)left) > 0 && !PQconsumeInput(session))
      return;
  }
}

void reply_get(PGconn *session, const char *sql, guint patience, ReplyFinished finished, void *data,
               Reply *reply)
{
  gint64 end = g_get_monotonic_time() + patience * G_USEC_PER_SEC;
  *reply = (Reply){0};
  if (!PQsendQuery(session, sql)) {
    reply->failed = TRUE;
    return;
  }
  PQsetSingleRowMode(session);
  PGresult *result;
  do {
    if (patience > 0)
      wait_for_result(session, end, reply);
    result = PQgetResult(session);
    if (result != NULL)
      take(session, result, finished, data, reply);
  } while (result != NULL);
}
