/* Says why SQLite did not take a row. */
#pragma once

#include <mighar/rows.h>
#include <sqlite3.h>

/* What the connection says of what it did last. refusal is overwritten. */
void sqlite_explain_refusal(sqlite3 *connection, MigharRefusal *refusal);

/* Rows that together refer to some that are not there. */
void sqlite_refuse_reference(MigharRefusal *refusal);
