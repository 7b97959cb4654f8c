#include "explain.h"

#include "words.h"

#include <stdlib.h>
#include <string.h>

static char *field(const PGresult *failure, int which)
{
  const char *text = failure != NULL ? PQresultErrorField(failure, which) : NULL;
  return text != NULL ? words_on_one_line(text, " ") : NULL;
}

static char *describe(const PGresult *failure, const PGconn *session)
{
  char *message = field(failure, PG_DIAG_MESSAGE_PRIMARY);
  if (message != NULL)
    return message;
  return words_on_one_line(failure != NULL ? PQresultErrorMessage(failure) : PQerrorMessage(session), " ");
}

/* The context is where inside of functions it happened: "PL/pgSQL function f() line 3 at RAISE". */
static char *join_detail(const PGresult *failure)
{
  g_autofree char *detail = field(failure, PG_DIAG_MESSAGE_DETAIL);
  g_autofree char *context = field(failure, PG_DIAG_CONTEXT);
  if (detail != NULL && context != NULL)
    return g_strdup_printf("%s; in %s", detail, context);
  return context != NULL ? g_strdup_printf("in %s", context) : g_steal_pointer(&detail);
}

/* Of all that have the code "active SQL transaction" only what this function of the server (xact.c) says, in
 * whatever language, is about statements that run in no transaction. A procedure that commits in one has a
 * code of its own. */
static gboolean is_transaction_forbidden(const PGresult *failure)
{
  const char *code = failure != NULL ? PQresultErrorField(failure, PG_DIAG_SQLSTATE) : NULL;
  const char *function = failure != NULL ? PQresultErrorField(failure, PG_DIAG_SOURCE_FUNCTION) : NULL;
  if (g_strcmp0(code, "25001") == 0)
    return g_strcmp0(function, "PreventInTransactionBlock") == 0;
  return g_strcmp0(code, "2D000") == 0;
}

/* What is wrong in how a message is written is told before any of it runs, so that the position may be in a
 * later statement than the one whose turn it was. */
static void place(const Message *message, const PGresult *failure, const PGconn *session,
                  MigharOutcome *outcome)
{
  const char *position = failure != NULL ? PQresultErrorField(failure, PG_DIAG_STATEMENT_POSITION) : NULL;
  const char *encoding = PQparameterStatus(session, "server_encoding");
  guint statement;
  gsize offset;
  if (position == NULL || !message_locate(message, strtoul(position, NULL, 10),
                                          g_strcmp0(encoding, "SQL_ASCII") == 0, &statement, &offset))
    return;
  if ((int)statement < outcome->failed)
    return;
  outcome->failed = (int)statement;
  outcome->position = (gssize)offset;
}

void explain_failure(const Message *message, const Reply *reply, const PGconn *session, guint n_statements,
                     MigharOutcome *outcome)
{
  guint statement = message_statement(message, reply->finished);
  outcome->completed = statement;
  outcome->failed = statement < n_statements ? (int)statement : -1;
  place(message, reply->failure, session, outcome);
  outcome->message = describe(reply->failure, session);
  outcome->detail = join_detail(reply->failure);
  outcome->hint = reply->asked ? g_strdup("write the rows as INSERT statements")
                               : field(reply->failure, PG_DIAG_MESSAGE_HINT);
  outcome->code = field(reply->failure, PG_DIAG_SQLSTATE);
  outcome->transaction_forbidden = is_transaction_forbidden(reply->failure);
}

void explain_open_transaction(int opened_by, MigharOutcome *outcome)
{
  outcome->transaction_open = TRUE;
  outcome->failed = opened_by;
  outcome->message = g_strdup("the script ends with this transaction still open");
  outcome->hint = g_strdup("end it with COMMIT, or leave BEGIN out");
}

void explain_ended_transaction(int ended_by, MigharOutcome *outcome)
{
  outcome->failed = ended_by;
  outcome->message =
      g_strdup("the script ends the transaction that is put around it, so that what follows is "
               "not undone when it fails");
  outcome->hint = g_strdup("leave this statement out, or mark the script as one without a transaction");
}
