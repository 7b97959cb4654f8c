/* The catalog, read through connections of a test's own. */
#pragma once

#include "scratch.h"

#include "catalog.h"
#include "server.h"
#include "session.h"

static inline PGconn *connect_to(MigharDatabase *database, const char *options)
{
  GError *error = NULL;
  PGconn *connection = server_connect((PostgresServer *)database->server, database->name, options, &error);
  if (connection == NULL)
    fail_msg("%s", error->message);
  return connection;
}

static inline PGconn *open_catalog(MigharDatabase *database, const char *options)
{
  GError *error = NULL;
  PGconn *connection = connect_to(database, options);
  if (!catalog_prepare(connection, &error))
    fail_msg("%s", error->message);
  return connection;
}

static inline MigharSnapshot *read_catalog(PGconn *connection)
{
  GError *error = NULL;
  MigharSnapshot *snapshot = catalog_read(connection, NULL, &error);
  if (snapshot == NULL)
    fail_msg("%s", error->message);
  assert_null(error);
  assert_int_equal(PQtransactionStatus(connection), PQTRANS_IDLE);
  assert_int_equal(PQpipelineStatus(connection), PQ_PIPELINE_OFF);
  return snapshot;
}
