/* Scripts that leave something in their session are refused, where the engine says that they do. */
#include <mighar/plan.h>

#include <mighar/error.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *find_set(const char *statement, gsize length)
{
  return length >= 3 && strncmp(statement, "SET", 3) == 0 ? "do without" : NULL;
}

static gboolean check(const MigharEngine *engine, const char *sql, MigharDirection direction, GError **error)
{
  g_autoptr(MigharChain) chain = mighar_chain_new(engine, NULL, "dir");
  MigharMigration *migration = mighar_migration_new("1", "x", "file.sql");
  g_ptr_array_add(chain->migrations, migration);
  migration->up = mighar_script_new("file.sql", 1, sql, strlen(sql));
  g_array_unref(migration->up->statements);
  migration->up->statements = mighar_sql_split(engine->dialect, sql, strlen(sql), 1);
  g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(MigharRunnerStep));
  const MigharRunnerStep step = {.migration = migration, .direction = direction};
  g_array_append_val(steps, step);
  return mighar_plan_check_sessions(chain, steps, error);
}

static void names_the_statement(void **state)
{
  (void)state;
  const MigharEngine engine = {.dialect = MIGHAR_DIALECT_POSTGRES, .lasting = find_set};
  g_autoptr(GError) error = NULL;
  assert_false(check(&engine, "SELECT 1;\nSET a = b;\nSELECT 2;", MIGHAR_UP, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
  assert_true(g_str_has_prefix(error->message, "file.sql:2: "));
  assert_non_null(strstr(error->message, "do without"));
}

static void takes_what_leaves_nothing(void **state)
{
  (void)state;
  const MigharEngine engine = {.dialect = MIGHAR_DIALECT_POSTGRES, .lasting = find_set};
  assert_true(check(&engine, "SELECT 1; SELECT 'SET'", MIGHAR_UP, NULL));
  assert_true(check(&engine, "", MIGHAR_UP, NULL));
  assert_true(check(&engine, "SET a = b", MIGHAR_DOWN, NULL)); // there is no down
}

static void takes_everything_where_no_session_is_shared(void **state)
{
  (void)state;
  const MigharEngine engine = {.dialect = MIGHAR_DIALECT_POSTGRES};
  assert_true(check(&engine, "SET a = b", MIGHAR_UP, NULL));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_the_statement),
      cmocka_unit_test(takes_what_leaves_nothing),
      cmocka_unit_test(takes_everything_where_no_session_is_shared),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
