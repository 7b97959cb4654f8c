/* Reads a schema from PostgreSQL's catalogs: one query an object kind, each a file in catalog/. */
#pragma once

#include "answers.h"

#include <mighar/snapshot.h>

/* One file of catalog/; the README there says which columns a query gives. */
typedef struct {
  const char *kind;   /* "materialized view": the file's name up to its first dot */
  const char *name;   /* "type.enum": the file's name; unique */
  int since;          /* the first server version that has what it reads, as in PQserverVersion(); 0: all */
  gboolean superuser; /* reads what only a superuser may see; left out for others, as pg_dump does */
  const char *sql;
} CatalogQuery;

extern const CatalogQuery catalog_queries[]; /* made at build time from catalog/; kind NULL ends */

/* Makes a connection ready for catalog_read(): settings that decide how definitions are written out (an empty
 * search_path, so that every name is qualified), prepared statements. Once a connection; the connection is
 * used for nothing else. MIGHAR_ERROR_ENVIRONMENT. */
gboolean catalog_prepare(PGconn *connection, GError **error);

/* The first half of that: only the settings. */
gboolean catalog_set(PGconn *connection, GError **error);

/* The same as options of a connection, those of session_observing included. Free with g_free(). */
char *catalog_options(void);

/* The whole schema, in one round trip and one snapshot of the database. known: a snapshot of the same
 * database; or NULL. Every row is compared with what that holds: an object that is still the same, its
 * identity included, is that one, and where all are, the result is known itself. NULL and
 * MIGHAR_ERROR_ENVIRONMENT; the connection is then fit for another try unless the server has closed it. */
MigharSnapshot *catalog_read(PGconn *connection, MigharSnapshot *known, GError **error);

/* What a connection has prepared by now: sets of const CatalogQuery *. */
typedef struct {
  GHashTable *whole;         /* made by catalog_read_present() */
  GHashTable *by_id;         /* made by catalog_read_ids() ... */
  GHashTable *by_id_in_full; /* ... for objects that have something that is rare */
  Answers *answers;          /* what catalog_read_present() needs not ask; or NULL */
} CatalogPrepared;

/* The same, without asking for kinds that there is nothing of (present.h), after catalog_set() or with
 * catalog_options(): nothing is prepared that is not asked. */
MigharSnapshot *catalog_read_present(PGconn *connection, CatalogPrepared *prepared, GHashTable *present,
                                     MigharSnapshot *known, GError **error);

/* What to ask again of which objects. */
typedef struct {
  const CatalogQuery *query; /* NULL ends an array */
  const char *ids;           /* "{16384,16390}" */
  const char *parts; /* which parts of them, of a kind that has parts: an array of CATALOG_PART(); or NULL */
} CatalogIds;

/* Part 0: all parts of the object. */
#define CATALOG_PART(id, part) ((gint64)(id) << 16 | (gint64)(part))

/* An array of CatalogIds, without any, that owns their strings. */
GArray *catalog_ids_new(void);

/* What there is of these objects, in one round trip, or two where they have something that is rare, after
 * catalog_set(): an array of MigharObject that owns them. NULL and MIGHAR_ERROR_ENVIRONMENT. */
GPtrArray *catalog_read_ids(PGconn *connection, CatalogPrepared *prepared, const CatalogIds *ids,
                            GError **error);

/* Most of what a first question costs is that it is prepared and planned. While a connection has nothing else
 * to do, it can be asked in advance what will be asked of almost every schema: of the whole, or of no ids at
 * all. Nobody waits for that, and nothing becomes of the answers; the second function of the two comes before
 * anything else on the connection. FALSE: nothing is left to be asked, or can be sent. */
gboolean catalog_rehearse_present(PGconn *connection, CatalogPrepared *prepared);
void catalog_end_present(PGconn *connection, CatalogPrepared *prepared);
gboolean catalog_rehearse_ids(PGconn *connection, CatalogPrepared *prepared);
void catalog_end_ids(PGconn *connection, CatalogPrepared *prepared);
