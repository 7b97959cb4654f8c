/* Statements that write rows, one row at a time. */
#pragma once

#include <mighar/rows.h>
#include <sqlite3.h>

/* Each of these: FALSE, with refusal set, when SQLite did not take one of the rows; what came before it is
 * written then. */
gboolean sqlite_insert_rows(sqlite3 *connection, const MigharInsert *insert, MigharRefusal *refusal);
gboolean sqlite_update_row(sqlite3 *connection, const MigharInsert *values, const MigharInsert *keys,
                           MigharRefusal *refusal);
gboolean sqlite_remove_rows(sqlite3 *connection, const MigharInsert *keys, MigharRefusal *refusal);

/* Texts become numbers by the affinity of their column; SQLite knows no booleans. NULL is NULL. */
void sqlite_bind_value(sqlite3_stmt *statement, int place, MigharValueKind kind, const char *value);
