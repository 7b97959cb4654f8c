/* Who is in the way of a process of the server. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

/* Asks on another connection what the process waits for. NULL: for nobody; else a sentence without end that
 * names the blockers, what they run or ran last and how long they have been at it. Free with g_free(). */
char *target_blockers_describe(PGconn *connection, int process);
