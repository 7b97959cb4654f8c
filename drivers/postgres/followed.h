/* The catalogs whose rows are followed one by one, and what each row is of. */
#pragma once

#include <glib.h>

/* Oids of catalogs, the same on all servers. */
enum {
  CLASS_TYPE = 1247,
  CLASS_COLUMNS = 1249, /* all columns of a relation, by the id of that */
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
  guint32 self;        /* class of what a row is, not only a part of; or 0 */
  const char *owners;  /* "class, id, class, id, class, id": what the row is of */
  const char *shape;   /* what other objects' texts can hold of it; or NULL */
  const char *content; /* a text, NULL for none, that stays the same where a change of the row is none of its
                          owners; or NULL: every change is */
  const char *letter;  /* for followed_may_tell(); or NULL: any */
  const char *wanted;  /* which rows are not the server's own */
  const char *part;    /* the number of the part that the row is or is of; 0: of the whole; or NULL */
} Followed;

extern const Followed followed[]; /* catalog NULL ends */

/* Catalogs that no snapshot reads: NULL ends. Whatever is neither here nor followed makes a snapshot be read
 * anew when it changes. */
extern const char *const not_followed[];

/* The class of the objects of a kind that are read by id; 0: the kind is read as a whole. */
guint32 followed_class(const char *kind);

/* Whether objects of a class are read by id. */
gboolean followed_is_by_id(guint32 class);

/* A row of a part that is kept although the part is gone. */
#define GONE_LETTER 'd'

/* A row of any letter, where nothing is told about rows of its class by letters. */
#define ANY_LETTER '*'

/* Whether a query of catalog/ can have anything to tell of an object whose row has this letter. */
gboolean followed_may_tell(const char *query, char letter);

/* Whether objects of a kind that is read as a whole hold names of others. */
gboolean followed_names_others(const char *kind);
