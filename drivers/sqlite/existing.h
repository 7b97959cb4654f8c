/* Databases in files that exist, opened to be read. The functions are those of MigharDriver. */
#pragma once

#include <mighar/driver.h>

gboolean sqlite_existing_is_database(const char *path);
MigharDatabase *sqlite_existing_open(const char *url, GError **error);
void sqlite_existing_close(MigharDatabase *database);
MigharSnapshot *sqlite_existing_observe(MigharDatabase *database, GError **error);
GPtrArray *sqlite_existing_read_column(MigharDatabase *database, const char *sql, GError **error);
