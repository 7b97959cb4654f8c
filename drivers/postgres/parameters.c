#include "parameters.h"

#include "libpq.h"
#include "words.h"

#include <mighar/error.h>
#include <poll.h>
#include <string.h>

#define CONNECT_SECONDS "10"

struct Parameters {
  GPtrArray *keywords; /* both of char *, of the same length */
  GPtrArray *values;
  gboolean isolated; /* the environment has no say */
};

static Parameters *parameters_new(gboolean isolated)
{
  Parameters *parameters = g_new0(Parameters, 1);
  parameters->keywords = g_ptr_array_new_with_free_func(g_free);
  parameters->values = g_ptr_array_new_with_free_func(g_free);
  parameters->isolated = isolated;
  return parameters;
}

void parameters_free(Parameters *parameters)
{
  if (parameters == NULL)
    return;
  g_ptr_array_unref(parameters->keywords);
  g_ptr_array_unref(parameters->values);
  g_free(parameters);
}

static void set(Parameters *parameters, const char *keyword, const char *value)
{
  guint i;
  if (g_ptr_array_find_with_equal_func(parameters->keywords, keyword, g_str_equal, &i)) {
    g_free(parameters->values->pdata[i]);
    parameters->values->pdata[i] = g_strdup(value);
    return;
  }
  g_ptr_array_add(parameters->keywords, g_strdup(keyword));
  g_ptr_array_add(parameters->values, g_strdup(value));
}

static const char *get(const Parameters *parameters, const char *keyword)
{
  guint i;
  return g_ptr_array_find_with_equal_func(parameters->keywords, keyword, g_str_equal, &i)
             ? g_ptr_array_index(parameters->values, i)
             : NULL;
}

static Parameters *copy_all(const Parameters *parameters)
{
  Parameters *copy = parameters_new(parameters->isolated);
  for (guint i = 0; i < parameters->keywords->len; i++)
    set(copy, g_ptr_array_index(parameters->keywords, i), g_ptr_array_index(parameters->values, i));
  return copy;
}

Parameters *parameters_for_socket(const char *directory)
{
  Parameters *parameters = parameters_new(TRUE);
  set(parameters, "host", directory);
  set(parameters, "port", "5432");
  set(parameters, "user", "postgres");
  set(parameters, "application_name", "mighar");
  set(parameters, "client_encoding", "UTF8");
  set(parameters, "connect_timeout", CONNECT_SECONDS);
  return parameters;
}

void parameters_set_application(Parameters *parameters, const char *name)
{
  set(parameters, "application_name", name);
}

static char *between(const char *begin, const char *end)
{
  return begin != NULL && end != NULL && end > begin ? g_strndup(begin, end - begin) : NULL;
}

/* When the text cannot be parsed: from the colon after the user to the last @, though slashes or the scheme
 * may be missing; or what follows password=. */
static char *guess_password(const char *url)
{
  const char *first = strchr(url, ':');
  const char *user = first != NULL ? first + 1 + strspn(first + 1, "/") : url;
  const char *colon = strchr(user, ':');
  const char *keyword = strstr(url, "password=");
  if (keyword == NULL)
    return between(colon != NULL ? colon + 1 : user, strrchr(user, '@'));
  const char *value = keyword + strlen("password=");
  return between(value, value + strcspn(value, " &"));
}

static char *without(const char *text, const char *secret)
{
  g_autofree char *line = words_on_one_line(text, "; ");
  if (secret == NULL || *secret == '\0')
    return g_steal_pointer(&line);
  g_auto(GStrv) parts = g_strsplit(line, secret, -1);
  return g_strjoinv("***", parts);
}

char *parameters_problem(const Parameters *parameters, const PGconn *connection)
{
  const char *words = PQerrorMessage(connection);
  g_autofree char *rest = without(*words != '\0' ? words : "timeout expired", get(parameters, "password"));
  return without(rest, get(parameters, "sslpassword"));
}

Parameters *parameters_from_url(const char *url, char **database, GError **error)
{
  char *problem = NULL;
  if (!libpq_load(error))
    return NULL;
  PQconninfoOption *options = PQconninfoParse(url, &problem);
  if (options == NULL) {
    g_autofree char *secret = guess_password(url);
    g_autofree char *words = without(problem != NULL ? problem : "out of memory", secret);
    PQfreemem(problem);
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "write it as postgres://user@host:port/database",
                     "the address of the PostgreSQL server cannot be read: %s", words);
    return NULL;
  }
  Parameters *parameters = parameters_new(FALSE);
  const char *named = NULL;
  for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
    if (g_str_equal(option->keyword, "dbname"))
      named = option->val;
    else if (option->val != NULL)
      set(parameters, option->keyword, option->val);
  *database = g_strdup(named != NULL && *named != '\0' ? named : "postgres");
  PQconninfoFree(options);
  set(parameters, "application_name", "mighar");
  set(parameters, "client_encoding", "UTF8");
  if (get(parameters, "connect_timeout") == NULL && g_getenv("PGCONNECT_TIMEOUT") == NULL)
    set(parameters, "connect_timeout", CONNECT_SECONDS);
  return parameters;
}

/* libpq takes what it is not told from PG* variables and has no other way to be told not to. These three are
 * settings of sessions, which must not make a migration do here what it does not elsewhere. */
static gboolean is_hidden(const Parameters *parameters, const char *name)
{
  static const char *const of_sessions[] = {"PGTZ", "PGDATESTYLE", "PGGEQO", NULL};
  return parameters->isolated ? g_str_has_prefix(name, "PG") : g_strv_contains(of_sessions, name);
}

/* The environment is the process's, so one thread connects at a time. */
static GMutex environment;

