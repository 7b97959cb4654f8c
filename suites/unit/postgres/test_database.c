/* Scratch databases: what a session forgets, what a copy has, what is left behind. */
#include "scratch.h"

#include <glib/gstdio.h>
#include <pwd.h>
#include <unistd.h>

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

static MigharDatabase *copy_of(MigharDatabase *source)
{
  GError *error = NULL;
  MigharDatabase *copy = mighar_postgres_driver.copy(source, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  return copy;
}

static void a_copy_has_the_same_contents(void **state)
{
  MigharDatabase *source = *state;
  run(source, "CREATE TABLE t (a int); INSERT INTO t VALUES (1); SET work_mem = '1MB'");
  mighar_snapshot_unref(mighar_postgres_driver.snapshot(source, MIGHAR_READ_ANEW, NULL));
  MigharDatabase *copy = copy_of(source);
  assert_string_not_equal(copy->name, source->name);
  assert_sql(copy, "(SELECT a = 1 FROM t)");
  run(copy, "DROP TABLE t");
  assert_sql(source, "(SELECT a = 1 FROM t)");
  assert_sql(source, "current_setting('work_mem') = '4MB'");
  mighar_postgres_driver.drop(copy);
}

static void a_copy_is_like_its_source_outside_too(void **state)
{
  static const char *const settings[] = {
      "search_path = \"odd name\", public",
      "statement_timeout = '7s'",
      "default_transaction_read_only = off",
      "myapp.motto = 'it''s = ok'",
      "role = 'copier'",
      "session_preload_libraries = 'plpgsql'",
  };
  run(*state, "CREATE ROLE copier");
  for (guint i = 0; i < G_N_ELEMENTS(settings); i++) {
    g_autofree char *sql = g_strdup_printf("DO $do$ BEGIN EXECUTE format($f$ALTER DATABASE %%I SET %s$f$,"
                                           " current_database()); END $do$",
                                           settings[i]);
    run(*state, sql);
  }
  run(*state,
      "DO $do$ BEGIN"
      " EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database());"
      " EXECUTE format('GRANT CREATE ON DATABASE %I TO copier WITH GRANT OPTION', current_database());"
      " EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), 'it''s'); "
      " EXECUTE format('ALTER ROLE copier IN DATABASE %I SET work_mem = %L', current_database(), '2MB');"
      " EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 7 ', current_database()); "
      " EXECUTE format('ALTER DATABASE %I OWNER TO copier', current_database()); END $do$");
  MigharDatabase *copy = copy_of(*state);
  g_autofree char *same = g_strdup_printf(
      "SELECT count(*) = 2 AND count(DISTINCT (datdba, datacl::text, datconnlimit,"
      "  shobj_description(oid, 'pg_database'),"
      "  (SELECT string_agg(s, ',' ORDER BY s) FROM pg_db_role_setting, unnest(setconfig) s"
      "    WHERE setdatabase = d.oid AND setrole = 0),"
      "  (SELECT setconfig FROM pg_db_role_setting WHERE setdatabase = d.oid AND setrole <> 0))) = 1"
      "  FROM pg_database d WHERE datname IN ('%s', '%s')",
      copy->name, ((MigharDatabase *)*state)->name);
  MigharDatabase *judge = create_on(scratch_server());
  assert_sql(judge, same);
  mighar_postgres_driver.drop(copy);
  mighar_postgres_driver.drop(judge);
}

/* What CREATE DATABASE of the next one would trip over. */
static void a_database_is_dropped_whatever_holds_it(void **state)
{
  MigharDatabase *held = create_on(scratch_server());
  g_autofree char *gone =
      g_strdup_printf("NOT EXISTS (SELECT FROM pg_database WHERE datname = '%s')", held->name);
  run(held, "SELECT pg_create_logical_replication_slot('slot', 'pgoutput')");
  run(held, "CREATE SUBSCRIPTION subscription CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false)");
  mighar_postgres_driver.drop(held);
  g_free(mighar_postgres_driver.common(scratch_server(), NULL)); // who looks finds it dropped
  assert_sql(*state, gone);
  assert_sql(*state, "NOT EXISTS (SELECT FROM pg_replication_slots)");
}

#ifdef __linux__

static pid_t process_of(MigharDatabase *database)
{
  const MigharDriver *driver = &mighar_postgres_driver;
  g_autoptr(GPtrArray) number = driver->read_column(database, "SELECT pg_backend_pid()", NULL);
  assert_non_null(number);
  return (pid_t)atoi(g_ptr_array_index(number, 0));
}

/* On a machine with one processor there is nothing to see. */
static void its_processes_work_where_the_thread_does(void **state)
{
  cpu_set_t all, one, found;
  run(*state, "SELECT 1");
  assert_int_equal(sched_getaffinity(0, sizeof all, &all), 0);
  CPU_ZERO(&one);
  CPU_SET(sched_getcpu(), &one);
  assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
  run(*state, "SELECT 2");
  assert_int_equal(sched_getaffinity(process_of(*state), sizeof found, &found), 0);
  assert_true(CPU_EQUAL(&found, &one));
  assert_int_equal(sched_setaffinity(0, sizeof all, &all), 0);
  run(*state, "SELECT 3");
  assert_int_equal(sched_getaffinity(process_of(*state), sizeof found, &found), 0);
  assert_true(CPU_EQUAL(&found, &all));
}

#endif

/* What others write, and the checkpoints that their databases bring about, take nothing away of what is still
 * to be read of the log. */
static void what_was_touched_is_told_whatever_others_do(void **state)
{
  const MigharDriver *driver = &mighar_postgres_driver;
  g_auto(MigharTouched) before = {0}, after = {0};
  run(*state, "CREATE TABLE t (a int); CREATE TABLE u (a int)");
  g_autoptr(MigharSnapshot) snapshot = driver->snapshot(*state, MIGHAR_READ_CHANGES, NULL);
  assert_non_null(snapshot);
  assert_true(driver->touched(*state, &before, NULL));
  for (guint i = 0; i < 2; i++) {
    MigharDatabase *other = create_on(scratch_server());
    run(other, "CREATE TABLE large AS SELECT i FROM generate_series(1, 50000) AS i");
    driver->drop(other);
  }
  run(*state, "INSERT INTO t VALUES (1)");
  assert_true(driver->touched(*state, &after, NULL));
  assert_false(after.all);
  assert_true(g_hash_table_contains(after.tables, "public.t"));
  assert_int_equal(g_hash_table_size(after.tables), 1);
}

static void purge(void)
{
  GError *error = NULL;
  gboolean purged = mighar_postgres_driver.purge(scratch_server(), &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  assert_true(purged);
}

static void a_purge_removes_what_is_outside_of_databases(void **state)
{
  run(*state, "CREATE ROLE \"odd Role\" LOGIN; CREATE ROLE reader; GRANT reader TO \"odd Role\", postgres;"
              "GRANT pg_monitor TO postgres; ALTER ROLE postgres SET work_mem = '1MB';"
              "ALTER ROLE ALL SET work_mem = '2MB'; GRANT CONNECT ON DATABASE postgres TO reader;"
              "ALTER DATABASE postgres SET work_mem = '3MB'; ALTER ROLE reader IN DATABASE postgres SET "
              "work_mem = '3MB'");
  run(*state, "CREATE TABLE t (a int); ALTER TABLE t OWNER TO reader");
  run(*state, "ALTER SYSTEM SET work_mem = '5MB'; SELECT pg_reload_conf()");
  run(*state, "CREATE DATABASE \"another one\" IS_TEMPLATE true");
  run(*state, "SELECT pg_create_physical_replication_slot('physical')");
  run(*state, "SELECT pg_replication_origin_create('origin')");
  mighar_postgres_driver.drop(*state);
  purge();
  *state = create_on(scratch_server());
  assert_sql(*state, "NOT EXISTS (SELECT FROM pg_roles WHERE oid >= 16384)");
  assert_sql(*state, "NOT EXISTS (SELECT FROM pg_auth_members WHERE member >= 16384 OR member = 10)");
  assert_sql(*state, "NOT EXISTS (SELECT FROM pg_db_role_setting)");
  assert_sql(*state, "(SELECT count(*) = 4 FROM pg_database)");
  assert_sql(*state, "NOT EXISTS (SELECT FROM pg_replication_slots)");
  assert_sql(*state, "NOT EXISTS (SELECT FROM pg_replication_origin)");
  assert_sql(*state, "NOT EXISTS (SELECT FROM pg_file_settings WHERE sourcefile LIKE '%auto.conf')");
  run(*state, "SELECT pg_sleep(0.1)");
  reset(*state);
  assert_sql(*state, "current_setting('work_mem') = '4MB'");
}

/* Whether databases would tell that the script has changed what they share. */
static gboolean is_seen_elsewhere(const char *sql)
{
  g_autofree char *before = mighar_postgres_driver.common(scratch_server(), NULL);
  MigharDatabase *database = create_on(scratch_server());
  run(database, sql);
  mighar_postgres_driver.drop(database);
  g_autofree char *after = mighar_postgres_driver.common(scratch_server(), NULL);
  assert_non_null(before);
  assert_non_null(after);
  return !g_str_equal(before, after);
}

static void what_databases_share_is_told_even_if_it_was_undone(void **state G_GNUC_UNUSED)
{
  assert_false(
      is_seen_elsewhere("CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t VALUES (1); GRANT SELECT ON t "
                        "TO public; SELECT pg_export_snapshot()"));
  assert_true(is_seen_elsewhere("CREATE ROLE passing; DROP ROLE passing"));
  assert_true(is_seen_elsewhere("BEGIN; CREATE ROLE passing; ROLLBACK"));
  assert_true(
      is_seen_elsewhere("ALTER ROLE postgres SET work_mem = '1MB'; ALTER ROLE postgres RESET work_mem"));
  assert_true(is_seen_elsewhere("ALTER SYSTEM SET work_mem = '5MB'"));
  assert_true(is_seen_elsewhere("SELECT pg_create_physical_replication_slot('left')"));
  assert_true(is_seen_elsewhere("SELECT pg_replication_origin_create('left')"));
  purge();
  assert_false(is_seen_elsewhere("SELECT 1"));
}

static void a_purge_removes_tablespaces(void **state)
{
  g_autofree char *directory = g_dir_make_tmp("mighar-tablespace-XXXXXX", NULL);
  g_autofree char *sql = g_strdup_printf("CREATE TABLESPACE space LOCATION '%s'", directory);
  const struct passwd *user = getpwnam("postgres");
  if (geteuid() == 0)
    assert_int_equal(chown(directory, user->pw_uid, user->pw_gid), 0);
  run(*state, sql);
  run(*state, "CREATE TABLE t (a int)");
  mighar_postgres_driver.drop(*state);
  purge();
  *state = create_on(scratch_server());
  assert_sql(*state, "(SELECT count(*) = 2 FROM pg_tablespace)");
  assert_int_equal(g_rmdir(directory), 0);
}

static int shell(const char *format, ...) G_GNUC_PRINTF(1, 2);

static int shell(const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *command = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  print_message("$ %s\n", command);
  int status = system(command);
  return status;
}

/* Every command as a person would give it. The server of a kept database is that person's from then on. */
static void a_kept_database_is_there_until_it_is_removed(void **state)
{
  GError *error = NULL;
  run(*state, "CREATE TABLE t (a int)");
  run(*state, "CREATE ROLE keeper");
  g_autofree char *commands = mighar_postgres_driver.keep(copy_of(*state), &error);
  assert_null(error);
  g_auto(GStrv) lines = g_strsplit(commands, "\n", -1);
  assert_int_equal(g_strv_length(lines), 2);
  run(*state, "INSERT INTO t VALUES (1)");
  mighar_postgres_driver.drop(*state);
  purge();
  *state = create_on(scratch_server());
  assert_sql(*state, "NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'keeper')");
  assert_int_equal(shell("test \"$(%s -XAtc 'SELECT count(*) FROM t')\" = 0", lines[0]), 0);
  assert_int_equal(shell("%s", lines[1]), 0);
  assert_int_equal(shell("for i in $(seq 40); do %s -c '' 2>&- || exit 0; sleep 0.05; done; false", lines[0]),
                   0);
}

#define on_a_database(test) cmocka_unit_test_setup_teardown(test, open_database, close_database)

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(nothing_leaks_into_the_next_leg),
      on_a_database(a_session_lasts_where_nothing_speaks_against_it),
      on_a_database(settings_of_the_database_reach_the_next_leg),
      on_a_database(a_reset_without_a_session_is_nothing),
      on_a_database(a_broken_session_is_replaced),
      on_a_database(a_copy_has_the_same_contents),
      on_a_database(a_copy_is_like_its_source_outside_too),
      on_a_database(a_database_is_dropped_whatever_holds_it),
      on_a_database(what_was_touched_is_told_whatever_others_do),
#ifdef __linux__
      on_a_database(its_processes_work_where_the_thread_does),
#endif
      on_a_database(a_purge_removes_what_is_outside_of_databases),
      cmocka_unit_test(what_databases_share_is_told_even_if_it_was_undone),
      on_a_database(a_purge_removes_tablespaces),
      on_a_database(a_kept_database_is_there_until_it_is_removed),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
