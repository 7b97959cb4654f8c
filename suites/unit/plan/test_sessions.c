/* What a script leaves in its session. */
#include <mighar/plan.h>

#include <mighar/error.h>
#include <mighar/sql.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static gboolean check(const char *sql, GError **error)
{
  g_autoptr(MigharMigration) migration = mighar_migration_new("1", "x", "file.sql");
  migration->up = mighar_script_new("file.sql", 1, sql, strlen(sql));
  g_array_unref(migration->up->statements);
  migration->up->statements = mighar_sql_split(MIGHAR_DIALECT_POSTGRES, sql, strlen(sql), 1);
  g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(MigharRunnerStep));
  const MigharRunnerStep step = {.migration = migration, .direction = MIGHAR_UP};
  g_array_append_val(steps, step);
  return mighar_plan_check_sessions(steps, error);
}

static void refuses_what_lasts(void **state)
{
  (void)state;
  static const char *const scripts[] = {
      "SET search_path TO a",
      "set /* x */ role other",
      "SET SESSION AUTHORIZATION other",
      "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
      "RESET ALL",
      "CREATE TEMP TABLE a(b int)",
      "CREATE LOCAL TEMPORARY TABLE a(b int) ON COMMIT DELETE ROWS",
      "PREPARE a AS SELECT 1",
      "DEALLOCATE ALL",
      "DISCARD TEMP",
      "LISTEN a",
      "UNLISTEN *",
      "LOAD 'auto_explain'",
      "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
      "SELECT pg_advisory_lock(1)",
      "SELECT pg_catalog.pg_try_advisory_lock_shared(1)",
      "SELECT pg_catalog.set_config('search_path', '', false)",
  };
  for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *second = g_strconcat("SELECT 1;\n", scripts[i], ";\nSELECT 2;", NULL);
    assert_false(check(second, &error));
    assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
    assert_true(g_str_has_prefix(error->message, "file.sql:2: "));
  }
}

static void takes_what_ends_with_the_transaction(void **state)
{
  (void)state;
  static const char *const scripts[] = {
      "SET LOCAL search_path TO a",
      "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
      "SET CONSTRAINTS ALL IMMEDIATE",
      "PREPARE TRANSACTION 'a'",
      "CREATE TEMPORARY TABLE a ON COMMIT DROP AS SELECT 1",
      "CREATE TABLE temp(set int)",
      "CREATE FUNCTION f() RETURNS int SET search_path = a LANGUAGE sql AS 'SELECT pg_advisory_lock(1)'",
      "ALTER ROLE a SET search_path TO b",
      "DECLARE c CURSOR WITHOUT HOLD FOR SELECT 1",
      "SELECT pg_advisory_xact_lock(1)",
      "SELECT set_config('search_path', '', true)",
      "UPDATE t SET load = 'listen'",
      "",
  };
  for (guint i = 0; i < G_N_ELEMENTS(scripts); i++)
    assert_true(check(scripts[i], NULL));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(refuses_what_lasts),
      cmocka_unit_test(takes_what_ends_with_the_transaction),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
