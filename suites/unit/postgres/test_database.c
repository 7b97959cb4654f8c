/* Scratch databases: what a copy has, where their processes work, how they are dropped and kept. */
#include "scratch.h"

#include <mighar/rows.h>

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

/* What is asked of a large schema while nobody waits for the answers fills the socket, and the server waits
 * with its snapshot open for them to be read: who waits for old snapshots would wait for ever. */
static void nothing_is_left_asked_while_a_script_runs(void **state)
{
  const MigharDriver *driver = &mighar_postgres_driver;
  run(*state, "DO $do$ BEGIN FOR i IN 1 .. 400 LOOP"
              " EXECUTE format('CREATE TABLE t%s (a int PRIMARY KEY, b text, c text, d text)', i);"
              " EXECUTE format('COMMENT ON COLUMN t%s.a IS %L', i, repeat('a comment ', 200));"
              " END LOOP; END $do$");
  mighar_snapshot_unref(driver->snapshot(*state, MIGHAR_READ_CHANGES, NULL));
  driver->drop(copy_of(*state)); // ends the sessions
  for (guint i = 0; i < 5; i++) {
    MigharRefusal refusal = {0};
    mighar_snapshot_unref(driver->snapshot(*state, MIGHAR_READ_CHANGES, NULL));
    assert_true(driver->rows->begin(*state, NULL));
    assert_true(driver->rows->end(*state, &refusal, NULL));
    ((MigharDatabase *)*state)->patience = 10;
    run(*state, "CREATE INDEX CONCURRENTLY ON t1 (b)");
  }
}

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

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(a_copy_has_the_same_contents),
      on_a_database(a_copy_is_like_its_source_outside_too),
      on_a_database(a_database_is_dropped_whatever_holds_it),
#ifdef __linux__
      on_a_database(its_processes_work_where_the_thread_does),
#endif
      on_a_database(nothing_is_left_asked_while_a_script_runs),
      on_a_database(what_was_touched_is_told_whatever_others_do),
      on_a_database(a_kept_database_is_there_until_it_is_removed),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
