/* What the rows of an answer from the catalogs tell; for catalog.c and catalog_by_id.c. */
#pragma once

#include <libpq-fe.h>
#include <mighar/snapshot.h>

/* The columns of a query that are no properties, in order. */
enum { NAME, PARENT, CLASS, ID, PART, OWNER, ACL, ACL_TYPE, FIRST_PROPERTY };

typedef struct {
  const PGresult *rows;
  const char *kind;           /* of objects whose rows tell no other one */
  int kind_column;            /* that tells another one; -1: none does */
  guint n;                    /* properties */
  int *columns;               /* of them, sorted by their names */
  MigharProperty *properties; /* of one row at a time; the names are interned */
} CatalogAnswer;

/* rows is the caller's, and has to stay. answer is overwritten; clear it with catalog_answer_clear(). */
void catalog_answer_init(CatalogAnswer *answer, const PGresult *rows, const char *kind);
void catalog_answer_clear(CatalogAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CatalogAnswer, catalog_answer_clear)

/* What a row tells. known: where it is this very object, with all that is told of it and of the same
 * identity, it is that one of the snapshot and none is made; or NULL. Free with mighar_object_unref(). */
MigharObject *catalog_answer_object(CatalogAnswer *answer, int row, const MigharSnapshot *known);
