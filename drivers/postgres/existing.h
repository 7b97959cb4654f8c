/* Databases that exist, opened to be read. The functions are those of MigharDriver. */
#pragma once

#include <mighar/driver.h>

MigharDatabase *existing_open(const char *url, GError **error);
void existing_close(MigharDatabase *database);
MigharSnapshot *existing_observe(MigharDatabase *database, GError **error);
GPtrArray *existing_read_column(MigharDatabase *database, const char *sql, GError **error);

extern const char *const existing_server_kinds[];
