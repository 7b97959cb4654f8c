#include "admission.h"

#include "session.h"

#include <mighar/error.h>
#include <string.h>

static gboolean may_create_databases(PGconn *connection, GError **error)
{
  g_autoptr(PGresult) answer = session_query(connection,
                                             "SELECT rolcreatedb OR rolsuper FROM pg_catalog.pg_roles"
                                             " WHERE rolname = current_user",
                                             error);
  if (answer == NULL)
    return FALSE;
  if (PQntuples(answer) == 1 && strcmp(PQgetvalue(answer, 0, 0), "t") == 0)
    return TRUE;
  const char *user = PQuser(connection);
  g_autofree char *hint = g_strdup_printf("ALTER ROLE %s CREATEDB", user);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, hint,
                   "user '%s' may not create databases on this PostgreSQL server", user);
  return FALSE;
}

static gboolean is_new_enough(PGconn *connection, GError **error)
{
  if (PQserverVersion(connection) >= 130000)
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "give a server of PostgreSQL 13 or newer",
                   "the PostgreSQL server is of version %s", PQparameterStatus(connection, "server_version"));
  return FALSE;
}

gboolean admission_check(PGconn *connection, GError **error)
{
  return is_new_enough(connection, error) && may_create_databases(connection, error);
}
