#include "rows.h"
#include "rows_exchange.h"
#include "rows_text.h"
#include "session.h"

#include <mighar/error.h>
#include <string.h>

/* "operator does not exist" */
#define UNDEFINED_FUNCTION "42883"

gboolean rows_undo(MigharDatabase *database, GError **error)
{
  PGconn *session = rows_session((PostgresDatabase *)database, error);
  return session != NULL &&
         (PQtransactionStatus(session) == PQTRANS_IDLE || session_command(session, "ROLLBACK", error));
}

/* A session keeps the plans for every foreign key that it has checked (ri_triggers.c), and goes through all
 * of them for each change of any table (PlanCacheRelCallback() in plancache.c): after so many transactions it
 * makes way for one that has none. */
#define MOST_TRANSACTIONS 400

static void renew(PostgresDatabase *database)
{
  if (database->writer != NULL && ++database->transactions > MOST_TRANSACTIONS)
    g_clear_pointer(&database->writer, session_close);
}

/* The transaction begins with what is written first, see exchange_try(): a message less. */
gboolean rows_begin(MigharDatabase *database, GError **error)
{
  PostgresDatabase *written = (PostgresDatabase *)database;
  renew(written);
  if (rows_session(written, error) == NULL)
    return FALSE;
  database_forget_ahead(written);
  written->stirred = TRUE;
  written->ends_next = FALSE;
  written->end_refused = FALSE;
  return rows_undo(database, error); // what an error has left
}

void rows_expect_end(MigharDatabase *database)
{
  ((PostgresDatabase *)database)->ends_next = TRUE;
}

/* The ending goes along with what is tried where that was told. */
static Exchange begin_exchange(PostgresDatabase *database, GError **error)
{
  Exchange exchange = {.session = rows_session(database, error)};
  if (database->ends_next) {
    exchange.ending = database_end_sql(database, &exchange.endings);
    exchange.ahead = database->ahead;
  }
  database->ends_next = FALSE;
  return exchange;
}

static void note_end(PostgresDatabase *database, const Exchange *exchange)
{
  if (exchange->log_end != NULL)
    database_wrote(database, exchange->log_end);
  database->end_refused = exchange->end_refused;
  if (!exchange->end_refused)
    return;
  mighar_refusal_clear(&database->refusal);
  exchange_explain(exchange, &database->refusal);
}

/* Whether there was an end that has been refused. */
static gboolean take_refused_end(PostgresDatabase *database, MigharRefusal *refusal)
{
  if (!database->end_refused)
    return FALSE;
  *refusal = database->refusal;
  database->refusal = (MigharRefusal){0};
  database->end_refused = FALSE;
  return TRUE;
}

gboolean rows_end(MigharDatabase *database, MigharRefusal *refusal, GError **error)
{
  PostgresDatabase *written = (PostgresDatabase *)database;
  g_auto(Exchange) commit = {.session = rows_session(written, error)};
  written->ends_next = FALSE;
  if (commit.session == NULL || take_refused_end(written, refusal))
    return FALSE;
  if (PQtransactionStatus(commit.session) == PQTRANS_IDLE)
    return TRUE;
  if (!exchange_run(&commit, database_end_sql(written, &commit.endings), error))
    return FALSE;
  commit.end_refused = commit.failure != NULL;
  note_end(written, &commit);
  return !take_refused_end(written, refusal);
}

/* Rows that a single insert did not ask for are what a rule selects beside it. */
static void keep_returned(const PGresult *rows, const MigharInsert *inserts, guint n)
{
  if (n == 1 && (inserts->returning == NULL || inserts->returning->len == 0))
    return;
  for (int r = 0; rows != NULL && r < PQntuples(rows); r++) {
    const MigharInsert *insert = &inserts[g_ascii_strtoull(PQgetvalue(rows, r, 0), NULL, 10)];
    char **row = mighar_rows_add(insert->returned, NULL, insert->returning->len);
    for (guint i = 0; i < insert->returning->len; i++)
      row[i] = PQgetisnull(rows, r, i + 1) ? NULL : g_strdup(PQgetvalue(rows, r, i + 1));
  }
}

gboolean rows_insert(MigharDatabase *database, const MigharInsert *inserts, guint n, gboolean *taken,
                     MigharRefusal *refusal, GError **error)
{
  g_auto(Exchange) tried = begin_exchange((PostgresDatabase *)database, error);
  g_autoptr(GString) sql = g_string_new(NULL);
  rows_append_inserts(sql, inserts, n);
  if (tried.session == NULL || !exchange_try(&tried, sql->str, taken, refusal, error))
    return FALSE;
  note_end((PostgresDatabase *)database, &tried);
  if (*taken)
    keep_returned(tried.rows, inserts, n);
  return TRUE;
}

/* A statement that looks for rows, with their values compared as texts or not. */
typedef void (*Wording)(GString *sql, const MigharInsert *values, const MigharInsert *keys, guint n,
                        gboolean as_text);

