#include "catalog.h"

#include <mighar/error.h>
#include <string.h>

/* Everything that the server's functions let decide how a definition is written out, so that two readings of
 * one schema are the same text; and nothing that could end a reading early. A plan for catalogs that are
 * almost empty is kept when they have grown, so sequential scans are only for what has no index. */
static const char settings[] = "SET search_path TO '';"
                               "SET DateStyle TO ISO;"
                               "SET IntervalStyle TO postgres;"
                               "SET TimeZone TO 'UTC';"
                               "SET extra_float_digits TO 3;"
                               "SET quote_all_identifiers TO off;"
                               "SET bytea_output TO hex;"
                               "SET xmloption TO content;"
                               "SET client_encoding TO 'UTF8';"
                               "SET lc_monetary TO 'C';"
                               "SET row_security TO off;"
                               "SET jit TO off;"
                               "SET statement_timeout TO 0;"
                               "SET lock_timeout TO 0;"
                               "SET idle_in_transaction_session_timeout TO 0;"
                               "SET default_transaction_isolation TO 'repeatable read';"
                               "SET default_transaction_read_only TO on;"
                               "SET default_transaction_deferrable TO off;";

/* What a query result is expected to begin with; every column behind these is a property. */
enum { NAME, PARENT, IDENTITY, FIRST_PROPERTY };

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PGresult, PQclear)

/* The server's words on one line; libpq ends its messages in a line feed. */
static char *words(const char *message)
{
  g_autofree char *copy = g_strstrip(g_strdup(message));
  g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
  return g_strjoinv("; ", lines);
}

static gboolean fail(GError **error, const char *doing, const char *kind, const char *message)
{
  g_autofree char *said = words(message);
  if (kind != NULL)
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot %s (objects of kind '%s'): %s", doing,
                     kind, said);
  else
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot %s: %s", doing, said);
  return FALSE;
}

gboolean catalog_prepare(PGconn *connection, GError **error)
{
  g_autoptr(PGresult) set = PQexec(connection, settings);
  if (PQresultStatus(set) != PGRES_COMMAND_OK)
    return fail(error, "make the connection ready for reading the catalog", NULL, PQerrorMessage(connection));

  for (const CatalogQuery *query = catalog_queries; query->kind != NULL; query++) {
    g_autoptr(PGresult) prepared = PQprepare(connection, query->kind, query->sql, 0, NULL);
    if (PQresultStatus(prepared) != PGRES_COMMAND_OK)
      return fail(error, "prepare to read the catalog", query->kind, PQerrorMessage(connection));
  }
  return TRUE;
}

static const char *field(const PGresult *rows, int row, int column)
{
  return PQgetisnull(rows, row, column) ? NULL : PQgetvalue(rows, row, column);
}

static void add_objects(GPtrArray *objects, const char *kind, const PGresult *rows)
{
  int n_properties = PQnfields(rows) - FIRST_PROPERTY;
  g_autofree MigharProperty *properties = g_new(MigharProperty, n_properties);
  for (int row = 0; row < PQntuples(rows); row++) {
    for (int i = 0; i < n_properties; i++)
      properties[i] =
          (MigharProperty){PQfname(rows, FIRST_PROPERTY + i), field(rows, row, FIRST_PROPERTY + i)};
    g_ptr_array_add(objects, mighar_object_new(kind, field(rows, row, NAME), field(rows, row, PARENT),
                                               field(rows, row, IDENTITY), properties, n_properties));
  }
}

MigharSnapshot *catalog_read(PGconn *connection, GError **error)
{
  g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  for (const CatalogQuery *query = catalog_queries; query->kind != NULL; query++) {
    g_autoptr(PGresult) rows = PQexecPrepared(connection, query->kind, 0, NULL, NULL, NULL, 0);
    if (PQresultStatus(rows) != PGRES_TUPLES_OK) {
      fail(error, "read the catalog", query->kind, PQerrorMessage(connection));
      return NULL;
    }
    add_objects(objects, query->kind, rows);
  }
  return mighar_snapshot_new(g_steal_pointer(&objects));
}
