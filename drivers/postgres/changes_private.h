/* What following the changes of a database keeps in mind, and its rows of the catalogs (changes_rows.c); for
 * everybody else there is changes.h. */
#pragma once

#include "changes.h"
#include "followed.h"
#include "logged.h"
#include "mirror.h"
#include "wal_source.h"

#include <stdlib.h>

/* A place in a catalog, and what has happened to the row there. */
typedef struct {
  gint64 at;        /* block << 16 | row */
  guint made : 1;   /* it began in the stretch of log that is being read */
  guint asked : 1;  /* for what is there, and nothing has happened to it since */
  guint32 ended_by; /* the transaction that ended it, where nothing has happened to it since; or 0 */
  guint32 made_by;  /* the transaction that has made it, where nothing has happened to it since; or 0 */
  WalValues values; /* of the version that was made last; owned */
} Place;

/* A catalog and what has happened to its rows in the stretch of log that is being read. */
typedef struct {
  const Followed *how; /* NULL: whatever happens to it, nothing can be told */
  Mirror *mirror;
  Logged *logged;           /* NULL: what its rows hold has to be asked for */
  GHashTable *rows;         /* Place */
  gboolean stirred;         /* some of them have not been asked for */
  gboolean asked;           /* for what there is at some of them */
  gboolean begins_sessions; /* what it holds decides how new sessions begin */
  gboolean names_tables;    /* what it holds is in the names of tables, and in no row of theirs */
  gboolean lists_databases; /* all rows but one are of no concern */
  gboolean is_calm;         /* nothing that happens to it makes, removes, renames or empties a table */
  gboolean inherits;        /* a row is of a table and, in the second place, of its parent */
} Catalog;

/* What has happened to the shape of an object, or of a part of it. */
typedef struct {
  int part;       /* 0: none */
  guint32 digest; /* the sum of digests of what has come, less those of what has gone */
  gboolean lost;  /* one has gone: it was not only added */
} Shape;

/* What has happened to one object. */
typedef struct {
  gint64 key;       /* class << 32 | id */
  guint64 content;  /* the sum of digests of what has come, less those of what has gone */
  GArray *shapes;   /* Shape; NULL: none has come or gone */
  int made;         /* its own rows that have come, less those that have gone */
  gboolean changed; /* for certain, whatever content says */
  gboolean whole;   /* not only parts of it */
  GArray *parts;    /* ChangedPart: those that may have changed; NULL: none */
} Dirty;

struct Changes {
  gboolean ready;       /* position and mirrors are right */
  gboolean forbidden;   /* this user may not read the log */
  Answers *answers;     /* at the beginning; or NULL */
  GHashTable *present;  /* of the beginning; NULL when anything may have changed since */
  GHashTable *prepared; /* const char *: names of the statements that this connection has */
  gboolean too_many;    /* rows have changed to be looked at one by one: it is quicker to begin anew */
  gboolean unknown, renamed;
  gboolean unsettled; /* tables may have come, gone, got other names or lost rows since all was looked at */
  gboolean other_sessions; /* new sessions may begin in another way than when that was last noted */
  WalSource source;
  char *end; /* see changes_expect(); NULL: it has to be asked */
  guint32 database;
  gint64 own_row;        /* the place of the database's row, block << 16 | row; -1: not known */
  GHashTable *catalogs;  /* file number to Catalog */
  GHashTable *committed; /* transactions, of the stretch of log that is being read */
  GHashTable *dirty;     /* Dirty */
  GHashTable *letters;   /* class to a table: ids of the objects that there are, by their own rows, to their
                            letters, which are small enough to stand in the tables themselves */
  GHashTable *files;     /* file number to id of a table, itself or by its TOAST table */
  GHashTable *names;     /* id of a table to its name, as far as that is known */
  gboolean names_stale;  /* a schema may have got another name since: only those of tables that are gone are
                            right */
  GHashTable *parents;   /* id of a table to those of its parents: GArray of guint32 */
  GHashTable *unlogged;  /* ids of tables */
  GHashTable *touched;   /* ids of tables */
  GHashTable *touched_names;
  gboolean touched_all;
};

#define KEY(class, id) ((gint64)(class) << 32 | (gint64)(id))
#define CLASS_OF(key)  ((guint32)((key) >> 32))
#define ID_OF(key)     ((guint32)((key)&0xFFFFFFFF))

static inline guint32 number(const PGresult *result, int row, int column)
{
  return (guint32)strtoul(PQgetvalue(result, row, column), NULL, 10);
}

static inline guint64 long_number(const PGresult *result, int row, int column)
{
  return g_ascii_strtoull(PQgetvalue(result, row, column), NULL, 10);
}

/* Prepares a statement, once a connection. FALSE: it cannot be. */
gboolean changes_prepare(Changes *changes, PGconn *connection, const char *name, const char *sql);

/* A table has this name from now on; under another one that it had it is touched. */
void changes_note_name(Changes *changes, guint32 id, const char *name);

/* The rows of a table may have changed. */
void changes_touch(Changes *changes, guint32 id);

void changes_free_dirty(gpointer dirty);

/* A catalog that nothing is known of but this mirror, which becomes its own. */
Catalog *changes_new_catalog(Mirror *mirror);

/* Reads on at once what is in files, and keeps it in mind. FALSE: it cannot be had. No server is asked. */
gboolean changes_read_on(Changes *changes);

/* A row has come (1) or gone (-1). */
void changes_note_row(Changes *changes, const Followed *how, const MirrorRow *row, int way);

/* Notes of what exists which letter it has. */
void changes_note_letter(Changes *changes, const Followed *how, const MirrorRow *row, int way);

/* Notes whose part or child a table is. */
void changes_note_parent(Changes *changes, const Catalog *catalog, const MirrorRow *row, int way);

/* Whether it is a table, or what is read like one, that is there. */
gboolean changes_is_table(const Changes *changes, guint32 id);

/* Follows from changed objects to those that hold something of them. FALSE: it cannot be had. */
gboolean changes_add_dependants(Changes *changes, PGconn *connection);

/* The query for the rows of a catalog as mirrors keep them; "%s" in the condition stands for what tells them
 * from the server's own. Free with g_free(). */
char *changes_catalog_sql(const Followed *how, const char *condition);

/* Takes rows of a catalog into its mirror, and notes whose they are unless these are the first. */
void changes_mirror_rows(Changes *changes, Catalog *catalog, const PGresult *rows, gboolean first);

/* A WalFunc: one entry of the log; data is the Changes. */
void changes_told(void *data, const WalEntry *entry);

/* Looks at the rows that the log has named since the last look, as they are now. end: set to the answer of
 * WAL_SOURCE_END_QUERY, to be prepared as "end", which is asked with them; or NULL. FALSE: they cannot be
 * had. */
gboolean changes_look_at_rows(Changes *changes, PGconn *connection, char **end);

/* The stretch of log is read as a whole, and what it has named is known. */
void changes_end_stretch(Changes *changes);
