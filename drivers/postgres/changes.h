/* What has changed in a database, as the server's write-ahead log tells it: by whatever statement, in
 * whatever session or transaction, nothing is missed. It takes the right to read the server's files. */
#pragma once

#include "answers.h"

#include <mighar/driver.h>

typedef struct Changes Changes;

/* directory: the data directory of the server where its files can be read; or NULL. answers: what is known of
 * the database, which stays the caller's; or NULL. Never NULL. */
Changes *changes_new(const char *directory, Answers *answers);
void changes_free(Changes *changes);

/* What is known of a database that was made as a copy of this one's files, at a time since the last
 * changes_seen() when nobody was connected to this one: the same, and what happens to it from now on. NULL
 * where that is not certain. No server is asked. */
Changes *changes_copy(Changes *changes);

/* From here on there is another connection. */
void changes_reconnected(Changes *changes);

/* The answer of WAL_SOURCE_END_QUERY, after all that is to be known at the next call of changes_follow(),
 * which need not ask then; "0" where all that is in the log's files already; NULL: it has to ask. */
void changes_expect(Changes *changes, const char *end);

/* What there is to know since the last call. FALSE and MIGHAR_ERROR_ENVIRONMENT when the connection is lost.
 */
gboolean changes_follow(Changes *changes, PGconn *connection, GError **error);

/* What there is to know is left for the next call of changes_follow(). */
void changes_pass_over(Changes *changes);

/* Which catalogs hold anything (present.h), as of the last changes_follow() or now. Free with
 * g_hash_table_unref(). NULL and MIGHAR_ERROR_ENVIRONMENT. */
GHashTable *changes_present(Changes *changes, PGconn *connection, GError **error);

/* Whether all has to be read anew. */
gboolean changes_unknown(const Changes *changes);

/* Whether texts of objects that hold names of others may have changed. */
gboolean changes_renamed(const Changes *changes);

/* A part of an object that may have changed. */
typedef struct {
  int number;
  gboolean gone; /* there is no such part now, and what tells its place of those behind it has changed */
} ChangedPart;

/* An object that may have changed. */
typedef struct {
  guint32 class, id;
  char letter;         /* see followed_may_tell(); 0: there is no such object now */
  const GArray *parts; /* ChangedPart: nothing else of it may have changed, until changes_seen(); NULL: all */
} ChangedObject;

/* What may have changed: an array of ChangedObject, each of them once. Free with g_array_unref(). */
GArray *changes_objects(const Changes *changes);

/* The schema has been read as of the last changes_follow(). */
void changes_seen(Changes *changes);

/* From here on, changes_keep_sessions() tells of changes. FALSE: it cannot. */
gboolean changes_note_sessions(Changes *changes);

/* Whether new sessions certainly begin as when that was noted: with the same settings of the database and its
 * roles, and the same languages. No server is asked. */
gboolean changes_keep_sessions(Changes *changes);

/* Whether it is certain that since the last changes_follow() no table has come, gone or got another name, and
 * none has lost a row; of what was committed with synchronous_commit on. No server is asked. */
gboolean changes_keep_rows(Changes *changes);

/* Whether the table of this id has, or may have, parts or children. No server is asked. */
gboolean changes_may_have_children(const Changes *changes, guint32 id);

/* Tables whose rows may have changed since the last call. */
gboolean changes_touched(Changes *changes, PGconn *connection, MigharTouched *touched, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Changes, changes_free)
