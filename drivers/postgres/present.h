/* Which catalogs hold anything that is not the server's own. In a new database that is next to none, and to
 * ask each of them takes longer than all else that is done with it. */
#pragma once

#include <libpq-fe.h>
#include <mighar/snapshot.h>

/* The query that tells: one name of a catalog a row. Free with g_free(). */
char *present_sql(void);

/* Its answer as a set of names, which are owned. Free with g_hash_table_unref(). */
GHashTable *present_read(const PGresult *answer);

/* Whether a query of catalog/ can have anything to tell. */
gboolean present_may_tell(GHashTable *present, const char *query);

/* Whether a catalog that is followed may hold rows. */
gboolean present_has(GHashTable *present, const char *catalog);
