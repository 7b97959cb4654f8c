/* Reading rows by COPY, whose text comes as the server wrote it: nothing is made of it but where fields end.
 */
#include "rows.h"

#include "session.h"

#include <mighar/error.h>

#include <string.h>

/* How values are written is settled when the session starts, whatever migrations set (rows.c). */
static const char settings[] = "SET LOCAL row_security = off;";

static char *make_query(PGconn *session, const char *table, const GPtrArray *columns, guint64 limit)
{
  g_autoptr(GString) sql = g_string_new(settings);
  g_string_append(sql, "COPY (SELECT ");
  for (guint i = 0; i < columns->len; i++) {
    const char *name = g_ptr_array_index(columns, i);
    char *quoted = PQescapeIdentifier(session, name, strlen(name));
    g_string_append_printf(sql, "%s%s", i > 0 ? ", " : "", quoted);
    PQfreemem(quoted);
  }
  g_string_append_printf(sql, " FROM ONLY %s", table);
  if (limit > 0)
    g_string_append_printf(sql, " LIMIT %" G_GUINT64_FORMAT, limit);
  g_string_append(sql, ") TO STDOUT");
  return g_string_free(g_steal_pointer(&sql), FALSE);
}

static char unescape_letter(char letter)
{
  static const char letters[] = "bfnrtv", meanings[] = "\b\f\n\r\t\v";
  const char *found = memchr(letters, letter, sizeof letters - 1);
  return found != NULL ? meanings[found - letters] : letter;
}

/* In place. COPY writes no octal or hexadecimal escapes. */
static gsize unescape(char *field, gsize length)
{
  char *to = memchr(field, '\\', length);
  if (to == NULL)
    return length;
  for (const char *from = to, *end = field + length; from < end; from++)
    *to++ = *from == '\\' ? unescape_letter(*++from) : *from;
  return to - field;
}

/* A line end and a tab in a value are escaped, so that these are where fields end. */
static void split_line(char *line, gsize length, MigharCell *cells, guint n)
{
  char *end = line + length - (length > 0 && line[length - 1] == '\n');
  for (guint i = 0; i < n; i++) {
    char *tab = memchr(line, '\t', end - line);
    gsize width = (tab != NULL ? tab : end) - line;
    if (width == 2 && line[0] == '\\' && line[1] == 'N')
      cells[i] = (MigharCell){NULL, 0, 'n'};
    else
      cells[i] = (MigharCell){line, unescape(line, width), 't'};
    line += width + (tab != NULL);
  }
}

/* PQputCopyEnd() has no counterpart for a COPY that is read: what is left of it is thrown away. */
static gboolean read_lines(PGconn *session, guint n, MigharRowFunc row, void *data)
{
  g_autofree MigharCell *cells = g_new(MigharCell, n + 1);
  char *line = NULL;
  int length;
  gboolean more = TRUE;
  while ((length = PQgetCopyData(session, &line, 0)) > 0) {
    if (more) {
      split_line(line, (gsize)length, cells, n);
      more = row(cells, data);
    }
    PQfreemem(line);
  }
  return length == -1;
}

static gboolean set_error(PGconn *session, const PGresult *result, const char *table, GError **error)
{
  const char *message = result != NULL ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  g_autofree char *words = g_strdup(message != NULL ? message : PQerrorMessage(session));
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "PostgreSQL: cannot read the rows of %s: %s", table,
                   g_strstrip(words));
  return FALSE;
}

gboolean rows_read(MigharDatabase *database, const char *table, const GPtrArray *columns, guint64 limit,
                   MigharRowFunc row, void *data, GError **error)
{
  PGconn *session = rows_session((PostgresDatabase *)database, error);
  if (session == NULL)
    return FALSE;
  g_autofree char *sql = make_query(session, table, columns, limit);
  if (!PQsendQuery(session, sql))
    return set_error(session, NULL, table, error);
  gboolean good = TRUE;
  for (PGresult *result; (result = PQgetResult(session)) != NULL; PQclear(result)) {
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COPY_OUT)
      read_lines(session, columns->len, row, data);
    else if (status != PGRES_COMMAND_OK && good)
      good = set_error(session, result, table, error);
  }
  return good;
}
