/* How far the server is with one long command, as its pg_stat_progress views tell. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

/* Asks on another connection: "CREATE INDEX on public.t: building index, 123 of 456 blocks (27 %)". NULL: the
 * process runs nothing that tells of its progress. Free with g_free(). */
char *target_progress_describe(PGconn *connection, int process);
