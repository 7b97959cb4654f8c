#include "rows.h"
#include "rows_exchange.h"
#include "rows_text.h"
#include "session.h"

#include <mighar/error.h>
#include <string.h>

/* "operator does not exist" */
#define UNDEFINED_FUNCTION "42883"

/* The transaction begins with what is written first, see exchange_try(): a message less. */
gboolean rows_begin(MigharDatabase *database, GError **error)
{
  PGconn *session = rows_session((PostgresDatabase *)database, error);
  if (session == NULL)
    return FALSE;
  return PQtransactionStatus(session) == PQTRANS_IDLE ||
         session_command(session, "ROLLBACK", error); // one that an error has left
}

gboolean rows_end(MigharDatabase *database, MigharRefusal *refusal, GError **error)
{
  g_auto(Exchange) commit = {.session = rows_session((PostgresDatabase *)database, error)};
  if (commit.session == NULL)
    return FALSE;
  if (PQtransactionStatus(commit.session) == PQTRANS_IDLE)
    return TRUE;
  if (!exchange_run(&commit, "COMMIT", error))
    return FALSE;
  if (commit.failure == NULL)
    return TRUE;
  exchange_explain(&commit, refusal);
  return FALSE;
}

static void keep_returned(const PGresult *rows, const MigharInsert *inserts)
{
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
  g_auto(Exchange) tried = {.session = rows_session((PostgresDatabase *)database, error)};
  g_autoptr(GString) sql = g_string_new(NULL);
  rows_append_inserts(sql, inserts, n);
  if (tried.session == NULL || !exchange_try(&tried, sql->str, taken, refusal, error))
    return FALSE;
  if (*taken)
    keep_returned(tried.rows, inserts);
  return TRUE;
}

/* A statement that looks for rows, with their values compared as texts or not. */
typedef void (*Wording)(GString *sql, const MigharInsert *values, const MigharInsert *keys, guint n,
                        gboolean as_text);

/* Types without an operator for equality (json, point) are compared as texts; the others by their indexes. */
static gboolean change_rows(PGconn *session, Wording wording, const MigharInsert *values,
                            const MigharInsert *keys, guint n, gboolean *taken, MigharRefusal *refusal,
                            GError **error)
{
  for (gboolean as_text = FALSE; as_text <= TRUE; as_text++) {
    g_auto(Exchange) tried = {.session = session};
    g_auto(MigharRefusal) refused = {0};
    g_autoptr(GString) sql = g_string_new(NULL);
    wording(sql, values, keys, n, as_text);
    if (!exchange_try(&tried, sql->str, taken, &refused, error))
      return FALSE;
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
  PGconn *session = rows_session((PostgresDatabase *)database, error);
  return session != NULL && change_rows(session, word_update, values, keys, 1, taken, refusal, error);
}

/* References are checked at the end of a statement, so that one statement takes rows out of a cycle. */
static void word_removal(GString *sql, const MigharInsert *values G_GNUC_UNUSED, const MigharInsert *keys,
                         guint n, gboolean as_text)
{
  for (guint i = 0; i < n; i++) {
    g_string_append_printf(sql, "%s mighar_%u AS (DELETE FROM %s", i > 0 ? "," : "WITH", i, keys[i].table);
    if (keys[i].rows->len == 0 || keys[i].columns->len == 0)
      g_string_append(sql, " WHERE false");
    else if (keys[i].is_key)
      rows_append_condition(sql, &keys[i], as_text);
    else
      rows_append_one_each(sql, &keys[i], as_text);
    g_string_append_c(sql, ')');
  }
  g_string_append(sql, " SELECT WHERE false");
}

gboolean rows_remove(MigharDatabase *database, const MigharInsert *keys, guint n, gboolean *taken,
                     MigharRefusal *refusal, GError **error)
{
  PGconn *session = rows_session((PostgresDatabase *)database, error);
  return session != NULL && change_rows(session, word_removal, NULL, keys, n, taken, refusal, error);
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
