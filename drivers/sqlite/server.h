/* The one server there is, the library that mighar is linked with; and where the files of its databases are,
 * when other processes work on them. */
#pragma once

#include <mighar/driver.h>

typedef struct {
  MigharServer server; /* first, so that a pointer to one is a pointer to the other */
  char *directory;     /* of its own; NULL: databases are in memory */
  guint n_files;       /* how many were named in it */
} SqliteServer;

/* shared: with a directory. NULL and MIGHAR_ERROR_ENVIRONMENT. Free with sqlite_server_free(), which removes
 * the directory. */
MigharServer *sqlite_server_new(gboolean shared, GError **error);
void sqlite_server_free(gpointer server);

/* The path of a file that is not there yet. Free with g_free(). */
char *sqlite_server_new_file(SqliteServer *server);

/* Removes a database's file and those that SQLite keeps beside it. */
void sqlite_server_remove_file(const char *path);

/* MigharDriver.abandon() */
void sqlite_server_abandon(void);
