#include "rows_exchange.h"

#include <mighar/error.h>

void exchange_clear(Exchange *exchange)
{
  PQclear(exchange->rows);
  PQclear(exchange->failure);
  g_free(exchange->log_end);
}

/* By SQLSTATE (manual, appendix A). The first prefix that fits counts. */
static const struct {
  const char *prefix;
  MigharRefusedKind kind;
} states[] = {
    {"23502", MIGHAR_REFUSED_NULL},  {"23505", MIGHAR_REFUSED_UNIQUE},    {"23P01", MIGHAR_REFUSED_UNIQUE},
    {"23514", MIGHAR_REFUSED_CHECK}, {"23503", MIGHAR_REFUSED_REFERENCE}, {"23001", MIGHAR_REFUSED_REFERENCE},
    {"22", MIGHAR_REFUSED_VALUE},    {"42804", MIGHAR_REFUSED_VALUE},
};

static MigharRefusedKind refused_kind(const char *state)
{
  for (guint i = 0; state != NULL && i < G_N_ELEMENTS(states); i++)
    if (g_str_has_prefix(state, states[i].prefix))
      return states[i].kind;
  return MIGHAR_REFUSED_OTHER;
}

void exchange_explain(const Exchange *exchange, MigharRefusal *refusal)
{
  const PGresult *failure = exchange->failure;
  const char *message = PQresultErrorField(failure, PG_DIAG_MESSAGE_PRIMARY);
  refusal->code = g_strdup(PQresultErrorField(failure, PG_DIAG_SQLSTATE));
  refusal->kind = refused_kind(refusal->code);
  refusal->constraint = g_strdup(PQresultErrorField(failure, PG_DIAG_CONSTRAINT_NAME));
  refusal->column = g_strdup(PQresultErrorField(failure, PG_DIAG_COLUMN_NAME));
  refusal->message = g_strdelimit(g_strdup(message != NULL ? message : "no reason was given"), "\r\n", ' ');
}

static gboolean lost(PGconn *session, GError **error)
{
  g_autofree char *words = g_strstrip(g_strdup(PQerrorMessage(session)));
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot write rows: PostgreSQL: %s", words);
  return FALSE;
}

/* Takes the result over. What a rule selects beside a statement is a result without a tag in front of the
 * statement's own: libpq begins another one with each description of rows. */
static void take(Exchange *exchange, PGresult *result)
{
  ExecStatusType status = PQresultStatus(result);
  gboolean failed = status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK;
  gboolean ends = *PQcmdStatus(result) != '\0';
  PGresult **place = failed ? &exchange->failure : &exchange->rows;
  if (!failed && ends) {
    exchange->changed += g_ascii_strtoull(PQcmdTuples(result), NULL, 10);
    exchange->done++;
  }
  if (exchange->committed && status == PGRES_TUPLES_OK && exchange->log_end == NULL)
    exchange->log_end = g_strdup(PQgetvalue(result, 0, 0));
  exchange->committed = exchange->committed || g_str_equal(PQcmdStatus(result), "COMMIT");
  if (failed || (status == PGRES_TUPLES_OK && ends && exchange->log_end == NULL)) {
    PQclear(*place);
    *place = result;
  } else {
    PQclear(result);
  }
}

/* What is read behind the end is no part of what is taken or refused. */
static gboolean is_of_ahead(const Exchange *exchange)
{
  return exchange->ahead_from > 0 && exchange->done >= exchange->ahead_from;
}

/* lines: for the COPY among the statements, or NULL. */
static gboolean send_copy(Exchange *exchange, const char *sql, ExchangeLines lines, const void *data,
                          GError **error)
{
  PGconn *session = exchange->session;
  gboolean good = PQsendQuery(session, sql) == 1;
  for (PGresult *result; good && (result = PQgetResult(session)) != NULL;) {
    if (is_of_ahead(exchange)) {
      ahead_take(exchange->ahead, session, result);
      continue;
    }
    if (PQresultStatus(result) != PGRES_COPY_IN) {
      take(exchange, result);
      continue;
    }
    PQclear(result);
    good = lines(session, data) && PQputCopyEnd(session, NULL) == 1;
  }
  return good && PQstatus(session) == CONNECTION_OK ? TRUE : lost(session, error);
}

gboolean exchange_run(Exchange *exchange, const char *sql, GError **error)
{
  return send_copy(exchange, sql, NULL, NULL, error);
}

/* How a statement is sent so that it can be undone: as the first of a transaction, and as a further one. */
typedef struct {
  const char *begin, *end, *undo;
  guint statements;
} Way;

static const Way ways[] = {
    {"BEGIN; ", "", "ROLLBACK", 2},
    {"SAVEPOINT mighar; ", "; RELEASE SAVEPOINT mighar",
     "ROLLBACK TO SAVEPOINT mighar; RELEASE SAVEPOINT mighar", 3},
};

static char *word_all(Exchange *exchange, const Way *way, const char *statement)
{
  g_autoptr(GString) sql = g_string_new(way->begin);
  g_string_append_printf(sql, "%s%s", statement, way->end);
  if (exchange->ending != NULL)
    g_string_append_printf(sql, "; %s", exchange->ending);
  if (exchange->ending != NULL && exchange->ahead != NULL) {
    g_string_append_printf(sql, "; %s", ahead_sql(exchange->ahead));
    exchange->ahead_from = way->statements + exchange->endings;
  }
  return g_string_free(g_steal_pointer(&sql), FALSE);
}

gboolean exchange_try_copy(Exchange *exchange, const char *statement, ExchangeLines lines, const void *data,
                           gboolean *taken, MigharRefusal *refusal, GError **error)
{
  const Way *way = &ways[PQtransactionStatus(exchange->session) != PQTRANS_IDLE];
  g_autofree char *sql = word_all(exchange, way, statement);
  if (!send_copy(exchange, sql, lines, data, error))
    return FALSE;
  exchange->end_refused =
      exchange->failure != NULL && exchange->ending != NULL && exchange->done == way->statements;
  *taken = exchange->failure == NULL || exchange->end_refused;
  if (*taken)
    return TRUE;
  exchange_explain(exchange, refusal);
  return session_command(exchange->session, way->undo, error);
}

gboolean exchange_try(Exchange *exchange, const char *statement, gboolean *taken, MigharRefusal *refusal,
                      GError **error)
{
  return exchange_try_copy(exchange, statement, NULL, NULL, taken, refusal, error);
}
