/* Databases in files that exist, opened to be read. The functions are those of MigharDriver. */
#pragma once

#include <mighar/driver.h>

gboolean sqlite_existing_is_database(const char *path);
MigharDatabase *sqlite_existing_open(const char *url, GError **error);
void sqlite_existing_close(MigharDatabase *database);
MigharSnapshot *sqlite_existing_observe(MigharDatabase *database, GError **error);
GPtrArray *sqlite_existing_read_column(MigharDatabase *database, const char *sql, GError **error);

/* "sqlite:a.db", "sqlite://a.db", "sqlite:///var/a.db?mode=rwc": what tools write, and their parameters are
 * for them. A path stays as it is. NULL when it is not spelled as a URL is. Free with g_free(). */
char *sqlite_existing_path(const char *url);

/* Whether the URL's parameters (https://www.sqlite.org/uri.html) say that nothing is to be written. */
gboolean sqlite_existing_only_reads(const char *url);
