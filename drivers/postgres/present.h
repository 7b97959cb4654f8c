/* Which catalogs hold anything that is not the server's own. In a new database that is next to none, and to
 * ask each of them takes longer than all else that is done with it. */
#pragma once

#include <libpq-fe.h>
#include <mighar/snapshot.h>

/* The query that tells what of it this user may see. Free with g_free(). */
char *present_sql(PGconn *connection);

/* Its answer: names of catalogs, and letters of what is in them, both owned. Free with g_hash_table_unref().
 */
GHashTable *present_read(const PGresult *answer);

/* Whether a query of catalog/ can have anything to tell. */
gboolean present_may_tell(GHashTable *present, const char *query);

/* Whether a catalog that is followed may hold rows. */
gboolean present_has(GHashTable *present, const char *catalog);
