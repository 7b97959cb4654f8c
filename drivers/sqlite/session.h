/* What a session keeps besides the database: whether anything of it has been changed.
 *
 * SQLite has no statement that gives a connection its first state back. It tells though, before each
 * statement is run, what that statement is going to do (sqlite3_set_authorizer()). A connection whose session
 * was never changed needs no reset; another one is replaced as a whole, so nothing can be forgotten. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

typedef struct {
  gboolean changed; /* a setting, a temporary object or an attached database may outlive the statement */
  gboolean schema_edited; /* sqlite_schema itself may have been written to, which SQLite does not check */
  /* These two are of the database, not of the connection: */
  GHashTable *written;   /* a set of names, as in snapshots, of tables that statements have written to */
  gboolean rows_unknown; /* rows may be others in any way */
} SqliteSession;

/* From now on notes in session what statements of the connection do to it. session must outlive the
 * connection; what it says of another connection is cleared. Settings of the whole process, which would be
 * mighar's own, are made to do nothing. */
void sqlite_session_watch(SqliteSession *session, sqlite3 *connection);

/* From now on written tells what is written from now on. */
void sqlite_session_begin_writing(SqliteSession *session);
void sqlite_session_clear(SqliteSession *session);
