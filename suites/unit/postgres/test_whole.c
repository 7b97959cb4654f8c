/* A schema read as a whole in a session that was asked in advance. */
#include "catalog.h"
#include "connections.h"
#include "whole.h"

static PGconn *connect_for_whole(MigharDatabase *database)
{
  g_autofree char *options = catalog_options();
  GError *error = NULL;
  PGconn *connection =
      server_connect(database_server((PostgresDatabase *)database), database->name, options, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  return connection;
}

static PGconn *open_catalog(MigharDatabase *database)
{
  PGconn *connection = connect_to(database);
  assert_true(catalog_prepare(connection, NULL));
  return connection;
}

static MigharSnapshot *read_catalog(PGconn *connection)
{
  MigharSnapshot *snapshot = catalog_read(connection, NULL, NULL);
  assert_non_null(snapshot);
  return snapshot;
}

static MigharSnapshot *look(MigharDatabase *database, MigharReading reading)
{
  GError *error = NULL;
  MigharSnapshot *snapshot = mighar_postgres_driver.snapshot(database, reading, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  return snapshot;
}

static void what_is_read_is_the_schema(void **state)
{
  Whole *whole = whole_new(connect_for_whole(*state));
  PGconn *all = open_catalog(*state);
  assert_non_null(whole);
  run(*state, "CREATE TABLE t (a integer PRIMARY KEY, b date DEFAULT '2020-01-31', c xml, d interval);"
              "CREATE VIEW v AS SELECT b + d AS e FROM t WHERE b > '2020-02-01'");
  g_autoptr(MigharSnapshot) expected = read_catalog(all), found = whole_read(whole, expected);
  assert_ptr_equal(found, expected);
  run(*state, "DROP VIEW v; ALTER TABLE t ADD f integer");
  g_autoptr(MigharSnapshot) now = read_catalog(all), then = whole_read(whole, expected);
  assert_false(mighar_snapshot_equal(now, expected));
  assert_true(mighar_snapshot_equal(now, then));
  session_close(all);
  whole_free(whole);
}

/* All that almost every schema needs, though there is next to nothing in this one. */
static void its_queries_are_prepared_in_advance(void **state)
{
  Whole *whole = whole_new(connect_for_whole(*state));
  PGconn *all = open_catalog(*state);
  g_autoptr(MigharSnapshot) expected = read_catalog(all), found = whole_read(whole, expected);
  assert_ptr_equal(found, expected);
  g_autoptr(PGconn) left = whole_leave(whole);
  g_autofree char *prepared = ask(left, "SELECT count(*) FROM pg_catalog.pg_prepared_statements");
  assert_string_equal(prepared, "11");
  session_close(all);
}

/* Whoever waits for all transactions that may see something else, waits for no answer to be read. */
static void nothing_is_held_while_nobody_reads(void **state)
{
  Whole *whole = whole_new(connect_for_whole(*state));
  PGconn *connection = connect_to(*state);
  g_autofree char *others =
      g_strdup_printf("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                      " AND pid <> pg_backend_pid() HAVING bool_and(state = 'idle')");
  wait_for(connection, others);
  PQfinish(connection);
  whole_free(whole);
}

static void a_session_that_was_ended_is_of_no_use(void **state)
{
  Whole *whole = whole_new(connect_for_whole(*state));
  PGconn *all = open_catalog(*state), *other = connect_to(*state);
  g_autoptr(MigharSnapshot) known = read_catalog(all);
  command(other, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                 " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  assert_null(whole_read(whole, known));
  assert_null(whole_read(whole, known));
  PQfinish(all);
  PQfinish(other);
  whole_free(whole);
}

/* Snapshots go on without it. */
static void a_database_does_without(void **state)
{
  PostgresDatabase *database = *state;
  for (guint i = 0; i < 2; i++) {
    g_autofree char *sql = g_strdup_printf("CREATE TABLE t%u (a integer)", i);
    run(*state, sql);
    g_autoptr(MigharSnapshot) changed = look(*state, MIGHAR_READ_CHANGES);
    g_autoptr(MigharSnapshot) whole = look(*state, MIGHAR_READ_ANEW);
    assert_true(mighar_snapshot_equal(changed, whole));
    run(*state, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }
  assert_null(database->whole);
}

#define on_a_database(test) cmocka_unit_test_setup_teardown(test, open_database, close_database)

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(what_is_read_is_the_schema),
      on_a_database(its_queries_are_prepared_in_advance),
      on_a_database(nothing_is_held_while_nobody_reads),
      on_a_database(a_session_that_was_ended_is_of_no_use),
      on_a_database(a_database_does_without),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
