/* Migrations as plain data. */
#include <mighar/migration.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char *transaction_of(MigharDialect dialect, const char *text, gboolean wrapped, gboolean at_once)
{
  g_autoptr(MigharScript) script = mighar_script_new("a.sql", 1, text, strlen(text));
  g_array_unref(script->statements);
  script->statements = mighar_sql_split(dialect, script->text, strlen(text), 1);
  script->transaction = wrapped;
  for (guint i = 0; at_once && i < script->statements->len; i++)
    g_array_index(script->statements, MigharStatement, i).batch = 0;
  return mighar_script_transaction(script, dialect);
}

static void a_script_has_one_kind_of_transaction(void **state)
{
  (void)state;
  const char *two = "SELECT 1; SELECT 2", *own = "BEGIN; SELECT 1; COMMIT";
  assert_string_equal(transaction_of(MIGHAR_DIALECT_POSTGRES, two, TRUE, TRUE), "wrapped");
  assert_string_equal(transaction_of(MIGHAR_DIALECT_POSTGRES, own, FALSE, TRUE), "own");
  assert_string_equal(transaction_of(MIGHAR_DIALECT_POSTGRES, two, FALSE, TRUE), "message");
  assert_string_equal(transaction_of(MIGHAR_DIALECT_POSTGRES, two, FALSE, FALSE), "none");
  assert_string_equal(transaction_of(MIGHAR_DIALECT_POSTGRES, "VACUUM", FALSE, TRUE), "none");
  assert_string_equal(transaction_of(MIGHAR_DIALECT_POSTGRES, "", FALSE, TRUE), "none");
  assert_string_equal(transaction_of(MIGHAR_DIALECT_SQLITE, two, FALSE, TRUE), "none");
}

static void directives_have_names(void **state)
{
  (void)state;
  assert_string_equal(mighar_directive_name(MIGHAR_DIRECTIVE_IRREVERSIBLE), "irreversible");
  assert_string_equal(mighar_directive_name(MIGHAR_DIRECTIVE_ALLOW), "allow");
  assert_string_equal(mighar_directive_name(MIGHAR_DIRECTIVE_LOSES), "loses");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_script_has_one_kind_of_transaction),
      cmocka_unit_test(directives_have_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
