#include "whole.h"

#include "catalog.h"
#include "present.h"
#include "session.h"

struct Whole {
  PGconn *connection;
  CatalogPrepared prepared;
  gboolean rehearses; /* its answers are still to be read */
};

static const char present[] = "present";

/* What follows the question is a transaction of its own. */
static gboolean rehearse(Whole *whole)
{
  g_autofree char *sql = present_sql(whole->connection);
  return PQenterPipelineMode(whole->connection) && PQsendPrepare(whole->connection, present, sql, 0, NULL) &&
         PQsendQueryPrepared(whole->connection, present, 0, NULL, NULL, NULL, 0) &&
         PQpipelineSync(whole->connection) && catalog_rehearse_present(whole->connection, &whole->prepared);
}

Whole *whole_new(PGconn *connection)
{
  Whole *whole = g_new0(Whole, 1);
  whole->connection = connection;
  whole->prepared.whole = g_hash_table_new(NULL, NULL);
  whole->rehearses = rehearse(whole);
  if (!whole->rehearses)
    g_clear_pointer(&whole, whole_free);
  return whole;
}

static void end_rehearsal(Whole *whole)
{
  if (!whole->rehearses)
    return;
  whole->rehearses = FALSE;
  PQclear(session_next_result(whole->connection));
  PQclear(session_next_result(whole->connection));
  PQclear(PQgetResult(whole->connection)); // of the end of the question
  catalog_end_present(whole->connection, &whole->prepared);
}

MigharSnapshot *whole_read(Whole *whole, MigharSnapshot *known)
{
  end_rehearsal(whole);
  g_autoptr(PGresult) answer = session_query_prepared(whole->connection, present, 0, NULL, NULL);
  if (answer == NULL)
    return NULL;
  g_autoptr(GHashTable) there = present_read(answer);
  return catalog_read_present(whole->connection, &whole->prepared, there, known, NULL);
}

PGconn *whole_leave(Whole *whole)
{
  if (whole == NULL)
    return NULL;
  PGconn *connection = whole->connection;
  g_hash_table_unref(whole->prepared.whole);
  g_free(whole);
  return connection;
}

void whole_free(Whole *whole)
{
  session_close(whole_leave(whole));
}
