/* What belongs to a server and to no database of it: roles, tablespaces, settings of roles, replication
 * slots. */
#pragma once

#include "answers.h"

typedef struct Shared Shared;

/* What there is now, as far as answers (NULL: none) do not know it. NULL and MIGHAR_ERROR_ENVIRONMENT. Free
 * with shared_free(). */
Shared *shared_read(PGconn *connection, Answers *answers, GError **error);

/* Removes everything that has come since, on a server that nobody else uses; its databases too.
 * MIGHAR_ERROR_ENVIRONMENT. */
gboolean shared_restore(const Shared *shared, PGconn *connection, GError **error);

/* Whether there are roles now that were not there then. */
gboolean shared_has_new_roles(const Shared *shared, PGconn *connection, gboolean *has, GError **error);

/* On a server that others use: notes the roles that are new and that this text, which has just been run,
 * names. */
gboolean shared_note_roles(Shared *shared, PGconn *connection, const char *text, GError **error);

/* Drops the roles that were noted, as far as nothing depends on them any more. */
gboolean shared_drop_noted_roles(Shared *shared, PGconn *connection, GError **error);

void shared_free(Shared *shared);

/* What all databases share, and how often it has changed, as a text. Free with g_free(). NULL and
 * MIGHAR_ERROR_ENVIRONMENT. */
char *shared_describe(PGconn *connection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shared, shared_free)
