/* What reading a schema as a whole (catalog.c) and by ids (catalog_by_id.c) have in common; for everybody
 * else there is catalog.h. */
#pragma once

#include "catalog.h"
#include "catalog_answer.h"

extern const char catalog_preparing[]; /* for catalog_check(): "prepare to read the catalog" */
extern const char catalog_reading[];

/* A query with what all kinds have in common around it. Free with g_free(). */
char *catalog_sql(const CatalogQuery *query);

/* As g_regex_replace() does. kept: where the pattern stays once it is compiled. Free with g_free(). */
char *catalog_replace(const char *sql, GRegex **kept, const char *pattern, const char *replacement);

/* The first query from here on that reads what this server has and this user may see; NULL when none is left.
 */
const CatalogQuery *catalog_usable(const CatalogQuery *query, PGconn *connection);

/* FALSE and error set when the result is not the expected one. kind: of the objects that are read, or NULL.
 */
gboolean catalog_check(PGconn *connection, const PGresult *result, ExecStatusType expected, const char *doing,
                       const char *kind, GError **error);

/* Takes the answer to a preparation, if that was sent. prepared: queries; NULL: all of them are. */
gboolean catalog_take_preparation(PGconn *connection, GHashTable *prepared, const CatalogQuery *query,
                                  GError **error);

/* The queries that almost every schema has something for, or, of the whole, that are always asked, without
 * those that are prepared: an array of const CatalogQuery *. */
GPtrArray *catalog_usual(PGconn *connection, GHashTable *prepared, gboolean whole);
