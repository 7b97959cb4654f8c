/* A driver knows one engine and nothing of the harness. This is all that the harness knows of a driver.
 *
 * Three things, each made by the one before it: a driver finds servers, a server holds databases, a database
 * is worked on in one session at a time. Besides these scratch databases there are those that exist: opened
 * by what a person calls them, closed, never removed. Errors (GError) mean that mighar cannot go on with that
 * database or server: MIGHAR_ERROR_ENVIRONMENT. SQL that fails is no error but an outcome. */
#pragma once

#include <mighar/mend.h>
#include <mighar/migration.h>
#include <mighar/snapshot.h>

#include <sys/types.h>

typedef struct MigharDriver MigharDriver;

/* Drivers extend these with their own fields behind these first ones. */
typedef struct {
  const MigharDriver *driver;
  char *version; /* "15.18" */
  char *where;   /* for people: "in memory" */
} MigharServer;

typedef struct {
  MigharServer *server;
  char *name;     /* unique on its server */
  guint patience; /* set by whoever has scripts executed: seconds that a message, or on SQLite a script, may
                     take; 0: as long as it takes */
} MigharDatabase;

typedef struct {
  const char *url; /* a server that exists; NULL: none given */
  const char *const
      *binary_directories; /* where the engine's binaries are, each a server of its own; or NULL */
  gboolean shared;         /* other processes are to work on the databases: see MigharDriver.url */
} MigharServerOptions;

/* What became of a script. */
typedef struct {
  gboolean applied; /* every statement ran and, where the script had one transaction, it was committed */
  guint completed;  /* statements that ran to their end (also when they were rolled back later) */
  double seconds;
  /* Only when not applied: */
  int failed;      /* index of the statement that failed; -1 when it was the commit */
  gssize position; /* byte offset in that statement that the engine points at; -1: it points nowhere */
  char *message;   /* the engine's own words, lowercase or not, one line; owned */
  char *detail;    /* what the engine adds, or NULL; owned */
  char *hint;      /* what the engine advises, or NULL; owned */
  char *code;      /* SQLSTATE, or SQLite's result code by name; owned */
  gboolean transaction_forbidden; /* the statement cannot run inside a transaction, and did */
  gboolean transaction_open;      /* the script left a transaction open; message says so */
  gboolean too_long;              /* patience was at an end; message says so, and there is no code */
  gboolean transaction_ended; /* the script ended the transaction around it, so that nothing of what it did
                                 before is undone; where that is all that is wrong, there is no code */
} MigharOutcome;

void mighar_outcome_clear(MigharOutcome *outcome);

/* It ran for longer than so many seconds, whatever the engine says of having been stopped. */
void mighar_outcome_set_too_long(MigharOutcome *outcome, guint patience);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigharOutcome, mighar_outcome_clear)

/* How a snapshot may come about. */
typedef enum {
  MIGHAR_READ_CHANGES, /* what cannot have changed is taken from the snapshot before */
  MIGHAR_READ_ANEW,    /* everything is read from the catalog */
} MigharReading;

/* Tables whose rows scripts may have changed: written, truncated, rewritten, altered, made. */
typedef struct {
  gboolean all;       /* nothing is known: it may be any */
  GHashTable *tables; /* a set of names (char *, owned) as in snapshots; also of some that are gone since;
                         NULL when all */
} MigharTouched;

void mighar_touched_clear(MigharTouched *touched);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigharTouched, mighar_touched_clear)

typedef struct MigharRowsDriver MigharRowsDriver;     /* <mighar/rows.h> */
typedef struct MigharTargetDriver MigharTargetDriver; /* <mighar/target.h> */

struct MigharDriver {
  const MigharEngine *engine;

  /* The servers that scratch databases can be made on, ready for use, at least one: an array of MigharServer
   * that frees (and stops) them. Where the engine is simply not there, an empty array with *missing set to a
   * sentence that says what was looked for (free with g_free()). A server that was asked for by options and
   * does not answer is an error. */
  GPtrArray *(*find_servers)(const MigharServerOptions *options, char **missing, GError **error);

  /* An empty scratch database of the engine's default settings, opened. */
  MigharDatabase *(*create)(MigharServer *server, GError **error);

  /* A scratch database with the same contents, opened; source stays as it is, with a fresh session. */
  MigharDatabase *(*copy)(MigharDatabase *source, GError **error);

  /* Closes the database and removes it. NULL is allowed. */
  void (*drop)(MigharDatabase *database);

  /* Closes the database and leaves it for a person to look at. Returns how to connect, on one line, with
   * how to remove it on a second one; free with g_free(). The server stays when mighar ends. */
  char *(*keep)(MigharDatabase *database, GError **error);

