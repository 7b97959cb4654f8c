/* Reading rows by COPY, whose text comes as the server wrote it: nothing is made of it but where fields end.
 */
#include "rows.h"

#include "positions.h"
#include "rows_text.h"
#include "session.h"

#include <mighar/error.h>

#include <string.h>

/* How values are written is settled when the session starts, whatever migrations set (rows.c). */
static const char settings[] = "SET LOCAL row_security = off";

/* What is read in one message is locked together until its end. */
#define STATEMENTS_AT_ONCE 100

/* What is to be read: tables, then sequences. */
typedef struct {
  PGconn *session;
  const MigharRead *reads;
  guint n;
  GArray *sequences;         /* Sequence; NULL: none is asked for */
  const GPtrArray *set_back; /* see MigharSequences; NULL: none */
  GPtrArray *positions;      /* where to */
} Reading;

static guint count_statements(const Reading *reading)
{
  return reading->n + (reading->sequences != NULL ? reading->sequences->len : 0);
}

static guint count_set_back(const Reading *reading)
{
  return reading->set_back != NULL ? reading->set_back->len : 0;
}

static void append_copy(GString *sql, const MigharRead *read)
{
  g_string_append(sql, "COPY (SELECT ");
  for (guint i = 0; i < read->columns->len; i++) {
    g_string_append(sql, i > 0 ? ", " : "");
    rows_append_name(sql, g_ptr_array_index(read->columns, i));
  }
  g_string_append_printf(sql, " FROM ONLY %s", read->table);
  if (read->limit > 0)
    g_string_append_printf(sql, " LIMIT %" G_GUINT64_FORMAT, read->limit);
  g_string_append(sql, ") TO STDOUT");
}

static const Sequence *sequence_at(const Reading *reading, guint statement)
{
  return &g_array_index(reading->sequences, Sequence, statement - reading->n);
}

/* Sequences are set back with the first of the statements. */
static char *make_message(const Reading *reading, guint first, guint end)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  for (guint i = 0; first == 0 && i < count_set_back(reading); i++) {
    positions_append_setting(sql, g_ptr_array_index(reading->set_back, i));
    g_string_append(sql, "; ");
  }
  g_string_append(sql, settings);
  for (guint i = first; i < end; i++) {
    g_string_append(sql, "; ");
    if (i < reading->n)
      append_copy(sql, &reading->reads[i]);
    else
      positions_append_query(sql, sequence_at(reading, i));
  }
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
static void read_lines(PGconn *session, const MigharRead *read)
{
  g_autofree MigharCell *cells = g_new(MigharCell, read->columns->len + 1);
  char *line = NULL;
  int length;
  gboolean more = TRUE;
  while ((length = PQgetCopyData(session, &line, 0)) > 0) {
    if (more) {
      split_line(line, (gsize)length, cells, read->columns->len);
      more = read->row(cells, read->data);
    }
    PQfreemem(line);
  }
}

/* statement: what has failed; -1: something before all of them. */
static void set_error(const Reading *reading, const PGresult *result, int statement, GError **error)
{
  const char *message = result != NULL ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  g_autofree char *words = g_strdup(message != NULL ? message : PQerrorMessage(reading->session));
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
static gboolean take_result(const Reading *reading, const PGresult *result, int at)
{
  ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_COPY_OUT)
    read_lines(reading->session, &reading->reads[at]);
  else if (status == PGRES_TUPLES_OK && at >= 0)
    g_ptr_array_add(reading->positions, positions_read(sequence_at(reading, (guint)at), result));
  return status != PGRES_COPY_OUT;
}

static gboolean read_some(const Reading *reading, guint first, guint end, GError **error)
{
  g_autofree char *sql = make_message(reading, first, end);
  guint before = 1 + (first == 0 ? count_set_back(reading) : 0), done = 0;
  gboolean good = PQsendQuery(reading->session, sql) == 1;
  if (!good)
    set_error(reading, NULL, (int)first, error);
  for (PGresult *result; (result = PQgetResult(reading->session)) != NULL; PQclear(result)) {
    int at = done < before ? -1 : (int)(first + done - before);
    gboolean failed = PQresultStatus(result) == PGRES_FATAL_ERROR;
    if (failed && good)
      set_error(reading, result, at, error);
    good = good && !failed;
    done += good && take_result(reading, result, at);
  }
  return good;
}

gboolean rows_read(MigharDatabase *database, const MigharRead *reads, guint n,
                   const MigharSequences *sequences, GError **error)
{
  gboolean asks = sequences != NULL && sequences->positions != NULL;
  g_autoptr(GArray) asked = asks ? positions_find(sequences->schema, sequences->tables) : NULL;
  Reading reading = {.reads = reads,
                     .n = n,
                     .sequences = asked,
                     .set_back = sequences != NULL ? sequences->set_back : NULL,
                     .positions = asks ? sequences->positions : NULL};
  guint statements = count_statements(&reading), first = 0;
  if (statements == 0 && count_set_back(&reading) == 0)
    return TRUE;
  reading.session = rows_session((PostgresDatabase *)database, error);
  if (reading.session == NULL)
    return FALSE;
  do {
    guint end = MIN(first + STATEMENTS_AT_ONCE, statements);
    if (!read_some(&reading, first, end, error))
      return FALSE;
    first = end;
  } while (first < statements);
  return TRUE;
}
