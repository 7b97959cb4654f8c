/* Migrations as plain data. */
#include <mighar/migration.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char *transaction_of(const MigharEngine *engine, const char *text, gboolean wrapped,
                                  gboolean at_once)
{
  g_autoptr(MigharScript) script = mighar_script_new("a.sql", 1, text, strlen(text));
  g_array_unref(script->statements);
  script->statements = mighar_sql_split(engine->dialect, script->text, strlen(text), 1);
  script->transaction = wrapped;
  for (guint i = 0; at_once && i < script->statements->len; i++)
    g_array_index(script->statements, MigharStatement, i).batch = 0;
  return mighar_script_transaction(script, engine);
}

static void a_script_has_one_kind_of_transaction(void **state)
{
  (void)state;
  static const MigharEngine postgres = {.dialect = MIGHAR_DIALECT_POSTGRES, .one_message = TRUE},
                            sqlite = {.dialect = MIGHAR_DIALECT_SQLITE};
  const char *two = "SELECT 1; SELECT 2", *own = "BEGIN; SELECT 1; COMMIT";
  assert_string_equal(transaction_of(&postgres, two, TRUE, TRUE), "wrapped");
  assert_string_equal(transaction_of(&postgres, own, FALSE, TRUE), "own");
  assert_string_equal(transaction_of(&postgres, two, FALSE, TRUE), "message");
  assert_string_equal(transaction_of(&postgres, two, FALSE, FALSE), "none");
  assert_string_equal(transaction_of(&postgres, "VACUUM", FALSE, TRUE), "none");
  assert_string_equal(transaction_of(&postgres, "", FALSE, TRUE), "none");
  assert_string_equal(transaction_of(&sqlite, two, FALSE, TRUE), "none");
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
