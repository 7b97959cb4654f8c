/* Snapshots of one database, each made from the one before and what has changed since. */
#pragma once

#include "changes.h"
#include "whole.h"

typedef struct Incremental Incremental;

/* See changes_new(). */
Incremental *incremental_new(const char *directory, Answers *answers);
void incremental_free(Incremental *incremental);

/* What is known of a database that was made as a copy of this one's files since the last incremental_read()
 * (see changes_copy()); or NULL. */
Incremental *incremental_copy(const Incremental *incremental);

/* From here on there is another connection to the same database. */
void incremental_reconnected(Incremental *incremental);

/* The connection is one that catalog_set() has set. NULL and MIGHAR_ERROR_ENVIRONMENT. */
MigharSnapshot *incremental_read(Incremental *incremental, PGconn *connection, MigharReading reading,
                                 GError **error);

/* The same of MIGHAR_READ_ANEW in another session, whatever the connection is busy with. NULL: that one is of
 * no use. */
MigharSnapshot *incremental_read_whole(Incremental *incremental, Whole *whole);

/* Has the connection do what its next questions will need (catalog.h), once, without waiting for it, while
 * the schema holds next to nothing. For when nothing is asked of it for a while. */
void incremental_rehearse(Incremental *incremental, PGconn *connection);

/* Whether the schema holds next to nothing, as far as is known, so that what is asked in advance is answered
 * though nobody reads it. */
gboolean incremental_is_small(const Incremental *incremental);

/* MigharDriver.touched(). follow: something may have been written since the last snapshot or question. */
gboolean incremental_touched(Incremental *incremental, PGconn *connection, gboolean follow,
                             MigharTouched *touched, GError **error);

/* See changes_expect(). */
void incremental_expect(Incremental *incremental, const char *end);

/* See changes_may_have_children(). */
gboolean incremental_may_have_children(const Incremental *incremental, guint32 table);

/* See changes_note_sessions() and changes_keep_sessions(). */
gboolean incremental_note_sessions(Incremental *incremental);
gboolean incremental_keeps_sessions(Incremental *incremental);

/* See changes_keep_rows(). */
gboolean incremental_keeps_rows(Incremental *incremental);

/* How many snapshots have been read as a whole; for tests. */
guint incremental_whole(const Incremental *incremental);
