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

void reply_get(PGconn *session, const char *sql, ReplyFinished finished, void *data, Reply *reply)
{
  *reply = (Reply){0};
  if (!PQsendQuery(session, sql)) {
    reply->failed = TRUE;
    return;
  }
  PQsetSingleRowMode(session);
  PGresult *result;
  while ((result = PQgetResult(session)) != NULL)
    take(session, result, finished, data, reply);
}
