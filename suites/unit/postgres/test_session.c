/* Sessions of scratch databases: what a leg leaves in one is gone in the next, and one that breaks is
 * replaced. */
#include "scratch.h"

/* A leg, and what must not be so any more in the next one. */
static const struct {
  const char *leg;
  const char *gone;
} leaks[] = {
    {"CREATE TEMP TABLE t (a int)", "to_regclass('pg_temp.t') IS NULL"},
    {"SET search_path = pg_catalog", "current_setting('search_path') = '\"$user\", public'"},
    {"BEGIN; SET LOCAL search_path = pg_catalog; COMMIT",
     "current_setting('search_path') = '\"$user\", public'"},
    {"SET work_mem = '1MB'", "current_setting('work_mem') = '4MB'"},
    {"SET myapp.tenant = 'x'", "current_setting('myapp.tenant', true) IS NULL"},
    {"SELECT set_config('myapp.tenant', 'x', false)", "current_setting('myapp.tenant', true) IS NULL"},
    {"DO $$ BEGIN EXECUTE 'SET LOCAL myapp.\"tenant\" = 1'; END $$",
     "current_setting('myapp.tenant', true) IS NULL"},
    {"PREPARE p AS SELECT 1", "NOT EXISTS (SELECT FROM pg_prepared_statements)"},
    {"BEGIN; DECLARE c CURSOR WITH HOLD FOR SELECT 1; COMMIT", "NOT EXISTS (SELECT FROM pg_cursors)"},
    {"LISTEN somebody", "NOT EXISTS (SELECT FROM pg_listening_channels())"},
    {"SELECT pg_advisory_lock(7)", "NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory')"},
    {"SET SESSION AUTHORIZATION leaker", "session_user = 'postgres' AND current_user = 'postgres'"},
    {"SET ROLE leaker", "current_user = 'postgres'"},
    {"CREATE SEQUENCE s; SELECT nextval('s')", "pg_sequence_last_value('s') = 1"},
    {"BEGIN; CREATE TABLE open (a int)", "to_regclass('open') IS NULL"},
};

static void nothing_leaks_into_the_next_leg(void **state)
{
  run(*state, "CREATE ROLE leaker");
  for (guint i = 0; i < G_N_ELEMENTS(leaks); i++) {
    g_auto(MigharOutcome) outcome = {0};
    print_message("%s\n", leaks[i].leg);
    reset(*state);
    execute(*state, leaks[i].leg, FALSE, &outcome);
    reset(*state);
    assert_sql(*state, leaks[i].gone);
  }
  reset(*state);
  run(*state, "DROP ROLE leaker");
}

static void a_session_lasts_where_nothing_speaks_against_it(void **state)
{
  run(*state, "CREATE TABLE backend AS SELECT pg_backend_pid() AS pid; CREATE TEMP TABLE t (a int)");
  reset(*state);
  assert_sql(*state, "(SELECT pid = pg_backend_pid() FROM backend)");
}

static void settings_of_the_database_reach_the_next_leg(void **state)
{
  static const char *const scopes[] = {"DATABASE %I", "ROLE postgres IN DATABASE %I"};
  for (guint i = 0; i < G_N_ELEMENTS(scopes); i++) {
    g_autofree char *sql =
        g_strdup_printf("DO $$ BEGIN EXECUTE format('ALTER %s SET search_path = app%u, public',"
                        " current_database()); END $$",
                        scopes[i], i);
    g_autofree char *expected = g_strdup_printf("current_setting('search_path') = 'app%u, public'", i);
    run(*state, sql);
    reset(*state);
    assert_sql(*state, expected);
  }
}

static void a_reset_without_a_session_is_nothing(void **state)
{
  reset(*state);
  reset(*state);
  run(*state, "SELECT 1");
}

static void a_broken_session_is_replaced(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "SELECT pg_terminate_backend(pg_backend_pid())", FALSE, &outcome);
  reset(*state);
  run(*state, "SELECT 1");
}

static void a_migration_may_end_its_own_connection(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "CREATE TABLE t (a int); SELECT pg_terminate_backend(pg_backend_pid()); SELECT 3", TRUE,
          &outcome);
  assert_false(outcome.applied);
  assert_int_equal(outcome.failed, 1);
  assert_text(outcome.message, "terminating connection*");
  assert_string_equal(outcome.code, "57P01");
  assert_sql(*state, "to_regclass('t') IS NULL");
}

static void a_crash_of_its_backend_is_its_own_affair(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  run(*state, "CREATE TABLE kept (a int)");
  execute(*state, "COPY (SELECT pg_backend_pid()) TO PROGRAM 'read pid; kill -9 $pid; sleep 1'", FALSE,
          &outcome);
  assert_false(outcome.applied);
  assert_text(outcome.message, "server closed the connection unexpectedly*");
  assert_sql(*state, "to_regclass('kept') IS NOT NULL");
  g_autoptr(MigharSnapshot) snapshot = mighar_postgres_driver.snapshot(*state, MIGHAR_READ_ANEW, NULL);
  assert_non_null(mighar_snapshot_find(snapshot, "table", "public.kept"));
}

static void an_observer_that_was_ended_is_replaced(void **state)
{
  g_autoptr(MigharSnapshot) before = mighar_postgres_driver.snapshot(*state, MIGHAR_READ_ANEW, NULL);
  assert_non_null(before);
  run(*state, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
              " AND backend_type = 'client backend'");
  GError *error = NULL;
  g_autoptr(MigharSnapshot) after = mighar_postgres_driver.snapshot(*state, MIGHAR_READ_ANEW, &error);
  assert_null(error);
  assert_true(mighar_snapshot_equal(before, after));
}

static void snapshots_hold_no_locks(void **state)
{
  run(*state, "CREATE TABLE t (a int)");
  g_autoptr(MigharSnapshot) snapshot = mighar_postgres_driver.snapshot(*state, MIGHAR_READ_ANEW, NULL);
  assert_non_null(snapshot);
  run(*state, "SET lock_timeout = '1s'; ALTER TABLE t ADD b int; DROP TABLE t");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(nothing_leaks_into_the_next_leg),
      on_a_database(a_session_lasts_where_nothing_speaks_against_it),
      on_a_database(settings_of_the_database_reach_the_next_leg),
      on_a_database(a_reset_without_a_session_is_nothing),
      on_a_database(a_broken_session_is_replaced),
      on_a_database(a_migration_may_end_its_own_connection),
      on_a_database(a_crash_of_its_backend_is_its_own_affair),
      on_a_database(an_observer_that_was_ended_is_replaced),
      on_a_database(snapshots_hold_no_locks),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