/* Takes the variables out of the environment: name and value in turn, for restore(). */
static GPtrArray *hide(const Parameters *parameters)
{
  GPtrArray *hidden = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) names = g_listenv();
  for (guint i = 0; names[i] != NULL; i++)
    if (is_hidden(parameters, names[i])) {
      g_ptr_array_add(hidden, g_strdup(names[i]));
      g_ptr_array_add(hidden, g_strdup(g_getenv(names[i])));
      g_unsetenv(names[i]);
    }
  return hidden;
}

static void restore(GPtrArray *hidden)
{
  for (guint i = 0; i < hidden->len; i += 2)
    g_setenv(g_ptr_array_index(hidden, i), g_ptr_array_index(hidden, i + 1), TRUE);
  g_ptr_array_unref(hidden);
}

static void end_with_null(const Parameters *parameters)
{
  g_ptr_array_add(parameters->keywords, NULL);
  g_ptr_array_add(parameters->values, NULL);
}

/* What the caller's own options say stays in force. */
static void add_options(Parameters *parameters, const char *options)
{
  const char *own = get(parameters, "options");
  if (own == NULL && !parameters->isolated)
    own = g_getenv("PGOPTIONS");
  g_autofree char *all = g_strjoin(" ", options, own, NULL);
  set(parameters, "options", all);
}

static Parameters *complete(const Parameters *parameters, const char *database, const char *options)
{
  Parameters *all = copy_all(parameters);
  set(all, "dbname", database);
  if (options != NULL)
    add_options(all, options);
  end_with_null(all);
  return all;
}

/* What the server has to say beside results: nobody asks, and libpq would print it. */
static void ignore_notice(void *data G_GNUC_UNUSED, const PGresult *notice G_GNUC_UNUSED)
{
}

static gint64 connect_limit(const Parameters *parameters)
{
  const char *seconds = get(parameters, "connect_timeout");
  if (seconds == NULL)
    seconds = g_getenv("PGCONNECT_TIMEOUT");
  gint64 number = seconds != NULL ? g_ascii_strtoll(seconds, NULL, 10) : 0;
  return g_get_monotonic_time() + (number > 0 ? number : 60 * 60) * G_USEC_PER_SEC;
}

/* What a connection that is being made waits for, as libpq's manual has it, section "Database Connection
 * Control Functions": until it is made, or cannot be, or waits for something else than at first. */
static void go_on(PGconn *connection, PostgresPollingStatusType first, gboolean to_the_end, gint64 limit)
{
  PostgresPollingStatusType status = first;
  while (PQstatus(connection) != CONNECTION_BAD && status != PGRES_POLLING_OK &&
         status != PGRES_POLLING_FAILED && (to_the_end || status == first)) {
    short events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    struct pollfd waiting = {.fd = PQsocket(connection), .events = events};
    gint64 left = limit - g_get_monotonic_time();
    int ready = left > 0 ? poll(&waiting, 1, (int)(left / 1000) + 1) : 0;
    if (ready == 0)
      return;
    if (ready > 0)
      status = PQconnectPoll(connection);
  }
}

/* In steps, since a warning can come with the connection, and who hears it can only be said in between. */
static PGconn *connect_to(const Parameters *parameters, const char *database, const char *options,
                          gboolean to_the_end)
{
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&environment);
  g_autoptr(Parameters) all = complete(parameters, database, options);
  GPtrArray *hidden = hide(parameters);
  PGconn *connection = PQconnectStartParams((const char *const *)all->keywords->pdata,
                                            (const char *const *)all->values->pdata, 0);
  PQsetNoticeReceiver(connection, ignore_notice, NULL);
  go_on(connection, PGRES_POLLING_WRITING, to_the_end, connect_limit(parameters));
  restore(hidden);
  return connection;
}

PGconn *parameters_connect(const Parameters *parameters, const char *database, const char *options)
{
  return connect_to(parameters, database, options, TRUE);
}

PGconn *parameters_connect_begin(const Parameters *parameters, const char *database, const char *options)
{
  return connect_to(parameters, database, options, FALSE);
}

void parameters_connect_end(const Parameters *parameters, PGconn *connection)
{
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&environment);
  GPtrArray *hidden = hide(parameters);
  if (PQstatus(connection) != CONNECTION_OK)
    go_on(connection, PGRES_POLLING_READING, TRUE, connect_limit(parameters));
  restore(hidden);
}

PGPing parameters_ping(const Parameters *parameters, const char *database)
{
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&environment);
  g_autoptr(Parameters) all = complete(parameters, database, NULL);
  GPtrArray *hidden = hide(parameters);
  PGPing answer =
      PQpingParams((const char *const *)all->keywords->pdata, (const char *const *)all->values->pdata, 0);
  restore(hidden);
  return answer;
}

/* As in libpq's manual, section "Connection Strings". */
static void append_quoted(GString *text, const char *keyword, const char *value)
{
  g_string_append_printf(text, "%s%s=", text->len > 0 ? " " : "", keyword);
  if (*value != '\0' && strpbrk(value, " '\\") == NULL) {
    g_string_append(text, value);
    return;
  }
  g_string_append_c(text, '\'');
  for (; *value != '\0'; value++)
    g_string_append_printf(text, "%s%c", *value == '\'' || *value == '\\' ? "\\" : "", *value);
  g_string_append_c(text, '\'');
}

char *parameters_psql(const PGconn *connection, const char *database)
{
  g_autoptr(GString) address = g_string_new(NULL);
  append_quoted(address, "host", PQhost(connection));
  append_quoted(address, "port", PQport(connection));
  append_quoted(address, "user", PQuser(connection));
  append_quoted(address, "dbname", database);
  g_autofree char *quoted = g_shell_quote(address->str);
  return g_strdup_printf("psql %s", quoted);
}
