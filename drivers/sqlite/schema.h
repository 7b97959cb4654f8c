/* Snapshots of a database: what is known of its schema, and until when that holds. */
#pragma once

#include <mighar/driver.h>
#include <sqlite3.h>

typedef struct SqliteSchema SqliteSchema;
typedef struct SqliteDatabase SqliteDatabase; /* database.h */

/* Of a database that has nothing in it. */
SqliteSchema *sqlite_schema_new(void);

/* NULL is allowed. */
void sqlite_schema_free(SqliteSchema *schema);

/* The connection is another one: its version says nothing about what is known. NULL is allowed. */
void sqlite_schema_forget_version(SqliteSchema *schema);

/* As MigharDriver.snapshot. */
MigharSnapshot *sqlite_snapshot(MigharDatabase *database, MigharReading reading, GError **error);

/* As MigharDriver.touched. */
gboolean sqlite_touched(MigharDatabase *database, MigharTouched *touched, GError **error);

/* Before a script may change the database: has what there is read, unless it is known. Of a copy nothing is
 * at first, and most copies are only asked whether they take a row. FALSE and MIGHAR_ERROR_ENVIRONMENT. */
gboolean sqlite_schema_begin(SqliteDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SqliteSchema, sqlite_schema_free)
