/* How other programs connect to a scratch database. */
#include "database.h"
#include "session.h"

#include <string.h>

/* What a connection takes to be made again; the rest is how mighar likes its own. Where a password comes from
 * a file, the file is found again. */
static const char *const passed_on[] = {"port", "sslcert", "sslkey", "sslrootcert", "sslcrl", NULL};

static const char *find(const PQconninfoOption *options, const char *keyword)
{
  for (; options->keyword != NULL; options++)
    if (g_str_equal(options->keyword, keyword))
      return options->val != NULL && *options->val != '\0' ? options->val : NULL;
  return NULL;
}

static void append_escaped(GString *url, const char *before, const char *text)
{
  g_autofree char *escaped = g_uri_escape_string(text, NULL, FALSE);
  g_string_append_printf(url, "%s%s", before, escaped);
}

/* libpq does without TLS on a socket and where a server has none ("prefer"); not every other driver knows
 * that. */
static const char *choose_sslmode(const PQconninfoOption *options, const char *host)
{
  if (g_path_is_absolute(host))
    return "disable";
  const char *sslmode = find(options, "sslmode");
  return g_strcmp0(sslmode, "prefer") != 0 ? sslmode : NULL;
}

static void append_parameter(GString *url, const char *keyword, const char *value)
{
  g_autofree char *before = g_strdup_printf("%c%s=", strchr(url->str, '?') == NULL ? '?' : '&', keyword);
  append_escaped(url, before, value);
}

/* host is what the connection was made to, of several that may have been given. It is a parameter and no part
 * of the address, since it may be a directory. */
static char *write_url(const PQconninfoOption *options, const char *host, const char *database)
{
  g_autoptr(GString) url = g_string_new("postgresql://");
  append_escaped(url, "", find(options, "user"));
  if (find(options, "password") != NULL)
    append_escaped(url, ":", find(options, "password"));
  append_escaped(url, "@/", database);
  append_parameter(url, "host", host);
  if (choose_sslmode(options, host) != NULL)
    append_parameter(url, "sslmode", choose_sslmode(options, host));
  for (guint i = 0; passed_on[i] != NULL; i++)
    if (find(options, passed_on[i]) != NULL)
      append_parameter(url, passed_on[i], find(options, passed_on[i]));
  return g_string_free(g_steal_pointer(&url), FALSE);
}

char *database_url(MigharDatabase *handle, GError **error)
{
  PostgresDatabase *database = (PostgresDatabase *)handle;
  PGconn *session = database_session(database, error);
  if (session == NULL)
    return NULL;
  PQconninfoOption *options = PQconninfo(session);
  server_drop_doomed(database_server(database)); // for whoever is about to use it
  char *url = write_url(options, PQhost(session), handle->name);
  PQconninfoFree(options);
  database_close_session(database);
  return url;
}
