/* How to connect to a server: libpq's connection parameters, all but the database. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

typedef struct Parameters Parameters;

/* For a server of mighar's own: the socket in this directory, and nothing of what the environment says. */
Parameters *parameters_for_socket(const char *directory);

/* For a server that exists: a URL or a string of key=value, completed by libpq from PG* variables, the
 * service file and the password file. *database is set to the database that it names, or to "postgres". NULL
 * and MIGHAR_ERROR_ENVIRONMENT when it is neither; the message does not contain a password. */
Parameters *parameters_from_url(const char *url, char **database, GError **error);

/* Sets what the server is told of who connects: "mighar" if nothing else. */
void parameters_set_application(Parameters *parameters, const char *name);

/* Connects to the database; options are settings for the session ("-c name=value ..."), or NULL. Never NULL:
 * see PQstatus(). Free with PQfinish(). */
PGconn *parameters_connect(const Parameters *parameters, const char *database, const char *options);

/* The two halves of that, for who has something to do in between: the first one has asked the server, where
 * the connection is one to a socket; the second waits for its answer. */
PGconn *parameters_connect_begin(const Parameters *parameters, const char *database, const char *options);
void parameters_connect_end(const Parameters *parameters, PGconn *connection);

/* Why the connection could not be made: libpq's or the server's words on one line, without the password. Free
 * with g_free(). */
char *parameters_problem(const Parameters *parameters, const PGconn *connection);

/* Whether the server would take a connection. */
PGPing parameters_ping(const Parameters *parameters, const char *database);

/* A call of psql that connects to the database, without the password: what the connection was made to. Free
 * with g_free(). */
char *parameters_psql(const PGconn *connection, const char *database);

void parameters_free(Parameters *parameters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Parameters, parameters_free)
