/* Says in an outcome what SQLite said about a failure. */
#pragma once

#include <mighar/driver.h>
#include <sqlite3.h>

/* A statement that SQLite does not understand. What was prepared starts at offset in a text of length bytes.
 */
void failure_of_prepare(sqlite3 *connection, gsize offset, gsize length, MigharOutcome *outcome);

/* A statement that failed while it ran. */
void failure_of_step(sqlite3 *connection, sqlite3_stmt *statement, MigharOutcome *outcome);

/* A script that came to its end inside a transaction. */
void failure_of_open_transaction(MigharOutcome *outcome);

/* A script that ended the transaction around it, and began no other. */
void failure_of_ended_transaction(MigharOutcome *outcome);
