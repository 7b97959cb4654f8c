/* Connections to a scratch database, as many as a test takes. */
#pragma once

#include "scratch.h"

#include "database.h"
#include "session.h"

static inline PGconn *connect_to(MigharDatabase *database)
{
  GError *error = NULL;
  PGconn *connection =
      server_connect(database_server((PostgresDatabase *)database), database->name, NULL, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  return connection;
}

static inline void command(PGconn *connection, const char *sql)
{
  GError *error = NULL;
  session_command(connection, sql, &error);
  if (error != NULL)
    fail_msg("%s\nin: %s", error->message, sql);
}

/* The first value of what a query gives. Free with g_free(). */
static inline char *ask(PGconn *connection, const char *sql)
{
  GError *error = NULL;
  g_autoptr(PGresult) rows = session_query(connection, sql, &error);
  if (error != NULL)
    fail_msg("%s\nin: %s", error->message, sql);
  return PQntuples(rows) > 0 ? g_strdup(PQgetvalue(rows, 0, 0)) : NULL;
}

/* Waits, a minute at most, until the query gives a row. */
static inline void wait_for(PGconn *connection, const char *sql)
{
  for (guint i = 0; i < 6000; i++) {
    g_autofree char *value = ask(connection, sql);
    if (value != NULL)
      return;
    g_usleep(10 * 1000);
  }
  fail_msg("this has not come about: %s", sql);
}
