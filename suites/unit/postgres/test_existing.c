/* Databases that exist: what is read of them, in how many round trips, and that they stay as they are. */
#include "connections.h"

#include "catalog.h"
#include "parameters.h"

#include <stdio.h>

#define N_TABLES 2000
#define N_BATCH  250

/* The URL of a scratch database, with a password that nobody asks for. Free with g_free(). */
static char *url_of(MigharDatabase *database, const char *password)
{
  PGconn *administration = server_administration((PostgresServer *)database->server, NULL);
  g_autofree char *host = g_uri_escape_string(PQhost(administration), NULL, FALSE);
  return g_strdup_printf("postgresql://postgres:%s@/%s?host=%s", password, database->name, host);
}

static MigharDatabase *open_existing(MigharDatabase *scratch)
{
  GError *error = NULL;
  g_autofree char *url = url_of(scratch, "sesame");
  MigharDatabase *database = mighar_postgres_driver.open(url, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  return database;
}

static MigharSnapshot *observe(MigharDatabase *database)
{
  GError *error = NULL;
  MigharSnapshot *snapshot = mighar_postgres_driver.observe(database, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  return snapshot;
}

static void is_seen_as_a_scratch_database_is(void **state)
{
  run(*state, "CREATE TABLE t(a int PRIMARY KEY); CREATE VIEW v AS SELECT a FROM t");
  MigharDatabase *existing = open_existing(*state);
  g_autoptr(MigharSnapshot) expected = mighar_postgres_driver.snapshot(*state, MIGHAR_READ_ANEW, NULL);
  g_autoptr(MigharSnapshot) found = observe(existing);
  assert_true(mighar_snapshot_equal(expected, found));
  assert_string_equal(existing->name, ((MigharDatabase *)*state)->name);
  assert_string_equal(existing->server->version, scratch_server()->version);
  assert_null(strstr(existing->server->where, "sesame"));
  mighar_postgres_driver.close(existing);
}

static void nothing_can_be_written(void **state)
{
  GError *error = NULL;
  run(*state, "ALTER DATABASE postgres SET default_transaction_read_only = off; CREATE TABLE t(a text);"
              "INSERT INTO t VALUES ('x'), (NULL)");
  MigharDatabase *existing = open_existing(*state);
  assert_null(mighar_postgres_driver.read_column(existing, "DELETE FROM public.t RETURNING a", &error));
  assert_non_null(strstr(error->message, "read-only"));
  g_clear_error(&error);
  g_autoptr(GPtrArray) values =
      mighar_postgres_driver.read_column(existing, "SELECT a FROM public.t ORDER BY a", &error);
  assert_int_equal(values->len, 2);
  assert_string_equal(g_ptr_array_index(values, 0), "x");
  assert_null(g_ptr_array_index(values, 1));
  mighar_postgres_driver.close(existing);
}

static void no_password_is_told(void **state)
{
  static const char *const urls[] = {
      "postgresql://joe:sesame@127.0.0.1:1/app",
      "postgresql://joe:sesame@127.0.0.1:port/app",
      "postgresql://joe@127.0.0.1:1/app?password=sesame",
      "host=127.0.0.1 port=1 password=sesame",
  };
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(urls); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(mighar_postgres_driver.open(urls[i], &error));
    assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
    assert_null(strstr(error->message, "sesame"));
  }
  mighar_postgres_driver.close(NULL);
}

/* The definition of a materialized view is waited for until the other session commits; what is written out
 * after it, the trigger, is as it is by then, and what was read before it, the columns, is as it was. */
static void others_may_change_it_meanwhile(void **state)
{
  run(*state, "CREATE TABLE t(a int); CREATE MATERIALIZED VIEW m AS SELECT 1 AS x;"
              "CREATE TRIGGER r BEFORE UPDATE OF a ON t"
              "  FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()");
  MigharDatabase *existing = open_existing(*state);
  PGconn *other = database_session(*state, NULL);
  g_autoptr(PGconn) witness = connect_to(*state);
  assert_int_equal(PQsendQuery(other, "ALTER MATERIALIZED VIEW m RENAME x TO y; ALTER TABLE t RENAME a TO b;"
                                      "SELECT pg_sleep(0.6)"),
                   1);
  wait_for(witness, "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
  g_autoptr(MigharSnapshot) found = observe(existing);
  PGresult *result;
  while ((result = PQgetResult(other)) != NULL)
    PQclear(result);
  g_autoptr(MigharSnapshot) after = observe(existing);
  assert_non_null(mighar_snapshot_find(found, "column", "public.t.b"));
  assert_true(mighar_snapshot_equal(found, after));
  mighar_postgres_driver.close(existing);
}

/* How often the conversation turns from what mighar says to what the server says. */
static guint count_round_trips(const char *trace)
{
  g_auto(GStrv) lines = g_strsplit(trace, "\n", -1);
  guint n = 0;
  gboolean asked = FALSE;
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++) {
    gboolean asks = strstr(lines[i], "F\t") != NULL;
    n += asked && !asks;
    asked = asks;
  }
  return n;
}

static void make_tables(MigharDatabase *database, guint n)
{
  for (guint i = 0; i < n; i += N_BATCH) {
    g_autofree char *sql = g_strdup_printf(
        "DO $$ BEGIN FOR i IN %u..%u LOOP EXECUTE format('CREATE TABLE t%%1$s(id int PRIMARY KEY, a text NOT "
        "NULL, "
        "b numeric DEFAULT 0 CHECK (b > 0)); CREATE INDEX ON t%%1$s(a)', i); END LOOP; END $$",
        i, i + N_BATCH - 1);
    run(database, sql);
  }
}

static void a_large_schema_is_one_round_trip(void **state)
{
  make_tables(*state, N_TABLES);
  MigharDatabase *existing = open_existing(*state);
  PGconn *connection = ((PostgresDatabase *)existing)->observer;
  char *trace = NULL;
  size_t length = 0;
  FILE *stream = open_memstream(&trace, &length);
  GError *error = NULL;
  PQtrace(connection, stream);
  PQsetTraceFlags(connection, PQTRACE_SUPPRESS_TIMESTAMPS);
  g_autoptr(MigharSnapshot) snapshot = catalog_read(connection, NULL, &error);
  PQuntrace(connection);
  fclose(stream);
  assert_non_null(snapshot);
  assert_non_null(mighar_snapshot_find(snapshot, "table", "public.t1999"));
  guint round_trips = count_round_trips(trace);
  free(trace);
  assert_int_equal(round_trips, 1);
  mighar_postgres_driver.close(existing);
}

#define ON_DATABASE(test) cmocka_unit_test_setup_teardown(test, open_database, close_database)

int main(void)
{
  const struct CMUnitTest tests[] = {
      ON_DATABASE(is_seen_as_a_scratch_database_is), ON_DATABASE(nothing_can_be_written),
      ON_DATABASE(others_may_change_it_meanwhile),   ON_DATABASE(a_large_schema_is_one_round_trip),
      cmocka_unit_test(no_password_is_told),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
