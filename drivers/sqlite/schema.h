/* Snapshots of a database: what is known of its schema, and until when that holds. */
#pragma once

#include <mighar/driver.h>
#include <sqlite3.h>

typedef struct SqliteSchema SqliteSchema;

/* NULL is allowed. */
void sqlite_schema_free(SqliteSchema *schema);

/* The connection is another one: its version says nothing about what is known. NULL is allowed. */
void sqlite_schema_forget_version(SqliteSchema *schema);

/* As MigharDriver.snapshot. */
MigharSnapshot *sqlite_snapshot(MigharDatabase *database, MigharReading reading, GError **error);

/* As MigharDriver.touched. */
gboolean sqlite_touched(MigharDatabase *database, MigharTouched *touched, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SqliteSchema, sqlite_schema_free)
