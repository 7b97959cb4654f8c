#include "rows.h"

#include "session.h"

const MigharRowsDriver postgres_rows = {
    .tables = rows_tables,
    .begin = rows_begin,
    .undo = rows_undo,
    .expect_end = rows_expect_end,
    .read_ahead = rows_read_ahead,
    .end = rows_end,
    .insert = rows_insert,
    .update = rows_update,
    .remove = rows_remove,
    .read = rows_read,
    .generate = rows_generate,
    .count = rows_count,
};

/* Values are written out in one way whatever the database says; all else is as an application finds it. The
 * checks of foreign keys are planned once after each change of their tables, and not five times. */
static const char options[] =
    "-c client_encoding=UTF8 -c DateStyle=ISO -c IntervalStyle=postgres -c TimeZone=UTC"
    " -c extra_float_digits=3 -c bytea_output=hex -c standard_conforming_strings=on"
    " -c lc_monetary=C -c xmloption=content -c statement_timeout=0 -c lock_timeout=0"
    " -c default_transaction_read_only=off -c idle_in_transaction_session_timeout=0"
    " -c plan_cache_mode=force_generic_plan";

PGconn *rows_session(PostgresDatabase *database, GError **error)
{
  if (database->writer != NULL && PQstatus(database->writer) != CONNECTION_OK)
    g_clear_pointer(&database->writer, session_close);
  answers_forget(server_answers(database_server(database)));
  database_rehearse(database);
  if (database->writer != NULL)
    return database->writer;
  database->transactions = 0;
  return database->writer = server_connect(database_server(database), database->base.name, options, error);
}