  /* Removes what migrations left on the server outside of any database (roles), so that a chain can start
   * anew. Only when no database of this server is in use. */
  gboolean (*purge)(MigharServer *server, GError **error);

  /* Whether migrations have left such things on the server, on which databases may depend that are not in
   * use. May be NULL: there is nothing outside of databases. */
  gboolean (*has_leftovers)(MigharServer *server, gboolean *has, GError **error);

  /* What databases of the server share, as a text that is another one after anything has changed it, in
   * whatever database, and also if that was undone; sessions that are still open may not have told all of
   * what they did. May be NULL: they share nothing, and what is done in one of them is not seen in another.
   * NULL on error. Free with g_free(). */
  char *(*common)(MigharServer *server, GError **error);

  /* Gives the session the state of a new connection: an open transaction is rolled back; settings, temporary
   * objects, prepared statements, attached databases are gone. */
  gboolean (*reset)(MigharDatabase *database, GError **error);

  /* Begins what the next reset() will have to do, without waiting for it: what the session holds is not
   * looked at before. May be NULL. */
  void (*begin_reset)(MigharDatabase *database);

  /* Runs the script in the session as its fields ask. On return no transaction is open. outcome is
   * overwritten; clear it with mighar_outcome_clear(). */
  gboolean (*execute)(MigharDatabase *database, const MigharScript *script, MigharOutcome *outcome,
                      GError **error);

  /* The process or thread on this machine that runs scripts in the session, until the next reset; 0: nobody
   * knows. May be NULL: as 0. FALSE on error. */
  gboolean (*process)(MigharDatabase *database, pid_t *process, GError **error);

  /* The schema as committed. How it is read is the driver's affair: anew, or from the snapshot before and
   * what has changed since. MIGHAR_READ_ANEW asks for the first. NULL on error. */
  MigharSnapshot *(*snapshot)(MigharDatabase *database, MigharReading reading, GError **error);

  /* Which tables' rows may be others than when this was last asked of the database (or it was made or
   * copied). May be NULL: the driver does not know. FALSE on error. */
  gboolean (*touched)(MigharDatabase *database, MigharTouched *touched, GError **error);

  /* Whether it is certain that since the last snapshot() of the database, or touched(), no table has come,
   * gone or got another name, and none has lost a row. Costs next to nothing. May be NULL: it never is. */
  gboolean (*keeps_rows)(MigharDatabase *database);

  /* Rows: what a table takes, writing them, reading them. */
  const MigharRowsDriver *rows;

  /* Work on databases that exist: the apply runner's part. May be NULL. */
  const MigharTargetDriver *target;

  /* How another process on this machine connects to the database; of a server that was asked for as shared.
   * Whatever it does is seen by the next call; until then mighar keeps no session of its own open. May hold a
   * password. Free with g_free(). NULL and MIGHAR_ERROR_ENVIRONMENT. */
  char *(*url)(MigharDatabase *database, GError **error);

  /* How a difference between two schemas is mended. May be NULL. */
  MigharMend mend;

  /* Whether the file is a database of this engine, by what is in it. NULL where a database is no file. */
  gboolean (*is_database)(const char *path);

  /* Opens a database that exists, to be read: nothing is ever written to it or beside it. url is a URL with a
   * scheme of the engine, or a path where databases are files. The database brings a server of its own, whose
   * version and where (without a password) are set. Of it only observe and read_column take such a database,
   * and close, which is owed. NULL and MIGHAR_ERROR_ENVIRONMENT; no message holds a password. */
  MigharDatabase *(*open)(const char *url, GError **error);

  /* Closes a database that was opened, and leaves it as it is. NULL is allowed. */
  void (*close)(MigharDatabase *database);

  /* The schema of a database that was opened, as of one moment, even if others change it meanwhile. NULL on
   * error. */
  MigharSnapshot *(*observe)(MigharDatabase *database, GError **error);

  /* The first column of what a query gives in a database, one of mighar's own or one that was opened, as
   * text: an array of char * that owns them; NULL is NULL. NULL on error. */
  GPtrArray *(*read_column)(MigharDatabase *database, const char *sql, GError **error);

  /* Kinds of objects that belong to a server and not to one of its databases, so that others' are seen in
   * every database that exists; NULL ends; NULL: there are none. */
  const char *const *server_kinds;

  /* Ends servers of this driver at once and removes their files. Called in a signal handler: only what is
   * async-signal-safe. May be NULL. */
  void (*abandon)(void);
};

/* All drivers in the order of their reports; NULL ends. */
extern const MigharDriver *const mighar_drivers[];

/* NULL when there is none of that name. */
const MigharDriver *mighar_driver_find(const char *engine);
