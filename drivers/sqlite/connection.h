/* Connections to databases, and what can be done with a whole database. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* A connection to a new, empty database, with the library's own settings and foreign keys on. It is in memory
 * as far as SQLite's cache goes (2 MB), and so is what it sorts and could roll back; more than that is in
 * files without a name, which end with it (overflow.h). What it attaches or vacuums into is in memory. NULL
 * and MIGHAR_ERROR_ENVIRONMENT. Free with sqlite3_close(). */
sqlite3 *sqlite_open(GError **error);

/* The same to the database in the file, which is made where there is none; what it attaches is in files. */
sqlite3 *sqlite_open_file(const char *path, GError **error);

/* Makes the database of the connection to a copy of the one of source, page by page: contents, rowids,
 * user_version, application_id, encoding, page size and auto_vacuum. Neither is in a transaction.
 * MIGHAR_ERROR_ENVIRONMENT. */
gboolean sqlite_fill(sqlite3 *connection, sqlite3 *source, GError **error);

/* Writes the database to the file, which exists and is empty. MIGHAR_ERROR_ENVIRONMENT. */
gboolean sqlite_write(sqlite3 *connection, const char *path, GError **error);

/* Ends an open transaction, if there is one. MIGHAR_ERROR_ENVIRONMENT. */
gboolean sqlite_roll_back(sqlite3 *connection, GError **error);

/* Sets *error to what the connection says went wrong. doing: "cannot copy the database". */
void sqlite_set_error(GError **error, sqlite3 *connection, const char *doing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)
