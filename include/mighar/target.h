/* Databases that exist, opened to be worked on: the apply runner's.
 *
 * A driver runs a script together with the statements that record it, so that a process that is killed at any
 * instant leaves a database in which both are there or neither is. Where a script cannot be undone as a
 * whole, the record grows with it: what is begun is told before, and how far it came after every statement.
 *
 * Errors (GError) are MIGHAR_ERROR_ENVIRONMENT and hold no password. SQL of a migration that fails is no
 * error but an outcome. */
#pragma once

#include <mighar/driver.h>

/* Drivers extend this with their own fields behind these first ones. */
typedef struct {
  const MigharDriver *driver;
  char *version;      /* of the server: "15.18" */
  char *where;        /* for people, without a password: "on the server at localhost:5432" */
  char *name;         /* of the database; a path where it is a file */
  char *user;         /* whom the database takes mighar for; NULL: the engine knows no users */
  char *schema;       /* where new ledgers go; NULL: the engine has no schemas, or none that is there */
  char *url;          /* how another process on this machine connects; may hold a password; NULL: none can */
  char **schemas;     /* where ledgers are looked for, in this order; NULL ends; NULL: the engine has none */
  gboolean read_only; /* nothing can be written to it */
} MigharTarget;

/* What is told while something takes its time. */
typedef enum {
  MIGHAR_TARGET_STATEMENT, /* the statement of this index is done */
  MIGHAR_TARGET_PROGRESS,  /* how far a statement is: "building index: 40 %" */
  MIGHAR_TARGET_BLOCKED,   /* who is waited for */
} MigharTargetEventKind;

/* Of progress and of who blocks it is told in another thread. */
typedef void (*MigharTargetEvent)(void *data, MigharTargetEventKind kind, guint statement, const char *text);

/* How a session is to be. */
typedef struct {
  guint lock_milliseconds;      /* how long a statement waits for a lock; 0: for ever */
  guint statement_milliseconds; /* how long a statement may take; 0: for ever */
  gboolean create;              /* a database that is a file is made where there is none */
  gboolean pooled;   /* a pooler may hand every transaction to another session: nothing is set in one, and the
                        limits hold within transactions alone */
  gboolean progress; /* event is told of progress */
  gboolean absent_is_empty; /* one that is a file and not there is taken for an empty one, in memory */
  MigharTargetEvent event;  /* may be NULL */
  void *data;
} MigharTargetSettings;

/* Rows that a query gives: of GPtrArray with a value (char *) for each column, NULL being NULL. Owned by the
 * array. */
typedef GPtrArray MigharTargetRows;

/* A script, and what is recorded of it. All statements are lists that NULL ends, complete as they stand: no
 * parameters, no closing semicolons. Lists may be NULL.
 *
 * Where the script is one transaction (mighar's, its own, or the engine's around one message), "whole" is run
 * last in it, and nothing else. Everywhere else "begin" is committed first; "reached" is run with the first N
 * statements done (the text's "%u" is N), in the transaction of the last of them wherever it has one; and
 * "end" when all are done, with the last one where that can be. */
typedef struct {
  const MigharScript *script;
  const char *const *whole;
  const char *const *begin;
  const char *reached; /* or NULL */
  const char *const *end;
  guint first; /* go on with this statement: those before are done, and of them only what sets up the session
                  is run again. More than 0: the script is not taken as one transaction, "begin" says that it
                  goes on */
  gboolean resumed; /* the statement of index first may have been run already, by a process that was killed */
} MigharWork;

typedef struct {
  MigharOutcome outcome;
  gboolean stepwise; /* "begin" was committed: what is done stays done, and "reached" tells what */
  gboolean
      lost; /* the connection is gone, and nobody knows whether the last thing that was sent is committed */
} MigharWorkOutcome;

void mighar_work_outcome_clear(MigharWorkOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigharWorkOutcome, mighar_work_outcome_clear)

/* Whom a lock is taken against: the tool of a format, by what makes its key. */
typedef struct {
  const char *format; /* the ledger's */
  const char *schema; /* of the ledger, or NULL */
  const char *table;  /* of the ledger, without a schema */
  double seconds;     /* to wait for it */
  const char *mode;   /* what was said of how to lock (--lock); NULL: the driver's own way */
  void (*waiting)(void *data, const char *holder); /* told who is waited for; may be NULL */
  void *data;
} MigharTargetLock;

/* Whether the statement of this index starts with the keyword. */
gboolean mighar_script_starts_with(const MigharScript *script, guint statement, const char *word);

/* Whether the statement of this index is the COMMIT (or END) of a transaction. */
gboolean mighar_script_commits(const MigharScript *script, MigharDialect dialect, guint statement);

/* Whether the script is BEGIN ... COMMIT, and nothing around or between begins or ends a transaction. */
gboolean mighar_script_is_own_transaction(const MigharScript *script, MigharDialect dialect);

