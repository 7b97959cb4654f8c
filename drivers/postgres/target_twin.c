#include "target_twin.h"

#include "session.h"

#include <string.h>

struct TargetTwin {
  PQconninfoOption *options; /* as libpq completed them */
  char *host;                /* that the connection was made to; the next ones take what follows, too */
  char *address;
  char *port;
};

TargetTwin *target_twin_of(const PGconn *connection)
{
  TargetTwin *twin = g_new0(TargetTwin, 1);
  twin->options = PQconninfo((PGconn *)connection);
  twin->host = g_strdup(PQhost(connection));
  twin->address = g_strdup(PQhostaddr(connection));
  twin->port = g_strdup(PQport(connection));
  return twin;
}

void target_twin_free(TargetTwin *twin)
{
  if (twin == NULL)
    return;
  PQconninfoFree(twin->options);
  g_free(twin->host);
  g_free(twin->address);
  g_free(twin->port);
  g_free(twin);
}

/* What to connect with for this option; NULL: nothing. */
static const char *value_of(const TargetTwin *twin, const PQconninfoOption *option)
{
  if (strcmp(option->keyword, "host") == 0)
    return twin->host;
  if (strcmp(option->keyword, "hostaddr") == 0)
    return *twin->address != '\0' && !g_path_is_absolute(twin->host) ? twin->address : NULL;
  if (strcmp(option->keyword, "port") == 0)
    return twin->port;
  return option->val != NULL && *option->val != '\0' ? option->val : NULL;
}

static void ignore_notice(void *data G_GNUC_UNUSED, const PGresult *notice G_GNUC_UNUSED)
{
}

PGconn *target_twin_connect(const TargetTwin *twin, const char *application)
{
  g_autoptr(GPtrArray) keywords = g_ptr_array_new();
  g_autoptr(GPtrArray) values = g_ptr_array_new();
  for (const PQconninfoOption *option = twin->options; option->keyword != NULL; option++) {
    const char *value =
        strcmp(option->keyword, "application_name") == 0 ? application : value_of(twin, option);
    if (value == NULL)
      continue;
    g_ptr_array_add(keywords, option->keyword);
    g_ptr_array_add(values, (gpointer)value);
  }
  g_ptr_array_add(keywords, NULL);
  g_ptr_array_add(values, NULL);
  g_autoptr(PGconn) connection =
      PQconnectdbParams((const char *const *)keywords->pdata, (const char *const *)values->pdata, 0);
  if (PQstatus(connection) != CONNECTION_OK)
    return NULL;
  PQsetNoticeReceiver(connection, ignore_notice, NULL);
  return g_steal_pointer(&connection);
}

char **target_twin_environment(const TargetTwin *twin, char **environment)
{
  for (const PQconninfoOption *option = twin->options; option->keyword != NULL; option++) {
    const char *value = value_of(twin, option);
    if (option->envvar == NULL)
      continue;
    environment = value != NULL ? g_environ_setenv(environment, option->envvar, value, TRUE)
                                : g_environ_unsetenv(environment, option->envvar);
  }
  return environment;
}
