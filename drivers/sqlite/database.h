/* Scratch databases: made, copied, removed, kept. The functions are those of MigharDriver. */
#pragma once

#include "connection.h"
#include "session.h"

#include <mighar/driver.h>

typedef struct {
  MigharDatabase database; /* first, so that a pointer to one is a pointer to the other */
  sqlite3 *connection;     /* the only one; in no transaction between calls */
  SqliteSession session;
} SqliteDatabase;

MigharDatabase *sqlite_create(MigharServer *server, GError **error);
MigharDatabase *sqlite_copy(MigharDatabase *source, GError **error);
void sqlite_drop(MigharDatabase *database);
char *sqlite_keep(MigharDatabase *database, GError **error);
gboolean sqlite_reset(MigharDatabase *database, GError **error);
