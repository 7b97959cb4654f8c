/* A scratch database: a session for migrations, one that observes, both opened when they are needed. */
#pragma once

#include "near.h"
#include "server.h"

#include <mighar/rows.h>

typedef struct {
  MigharDatabase base;
  PGconn *session;                 /* migrations run in it; NULL: none open */
  PGconn *observer;                /* snapshots are read in it; NULL: none open */
  struct Whole *whole;             /* the schema is read as a whole in it; NULL: in observer */
  gboolean whole_begun;            /* it was tried to have it */
  Near near;                       /* where the server's processes for these three work */
  PGconn *writer;                  /* rows are written and read in it; NULL: none open */
  guint transactions;              /* transactions begun in writer */
  Answers *answers;                /* what is known while nobody has worked in it; the server's; or NULL */
  struct Incremental *incremental; /* what observer has seen; NULL: nothing yet */
  char *circumstances;  /* what new sessions started with when session was opened; NULL: it is never as new */
  gboolean is_existing; /* it is no scratch database: only observer is ever open */
  gboolean is_first;    /* made, not copied, on a server of mighar's own: looked at many times */
  gboolean stirred;     /* something may have been written since observer last looked at the log */
  struct Ahead *ahead;  /* what is read, or was, at the end of what writer writes; NULL: nothing */
  gboolean ends_next;   /* what writer is to write next is the last before the end of its transaction */
  gboolean end_refused; /* that end went along, and was refused ... */
  MigharRefusal refusal; /* ... for this */
  gboolean noted;        /* incremental tells whether new sessions would still start with that */
  gboolean used;         /* session has run something since it was opened or reset ... */
  gboolean unresettable; /* ... and may have done what only its end undoes */
  gboolean may_be_late;  /* some of what was committed may not be in the log's files at first */
  gboolean undone;       /* some of what ran last was, and the end of that may be in no file yet */
  gboolean discarding;   /* session has been told to forget what it holds, and not answered */
  gboolean discarded;    /* ... and has answered */
} PostgresDatabase;

/* MigharDriver's functions of these names. */
MigharDatabase *database_create(MigharServer *server, GError **error);
MigharDatabase *database_copy(MigharDatabase *source, GError **error);
void database_drop(MigharDatabase *database);
char *database_keep(MigharDatabase *database, GError **error);
gboolean database_reset(MigharDatabase *database, GError **error);
void database_begin_reset(MigharDatabase *database);
MigharSnapshot *database_snapshot(MigharDatabase *database, MigharReading reading, GError **error);
gboolean database_keeps_rows(MigharDatabase *database);
gboolean database_touched(MigharDatabase *database, MigharTouched *touched, GError **error);
char *database_url(MigharDatabase *database, GError **error);
gboolean database_execute(MigharDatabase *database, const MigharScript *script, MigharOutcome *outcome,
                          GError **error);

/* The session, opened if it is not. The database keeps it. NULL and MIGHAR_ERROR_ENVIRONMENT. */
PGconn *database_session(PostgresDatabase *database, GError **error);

/* Told before a script is run in the session. */
void database_uses_session(PostgresDatabase *database, const char *text);

/* Ends the session; the next one is new. */
void database_close_session(PostgresDatabase *database);

/* Told before another session is connected or works: meanwhile nothing is asked of observer. */
void database_rehearse(PostgresDatabase *database);

PostgresServer *database_server(PostgresDatabase *database);

/* The statements that end a transaction in writer, as many as *n: a commit, and where that is of use a query
 * for how far the log reaches then, to be told by database_wrote(). */
const char *database_end_sql(PostgresDatabase *database, guint *n);

/* Something may happen to the rows, so that what was read of them ahead is of no use. */
void database_forget_ahead(PostgresDatabase *database);

/* Whether the table of this id has, or may have, parts or children. */
gboolean database_may_have_children(const PostgresDatabase *database, guint32 table);
void database_wrote(PostgresDatabase *database, const char *log_end);
