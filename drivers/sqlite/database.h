/* Scratch databases: made, copied, removed, kept. The functions are those of MigharDriver. */
#pragma once

#include "connection.h"
#include "schema.h"
#include "server.h"
#include "session.h"

#include <mighar/driver.h>

struct SqliteDatabase {
  MigharDatabase database; /* first, so that a pointer to one is a pointer to the other */
  char *file;              /* that it is in; NULL: in memory */
  sqlite3 *connection; /* the only one; in no transaction between calls; NULL: not open, for one in a file */
  SqliteSession session;
  SqliteSchema *schema; /* what is known of it; NULL: that what is in it has not been read */
};

/* The connection, opened if it is not. The database keeps it. NULL and MIGHAR_ERROR_ENVIRONMENT. */
sqlite3 *sqlite_connection(SqliteDatabase *database, GError **error);

MigharDatabase *sqlite_create(MigharServer *server, GError **error);
MigharDatabase *sqlite_copy(MigharDatabase *source, GError **error);
void sqlite_drop(MigharDatabase *database);
char *sqlite_keep(MigharDatabase *database, GError **error);
gboolean sqlite_reset(MigharDatabase *database, GError **error);
char *sqlite_url(MigharDatabase *database, GError **error);
