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

PGconn *rows_session(PostgresDatabase *database, GError **error)
{
  if (database->writer != NULL && PQstatus(database->writer) != CONNECTION_OK)
    g_clear_pointer(&database->writer, session_close);
  answers_forget(server_answers(database_server(database)));
  database_rehearse(database);
  if (database->writer != NULL)
    return database->writer;
  database->transactions = 0;
  return database->writer =
             server_connect(database_server(database), database->base.name, session_writing, error);
}
