#include "failure.h"

#include "connection.h"
#include "result_code.h"

/* What SQLite says of a statement that it runs only outside of transactions (vacuum.c, pragma.c, attach.c,
 * vdbe.c). It has no result code for that. */
static const char *const refusals[] = {
    "cannot VACUUM from within a transaction",
    "cannot start a transaction within a transaction",
    "cannot change * wal mode from within a transaction",
    "temporary storage cannot be changed from within a transaction",
    "Safety level may not be changed inside a transaction",
    "database * is locked", // DETACH of one that takes part in the transaction
};

static gboolean is_refusal(sqlite3 *connection, const char *message)
{
  if (sqlite3_errcode(connection) != SQLITE_ERROR)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(refusals); i++)
    if (g_pattern_match_simple(refusals[i], message))
      return TRUE;
  return FALSE;
}

/* A name of the script's own, or what RAISE() says, can be of any bytes. */
static char *one_line(const char *message)
{
  return g_strdelimit(g_utf8_make_valid(message, -1), "\r\n", ' ');
}

static void note_failure(sqlite3 *connection, MigharOutcome *outcome)
{
  outcome->message = one_line(sqlite3_errmsg(connection));
  outcome->code = g_strdup(sqlite_code_name(sqlite3_extended_errcode(connection)));
  outcome->transaction_forbidden = is_refusal(connection, outcome->message);
}

void failure_of_prepare(sqlite3 *connection, gsize offset, gsize length, MigharOutcome *outcome)
{
  int position = sqlite3_error_offset(connection);
  if (position >= 0 && offset + position <= length)
    outcome->position = offset + position;
  note_failure(connection, outcome);
}

/* "table 'orders', rowid 7, refers to a row that 'users' does not have; and 2 more": of itself SQLite only
 * says that there is one. NULL when it cannot tell more. */
static char *describe_violations(sqlite3 *connection)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  const char *sql =
      "SELECT \"table\", rowid, parent, count(*) OVER () - 1 FROM pragma_foreign_key_check LIMIT 1";
  if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step(statement) != SQLITE_ROW)
    return NULL;

  GString *detail = g_string_new(NULL);
  g_string_append_printf(detail, "table '%s'", sqlite3_column_text(statement, 0));
  if (sqlite3_column_type(statement, 1) != SQLITE_NULL) // a table without rowids has none
    g_string_append_printf(detail, ", rowid %" G_GINT64_FORMAT ",",
                           (gint64)sqlite3_column_int64(statement, 1));
  g_string_append_printf(detail, " refers to a row that '%s' does not have",
                         sqlite3_column_text(statement, 2));
  if (sqlite3_column_int64(statement, 3) > 0)
    g_string_append_printf(detail, "; and %" G_GINT64_FORMAT " more",
                           (gint64)sqlite3_column_int64(statement, 3));
  return g_string_free(detail, FALSE);
}

/* BEGIN, COMMIT, RELEASE and the like count as reading. When one of these meets a violation, that is one that
 * waited for the end of the transaction, and that can still be looked for. */
static gboolean is_deferred_violation(sqlite3 *connection, sqlite3_stmt *statement)
{
  return sqlite3_extended_errcode(connection) == SQLITE_CONSTRAINT_FOREIGNKEY &&
         sqlite3_stmt_readonly(statement) && !sqlite3_get_autocommit(connection);
}

void failure_of_step(sqlite3 *connection, sqlite3_stmt *statement, MigharOutcome *outcome)
{
  gboolean deferred = is_deferred_violation(connection, statement);
  note_failure(connection, outcome);
  if (deferred)
    outcome->detail = describe_violations(connection);
}

void failure_of_open_transaction(MigharOutcome *outcome)
{
  outcome->transaction_open = TRUE;
  outcome->message = g_strdup("the script ends with this transaction still open");
  outcome->hint = g_strdup("end it with COMMIT, or leave BEGIN out");
}

void failure_of_ended_transaction(MigharOutcome *outcome)
{
  outcome->message =
      g_strdup("the script ends the transaction that is put around it, so that what follows is "
               "not undone when it fails");
  outcome->hint = g_strdup("leave this statement out, or mark the script as one without a transaction");
}
