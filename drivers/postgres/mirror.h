/* What the rows of a catalog belong to, by where they are: when one has gone, nobody else can tell. */
#pragma once

#include <glib.h>

#define MIRROR_OWNERS 3

typedef struct {
  guint32 ids[MIRROR_OWNERS];     /* 0: none */
  guint16 classes[MIRROR_OWNERS]; /* as in pg_depend: the server's own catalogs have ids below 16384; 0 with
                                     an id that is not 0: something that is not followed */
  gint16 part;                    /* which part of what it is of has this shape: a column's number; or 0 */
  guint32 shape;                  /* a digest of what other objects' texts can hold of this one */
  char letter;                    /* see followed_may_tell() */
  gboolean present;
  guint64 content; /* a digest, where not every change of the row is one of its owners */
} MirrorRow;

/* Leaves out what tells nothing, which takes no room then: classes without an id, and all of columns below 0,
 * those that every table has, which come and go with it. */
void mirror_row_tidy(MirrorRow *row);

typedef struct Mirror Mirror;

Mirror *mirror_new(void);
Mirror *mirror_copy(const Mirror *mirror);
void mirror_free(Mirror *mirror);

/* NULL when there is no such row. The mirror keeps it, until the next one is asked for or set. */
const MirrorRow *mirror_get(Mirror *mirror, guint32 block, guint16 row);

/* A row that is not present is taken away. */
void mirror_set(Mirror *mirror, guint32 block, guint16 row, const MirrorRow *content);
