/* What every connection needs. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PGconn, PQfinish)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PGresult, PQclear)

/* The settings of a session that observes: only this keeps a database's own from deciding what is seen. */
extern const char session_observing[];

/* The settings of a session that writes and reads rows. */
extern const char session_writing[];

/* Runs one command or query that mighar itself needs. NULL and MIGHAR_ERROR_ENVIRONMENT with the server's
 * words when it fails. Free with PQclear(). */
PGresult *session_query(PGconn *connection, const char *sql, GError **error);

/* The same with parameters $1, $2 ..., as text; n of them. */
PGresult *session_query_with(PGconn *connection, const char *sql, guint n, const char *const *values,
                             GError **error);

/* The same of a statement that is prepared. */
PGresult *session_query_prepared(PGconn *connection, const char *name, guint n, const char *const *values,
                                 GError **error);

/* Runs a query whose rows are handed over one by one, each as a result of its own, and are not held. FALSE
 * and an error as above, perhaps after some rows. */
typedef void (*SessionRow)(const PGresult *row, void *data);
gboolean session_query_rows(PGconn *connection, const char *sql, SessionRow row, void *data, GError **error);

/* The same where no rows are wanted. */
gboolean session_command(PGconn *connection, const char *sql, GError **error);

/* Runs every row's first column as a command, in order; stops at the first that fails. */
gboolean session_run_rows(PGconn *connection, const PGresult *commands, GError **error);

/* The result of the next statement in the pipeline, and the end of its results. NULL when the connection is
 * lost. Free with PQclear(). */
PGresult *session_next_result(PGconn *connection);

/* The same of a query whose rows are handed over one by one, as of session_query_rows(): the result that ends
 * them, which holds none. */
PGresult *session_next_rows(PGconn *connection, SessionRow row, void *data);

/* Reads up to the end of the pipeline, whatever is left in it, so that the connection can be used again. */
void session_end_pipeline(PGconn *connection);

/* Closes the connection and waits until the server's process for it is gone, so that its database can be
 * copied or dropped at once: the server looks again only every 100 ms. NULL is allowed. */
void session_close(PGconn *connection);

/* The two halves of that, for who has something to do in between. What session_leave() returns is -1 or owed
 * to session_await_end(). */
int session_leave(PGconn *connection);
void session_await_end(int socket);
