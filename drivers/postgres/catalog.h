/* Reads a schema from PostgreSQL's catalogs: one query an object kind, each a file in catalog/. */
#pragma once

#include <libpq-fe.h>
#include <mighar/snapshot.h>

/* A query's first columns are name, parent and identity, as in MigharObject; every further column is a
 * property by its own name, as text, NULL where there is none. */
typedef struct {
  const char *kind; /* "materialized view" */
  const char *sql;
} CatalogQuery;

extern const CatalogQuery catalog_queries[]; /* made at build time from catalog/; kind NULL ends */

/* Makes a connection ready for catalog_read(): settings that decide how definitions are written out (an empty
 * search_path, so that every name is qualified), prepared statements. Once a connection; the connection is used
 * for nothing else. MIGHAR_ERROR_ENVIRONMENT. */
gboolean catalog_prepare(PGconn *connection, GError **error);

/* The whole schema, in one round trip and one snapshot of the database. NULL and MIGHAR_ERROR_ENVIRONMENT. */
MigharSnapshot *catalog_read(PGconn *connection, GError **error);
