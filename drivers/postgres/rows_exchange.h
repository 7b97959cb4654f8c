/* Messages that write rows: what the server makes of each. */
#pragma once

#include "rows_ahead.h"
#include "session.h"

#include <mighar/rows.h>

/* A message that the server takes all of or nothing. */
typedef struct {
  PGconn *session;
  PGresult *rows; /* of the last statement that had some; NULL: none */
  PGresult *failure;
  guint64 changed;      /* rows that its statements wrote or removed */
  const char *ending;   /* what ends the transaction, to go along with a single statement that is tried:
                           database_end_sql(); NULL: it stays open */
  guint endings;        /* how many statements that is */
  Ahead *ahead;         /* what is read behind the ending; NULL: nothing */
  guint ahead_from;     /* statements in front of that */
  guint done;           /* statements that ran */
  gboolean committed;   /* COMMIT was among them */
  gboolean end_refused; /* failure is of the ending, which has undone all */
  char *log_end;        /* what the ending has told, for database_wrote(); or NULL */
} Exchange;

void exchange_clear(Exchange *exchange);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Exchange, exchange_clear)

/* Gives a COPY FROM STDIN its lines. FALSE: the connection is lost. */
typedef gboolean (*ExchangeLines)(PGconn *session, const void *data);

/* Sends the statements. FALSE and MIGHAR_ERROR_ENVIRONMENT when the connection is lost, and only then. */
gboolean exchange_run(Exchange *exchange, const char *sql, GError **error);

/* The same for one that leaves nothing behind when it is refused, in a transaction: the one that is open, or
 * one that begins with it and, if it is taken, stays open but for ending. It is taken also where that is
 * refused. lines: for the COPY that it is. */
gboolean exchange_try(Exchange *exchange, const char *statement, gboolean *taken, MigharRefusal *refusal,
                      GError **error);
gboolean exchange_try_copy(Exchange *exchange, const char *statement, ExchangeLines lines, const void *data,
                           gboolean *taken, MigharRefusal *refusal, GError **error);

/* Why the server refused it. refusal is overwritten. */
void exchange_explain(const Exchange *exchange, MigharRefusal *refusal);
