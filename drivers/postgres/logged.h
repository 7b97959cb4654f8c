/* Rows of catalogs as the log has them: of some catalogs, and where all that is kept of a row stands in front
 * of what is of no fixed length in it. Nobody has to be asked for these. */
#pragma once

#include "mirror.h"
#include "wal.h"

#include <libpq-fe.h>

typedef struct Logged Logged;

/* Where columns are in the rows of these catalogs: a query whose answer logged_new() is given. */
extern const char logged_query[];

/* For the rows of the catalog of this name; NULL where they have to be asked for. Free with g_free(). */
Logged *logged_new(const char *catalog, const PGresult *columns);

/* NULL is allowed. */
Logged *logged_copy(const Logged *logged);

/* A row that is of the server's own is read as not present. FALSE: it has to be asked for. */
gboolean logged_read(const Logged *logged, const WalValues *values, MirrorRow *row);

/* A digest of the text that Followed.shape gives. */
guint32 logged_shape(const char *text);
