/* A PostgreSQL server that scratch databases are made on: mighar's own, or one that exists. */
#pragma once

#include "answers.h"
#include "doomed.h"
#include "parameters.h"
#include "programs.h"

#include <mighar/driver.h>

typedef struct PostgresServer PostgresServer;

/* Starts a server from the programs, which it takes over, and does not wait for it; server_open() does. NULL
 * and MIGHAR_ERROR_ENVIRONMENT. */
PostgresServer *server_start(Programs *programs, GError **error);

/* A server that exists, not connected to yet. NULL and MIGHAR_ERROR_ENVIRONMENT when the url is none. */
PostgresServer *server_at(const char *url, GError **error);

/* Connects, and makes sure that the server will do. MIGHAR_ERROR_ENVIRONMENT with the server's words. */
gboolean server_open(PostgresServer *server, GError **error);

/* Whether it is mighar's own. */
gboolean server_is_own(const PostgresServer *server);

/* The data directory of mighar's own; NULL of others. */
const char *server_data_directory(const PostgresServer *server);

/* As in PQserverVersion(). */
int server_version(const PostgresServer *server);

/* Several threads may work on databases of one server; who uses the connection below, holds this meanwhile.
 * May be taken several times by one thread. */
GRecMutexLocker *server_lock(PostgresServer *server);

/* The connection for everything that is no migration, to a database that no migration sees. The server keeps
 * it. NULL and MIGHAR_ERROR_ENVIRONMENT when it was lost and cannot be had again. */
PGconn *server_administration(PostgresServer *server, GError **error);

/* A new connection to the database, with these settings for its session ("-c name=value ...") or NULL. Waits
 * for a server that is recovering from a crash. NULL and MIGHAR_ERROR_ENVIRONMENT. Free with session_close().
 */
PGconn *server_connect(PostgresServer *server, const char *database, const char *options, GError **error);

/* After a connection was lost: whether the server is still there, or is again. MIGHAR_ERROR_ENVIRONMENT when
 * it is gone for good. */
gboolean server_recover(PostgresServer *server, GError **error);

/* After an error: where the connection was lost with mighar's own server, that is told instead. */
void server_tell_end(PostgresServer *server, const PGconn *connection, GError **error);

/* The first database of mighar's own server, where it came with the server: nobody has worked in it. NULL:
 * there is none. Static. */
const char *server_take_spare(PostgresServer *server);

/* Sends for the sessions that the first user of the server's first database, which is there, wants one after
 * the other; of other databases nothing is done. server_connect() hands them over, or server_take_begun(). */
void server_begin_sessions(PostgresServer *server, const char *database);

/* Such a session, or NULL: as of begun_take(). *later: it has not come yet, and is to be asked for again. */
PGconn *server_take_begun(PostgresServer *server, const char *database, const char *options, gboolean *later);

/* Before the database is copied: ends connections to it that nobody has asked for yet. */
void server_leave(PostgresServer *server, const char *database);

/* What the server, and its first database, answer before anybody works on it; whoever begins to do so calls
 * answers_forget(). The server's; NULL: nothing is known, nor needs to be. */
Answers *server_answers(PostgresServer *server);

/* A name for a new database; free with g_free(). */
char *server_new_name(PostgresServer *server);

/* Has a database dropped that nobody in mighar is connected to any more: at once, or, on mighar's own server,
 * before the next one is made, the next script runs (a role cannot be dropped that something in the database
 * depends on) or anybody looks at what the server holds. sessions, DATABASE_SESSIONS of them or NULL, are
 * taken over. */
void server_drop(PostgresServer *server, const char *name, PGconn *const *sessions);

/* Drops what is still to be dropped. */
void server_drop_doomed(PostgresServer *server);

/* Lets the database, and the server if it is mighar's own, live on: the commands that connect to it and
 * remove it, one on each line. Free with g_free(). NULL and MIGHAR_ERROR_ENVIRONMENT. */
char *server_keep(PostgresServer *server, const char *name, GError **error);

/* Told after every script, so that roles can be traced to it. */
gboolean server_ran(PostgresServer *server, const char *text, GError **error);

/* MigharDriver.purge() */
gboolean server_purge(PostgresServer *server, GError **error);

/* Whether there are roles that migrations made. */
gboolean server_has_leftovers(PostgresServer *server, gboolean *has, GError **error);

/* MigharDriver.common() */
char *server_common(PostgresServer *server, GError **error);

void server_free(PostgresServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PostgresServer, server_free)
