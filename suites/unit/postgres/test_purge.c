/* What is outside of databases, which all of a server share: told, and removed. */
#include "scratch.h"

#include <glib/gstdio.h>
#include <pwd.h>
#include <unistd.h>

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

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(a_purge_removes_what_is_outside_of_databases),
      cmocka_unit_test(what_databases_share_is_told_even_if_it_was_undone),
      on_a_database(a_purge_removes_tablespaces),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
