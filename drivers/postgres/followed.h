/* The catalogs whose rows are followed one by one, and what each row is of. */
#pragma once

#include <glib.h>

/* Oids of catalogs, the same on all servers. */
enum {
  CLASS_TYPE = 1247,
  CLASS_ROUTINE = 1255,
  CLASS_RELATION = 1259,
  CLASS_CONSTRAINT = 2606,
  CLASS_RULE = 2618,
  CLASS_TRIGGER = 2620,
  CLASS_POLICY = 3256,
  CLASS_STATISTICS = 3381,
};

typedef struct {
  const char *catalog;
  guint32 self;       /* class of what a row is, not only a part of; or 0 */
  const char *owners; /* "class, id, class, id, class, id": what the row is of */
  const char *shape;  /* what other objects' texts can hold of it; or NULL */
  const char *wanted; /* which rows are not the server's own */
} Followed;

extern const Followed followed[]; /* catalog NULL ends */

/* Catalogs that no snapshot reads: NULL ends. Whatever is neither here nor followed makes a snapshot be read
 * anew when it changes. */
extern const char *const not_followed[];

/* The class of the objects of a kind that are read by id; 0: the kind is read as a whole. */
guint32 followed_class(const char *kind);

/* Whether objects of a kind that is read as a whole hold names of others. */
gboolean followed_names_others(const char *kind);
