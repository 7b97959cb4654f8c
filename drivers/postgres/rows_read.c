#include "rows.h"

#include "rows_ahead.h"
#include "rows_reading.h"
#include "session.h"

#include <mighar/error.h>

static const Sequence *sequence_at(const Reading *reading, guint statement)
{
  return &g_array_index(reading->sequences, Sequence, statement - reading->n);
}

/* PQputCopyEnd() has no counterpart for a COPY that is read: what is left of it is passed over. */
static void read_lines(PGconn *session, const Reading *reading, guint read)
{
  gboolean more = TRUE;
  char *line = NULL;
  int length;
  while ((length = PQgetCopyData(session, &line, 0)) > 0) {
    reading_take_line(reading, read, line, (gsize)length, &more);
    PQfreemem(line);
  }
}

/* statement: what has failed; -1: something before all of them. */
static void set_error(const Reading *reading, PGconn *session, const PGresult *result, int statement,
                      GError **error)
{
  const char *message = result != NULL ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  g_autofree char *words = g_strdup(message != NULL ? message : PQerrorMessage(session));
  g_autofree char *what = statement < 0 ? g_strdup("set sequences back")
                          : (guint)statement < reading->n
                              ? g_strdup_printf("read the rows of %s", reading->reads[statement].table)
                              : g_strdup_printf("read where sequence %s stands",
                                                sequence_at(reading, (guint)statement)->object->name);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "PostgreSQL: cannot %s: %s", what,
                   g_strstrip(words));
}

/* Takes one result, and says whether the statement is done with it. at: which statement's it is; -1: one that
 * sets back or settles something, which comes before them. */
static gboolean take_result(const Reading *reading, PGconn *session, const PGresult *result, int at)
{
  ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_COPY_OUT)
    read_lines(session, reading, (guint)at);
  else if (status == PGRES_TUPLES_OK && at >= 0)
    reading_take_place(reading, sequence_at(reading, (guint)at), result);
  return status != PGRES_COPY_OUT;
}

static gboolean read_some(const Reading *reading, PGconn *session, guint first, guint end, GError **error)
{
  g_autofree char *sql = reading_message(reading, first, end);
  guint before = reading_before(reading, first), done = 0;
  gboolean good = PQsendQuery(session, sql) == 1;
  if (!good)
    set_error(reading, session, NULL, (int)first, error);
  for (PGresult *result; (result = PQgetResult(session)) != NULL; PQclear(result)) {
    int at = done < before ? -1 : (int)(first + done - before);
    gboolean failed = PQresultStatus(result) == PGRES_FATAL_ERROR;
    if (failed && good)
      set_error(reading, session, result, at, error);
    good = good && !failed;
    done += good && take_result(reading, session, result, at);
  }
  return good;
}

static gboolean read_all(const Reading *reading, PGconn *session, GError **error)
{
  guint statements = reading_statements(reading), first = 0;
  do {
    guint end = MIN(first + READING_AT_ONCE, statements);
    if (!read_some(reading, session, first, end, error))
      return FALSE;
    first = end;
  } while (first < statements);
  return TRUE;
}

gboolean rows_read(MigharDatabase *handle, const MigharRead *reads, guint n, const MigharSequences *sequences,
                   GError **error)
{
  PostgresDatabase *database = (PostgresDatabase *)handle;
  g_auto(Reading) reading = {0};
  g_autoptr(Ahead) ahead = g_steal_pointer(&database->ahead);
  if (reading_is_empty(n, sequences))
    return TRUE;
  PGconn *session = rows_session(database, error);
  if (session == NULL)
    return FALSE;
  reading_init(&reading, database, reads, n, sequences);
  return ahead_give(ahead, &reading) || read_all(&reading, session, error);
}

void rows_read_ahead(MigharDatabase *handle, const MigharAhead *ahead)
{
  PostgresDatabase *database = (PostgresDatabase *)handle;
  database_forget_ahead(database);
  database->ahead = ahead_new(database, ahead);
}
