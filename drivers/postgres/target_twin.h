/* How to connect once more to where a connection already leads. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

/* The parameters of a connection, with the one host that it was made to, of several that may have been given.
 * Holds the password, if there is one. */
typedef struct TargetTwin TargetTwin;

TargetTwin *target_twin_of(const PGconn *connection);
void target_twin_free(TargetTwin *twin);

/* A second connection, of which the server is told that it is this application; in any thread. NULL when it
 * cannot be had: what it is for is left out then. Free with PQfinish(). */
PGconn *target_twin_connect(const TargetTwin *twin, const char *application);

/* The environment, taken over, in which a program of PostgreSQL's own connects there without being told
 * anything, passwords included. Free with g_strfreev(). */
char **target_twin_environment(const TargetTwin *twin, char **environment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TargetTwin, target_twin_free)