/* Types without an operator for equality (json, point) are compared as texts; the others by their indexes. */
static gboolean change_rows(MigharDatabase *database, Wording wording, const MigharInsert *values,
                            const MigharInsert *keys, guint n, gboolean *taken, MigharRefusal *refusal,
                            GError **error)
{
  gboolean ends = ((PostgresDatabase *)database)->ends_next;
  for (gboolean as_text = FALSE; as_text <= TRUE; as_text++) {
    ((PostgresDatabase *)database)->ends_next = ends;
    g_auto(Exchange) tried = begin_exchange((PostgresDatabase *)database, error);
    g_auto(MigharRefusal) refused = {0};
    g_autoptr(GString) sql = g_string_new(NULL);
    wording(sql, values, keys, n, as_text);
    if (tried.session == NULL || !exchange_try(&tried, sql->str, taken, &refused, error))
      return FALSE;
    note_end((PostgresDatabase *)database, &tried);
    if (*taken || as_text || g_strcmp0(refused.code, UNDEFINED_FUNCTION) != 0) {
      *refusal = refused;
      refused = (MigharRefusal){0};
      return TRUE;
    }
  }
  return TRUE;
}

static void word_update(GString *sql, const MigharInsert *values, const MigharInsert *keys,
                        guint n G_GNUC_UNUSED, gboolean as_text)
{
  char **row = g_ptr_array_index(values->rows, 0);
  g_string_append_printf(sql, "UPDATE %s SET ", values->table);
  for (guint i = 0; i < values->columns->len; i++) {
    g_string_append(sql, i > 0 ? ", " : "");
    rows_append_name(sql, g_ptr_array_index(values->columns, i));
    g_string_append(sql, " = ");
    rows_append_value(sql, rows_column(values, i), row[i]);
  }
  rows_append_condition(sql, keys, as_text);
}

gboolean rows_update(MigharDatabase *database, const MigharInsert *values, const MigharInsert *keys,
                     gboolean *taken, MigharRefusal *refusal, GError **error)
{
  return change_rows(database, word_update, values, keys, 1, taken, refusal, error);
}

static void append_removal(GString *sql, const MigharInsert *keys, gboolean as_text)
{
  g_string_append_printf(sql, "DELETE FROM %s", keys->table);
  if (keys->rows->len == 0 || keys->columns->len == 0)
    g_string_append(sql, " WHERE false");
  else if (keys->is_key)
    rows_append_condition(sql, keys, as_text);
  else
    rows_append_one_each(sql, keys, as_text);
}

/* References are checked at the end of a statement, so that one statement takes rows out of a cycle. */
static void word_removal(GString *sql, const MigharInsert *values G_GNUC_UNUSED, const MigharInsert *keys,
                         guint n, gboolean as_text)
{
  if (n == 1) {
    append_removal(sql, keys, as_text);
    return;
  }
  for (guint i = 0; i < n; i++) {
    g_string_append_printf(sql, "%s mighar_%u AS (", i > 0 ? "," : "WITH", i);
    append_removal(sql, &keys[i], as_text);
    g_string_append_c(sql, ')');
  }
  g_string_append(sql, " SELECT WHERE false");
}

gboolean rows_remove(MigharDatabase *database, const MigharInsert *keys, guint n, gboolean *taken,
                     MigharRefusal *refusal, GError **error)
{
  return change_rows(database, word_removal, NULL, keys, n, taken, refusal, error);
}

/* As many tables as a statement may join without the server's stack being of interest. */
#define TABLES_AT_ONCE 200

static gboolean count_some(PGconn *session, const GPtrArray *tables, guint first, guint end, guint64 limit,
                           guint64 *counts, GError **error)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  for (guint i = first; i < end; i++)
    g_string_append_printf(sql, "%sSELECT %u, count(*) FROM (SELECT FROM %s LIMIT %" G_GUINT64_FORMAT ") t",
                           i > first ? " UNION ALL " : "", i, (const char *)g_ptr_array_index(tables, i),
                           limit);
  g_autoptr(PGresult) counted = session_query(session, sql->str, error);
  for (int r = 0; counted != NULL && r < PQntuples(counted); r++)
    counts[g_ascii_strtoull(PQgetvalue(counted, r, 0), NULL, 10)] =
        g_ascii_strtoull(PQgetvalue(counted, r, 1), NULL, 10);
  return counted != NULL;
}

gboolean rows_count(MigharDatabase *database, const GPtrArray *tables, guint64 limit, guint64 *counts,
                    GError **error)
{
  PGconn *session = rows_session((PostgresDatabase *)database, error);
  if (session == NULL)
    return FALSE;
  for (guint first = 0; first < tables->len; first += TABLES_AT_ONCE)
    if (!count_some(session, tables, first, MIN(first + TABLES_AT_ONCE, tables->len), limit, counts, error))
      return FALSE;
  return TRUE;
}