/* Positions are bytes of a log of changes that only grows. */
typedef struct {
  guint replicas;   /* that follow the database */
  guint seen;       /* of these, whose position the user may see */
  guint64 written;  /* what all changes until now are before */
  guint64 replayed; /* what the slowest replica that is seen has done */
} MigharReplication;

struct MigharTargetDriver {
  /* Opens the database that url names, as MigharDriver.open takes it; beside that, where databases are files,
   * ":memory:" and, with settings->create, files that are not there. Free with close. NULL on error. */
  MigharTarget *(*open)(const char *url, const MigharTargetSettings *settings, GError **error);

  /* Closes the database; locks end. NULL is allowed. */
  void (*close)(MigharTarget *target);

  /* Opens the connection again after it was lost, with the same settings; locks are gone. */
  gboolean (*reopen)(MigharTarget *target, GError **error);

  /* The rows of a query of mighar's own. NULL on error. Free with g_ptr_array_unref(). */
  MigharTargetRows *(*query)(MigharTarget *target, const char *sql, GError **error);

  /* Runs statements of mighar's own, in one transaction and one message. */
  gboolean (*run)(MigharTarget *target, const char *const *statements, GError **error);

  /* Runs the script and records it. The session is as new before and after, but for its locks and settings;
   * no transaction is open on return. outcome is overwritten; clear it with mighar_work_outcome_clear(). */
  gboolean (*execute)(MigharTarget *target, const MigharWork *work, MigharWorkOutcome *outcome,
                      GError **error);

  /* Work that is sent while what was sent before it is not answered yet. NULL, all three: the engine has no
   * link that it would be waited for.
   *
   * Whether the script can be sent so: it is one transaction of mighar's, and leaves the session as it was.
   */
  gboolean (*can_send)(MigharTarget *target, const MigharScript *script);

  /* Sends work of which the script can be sent, and waits for nothing; last: nothing is to be sent after it,
   * which saves a round trip. The work may be let go of after that. Nothing is executed, run or asked before
   * all is received. */
  void (*send)(MigharTarget *target, const MigharWork *work, gboolean last);

  /* Waits for the oldest that was sent and not received. outcome is overwritten; applied: it is done and
   * committed. If not, nothing is left of it, nothing that was sent after it is done, and nothing more is to
   * be received; but where the connection is lost, nobody knows what has become of this one. */
  void (*receive)(MigharTarget *target, MigharWorkOutcome *outcome);

  /* What was committed so far outlives a crash of the server from now on. Until then the last of it may be
   * lost, each transaction as a whole and none before those that were committed later. NULL: so it does at
   * once. */
  gboolean (*settle)(MigharTarget *target, GError **error);

  /* Exactly what execute would send, as a script with comments that tell messages and transactions apart. */
  GString *(*render)(MigharTarget *target, const MigharWork *work);

  /* Expressions for the seconds since the transaction (of "whole") began, and since the attempt did whose row
   * of the history a statement is about; "{started}" in them stands for when mighar began with it. Static. */
  const char *seconds;
  const char *elapsed;

  /* What follows a moment in UTC, so that a column of type moment takes it for one. Static. */
  const char *utc;

  /* An expression for the moment at which it is evaluated, for a column of type moment. Static. */
  const char *now;

  /* One migration at a time across processes. FALSE when somebody else still holds the lock after the time to
   * wait (with who that is), or on error. The lock ends with close at the latest. */
  gboolean (*lock)(MigharTarget *target, const MigharTargetLock *lock, GError **error);
  void (*unlock)(MigharTarget *target);

  /* Writes a copy of the whole database to the file, before anything is done. */
  gboolean (*backup)(MigharTarget *target, const char *file, GError **error);

  /* Objects that an interrupted statement left unusable: names as SQL understands them (char *), sorted. May
   * be NULL: the engine has no such thing. */
  GPtrArray *(*find_invalid)(MigharTarget *target, GError **error);

  /* The statement that mends one of them, for a message and for run outside of a transaction. Free with
   * g_free(). */
  char *(*mend_invalid)(MigharTarget *target, const char *name);

  /* The statement that removes one of them, so that what was interrupted can be run again. Free with
   * g_free(). */
  char *(*remove_invalid)(MigharTarget *target, const char *name);
  gboolean (*run_alone)(MigharTarget *target, const char *statement, GError **error);

  /* The URL of the database of this name on the server of url; with is_schema, of a schema of its database:
   * what names no schema means that one, and no other. Free with g_free(). NULL and MIGHAR_ERROR_USAGE where
   * the engine has no schemas. */
  char *(*sibling)(const char *url, const char *name, gboolean is_schema, GError **error);

  /* Where the log of changes is, and how much of it the slowest replica has done. May be NULL: the engine has
   * no replicas. */
  gboolean (*replication)(MigharTarget *target, MigharReplication *replication, GError **error);
};
