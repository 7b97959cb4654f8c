#include "begun.h"

#include "session.h"

#include <poll.h>

typedef struct {
  char *database;
  char *options;
  PGconn *connection;
  PQnoticeReceiver usual; /* hears what the connection says when it is handed over */
  gboolean ended;         /* the server has said so */
} Begun;

static void free_begun(gpointer data)
{
  Begun *begun = data;
  PQfinish(begun->connection);
  g_free(begun->database);
  g_free(begun->options);
  g_free(begun);
}

GPtrArray *begun_new(void)
{
  return g_ptr_array_new_with_free_func(free_begun);
}

/* Nobody asks it anything, so that libpq takes it for a notice. */
static void hear_end(void *data, const PGresult *notice)
{
  Begun *begun = data;
  const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
  begun->ended = begun->ended || g_strcmp0(severity, "FATAL") == 0;
}

void begun_add(GPtrArray *begun, const Parameters *parameters, const char *database, const char *options)
{
  Begun *one = g_new0(Begun, 1);
  one->database = g_strdup(database);
  one->options = g_strdup(options);
  one->connection = parameters_connect_begin(parameters, database, options);
  one->usual = PQsetNoticeReceiver(one->connection, hear_end, one);
  g_ptr_array_add(begun, one);
}

/* What the server has said since it let the connection in is that it has ended it, if anything. */
static gboolean is_there(Begun *begun, const Parameters *parameters)
{
  parameters_connect_end(parameters, begun->connection);
  if (PQstatus(begun->connection) != CONNECTION_OK || PQconsumeInput(begun->connection) != 1)
    return FALSE;
  PQfreemem(PQnotifies(begun->connection)); // looks at what has come
  return !begun->ended;
}

static PGconn *hand_over(Begun *begun)
{
  PQsetNoticeReceiver(begun->connection, begun->usual, NULL);
  return g_steal_pointer(&begun->connection);
}

/* NULL: there is none. */
static Begun *find(const GPtrArray *begun, const char *database, const char *options)
{
  for (guint i = 0; i < begun->len; i++) {
    Begun *one = g_ptr_array_index(begun, i);
    if (g_str_equal(one->database, database) && g_strcmp0(one->options, options) == 0)
      return one;
  }
  return NULL;
}

PGconn *begun_take(GPtrArray *begun, const Parameters *parameters, const char *database, const char *options)
{
  Begun *one = find(begun, database, options);
  PGconn *connection = one != NULL && is_there(one, parameters) ? hand_over(one) : NULL;
  g_ptr_array_remove(begun, one);
  return connection;
}

gboolean begun_has_come(const GPtrArray *begun, const char *database, const char *options)
{
  const Begun *one = find(begun, database, options);
  struct pollfd heard = {.fd = one != NULL ? PQsocket(one->connection) : -1, .events = POLLIN};
  return one == NULL || PQstatus(one->connection) == CONNECTION_OK || poll(&heard, 1, 0) != 0;
}

PGconn *begun_first(GPtrArray *begun, const Parameters *parameters)
{
  Begun *first = begun->len > 0 ? g_ptr_array_index(begun, 0) : NULL;
  return first != NULL && is_there(first, parameters) ? first->connection : NULL;
}

void begun_end(GPtrArray *begun, const Parameters *parameters, const char *database)
{
  for (guint i = begun->len; i > 0; i--) {
    Begun *one = g_ptr_array_index(begun, i - 1);
    if (!g_str_equal(one->database, database))
      continue;
    parameters_connect_end(parameters, one->connection);
    session_close(hand_over(one));
    g_ptr_array_remove_index(begun, i - 1);
  }
}
