#include <mighar/plan.h>

#include <mighar/error.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static MigharChain *make_chain(guint n)
{
  static const MigharFormatFacts facts = {.name = "test"};
  static const MigharEngine engine = {.name = "test"};
  MigharChain *chain = mighar_chain_new(&engine, &facts, "dir");
  for (guint i = 1; i <= n; i++) {
    g_autofree char *version = g_strdup_printf("%04u", i);
    MigharMigration *migration = mighar_migration_new(version, "x", "file.sql");
    migration->up = mighar_script_new("file.sql", 1, "", 0);
    g_ptr_array_add(chain->migrations, migration);
  }
  return chain;
}

/* "0001 0003" of steps. */
static char *versions(const GArray *steps)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < steps->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
                           g_array_index(steps, MigharRunnerStep, i).migration->version);
  return g_string_free(text, FALSE);
}

static void assert_steps(GArray *steps, const char *expected)
{
  g_autofree char *found = versions(steps);
  assert_string_equal(found, expected);
  g_array_unref(steps);
}

static void test_ups_are_what_is_not_applied(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharChain) chain = make_chain(4);
  const gboolean applied[] = {TRUE, FALSE, TRUE, FALSE};
  assert_steps(mighar_plan_up(chain, applied, 0, -1), "0002 0004");
  assert_steps(mighar_plan_up(chain, applied, 1, -1), "0002");
  assert_steps(mighar_plan_up(chain, applied, 0, 2), "0002");
  assert_steps(mighar_plan_up(chain, applied, 0, 0), "");
}

static void test_downs_go_backwards(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharChain) chain = make_chain(4);
  const gboolean applied[] = {TRUE, FALSE, TRUE, TRUE};
  assert_steps(mighar_plan_down(chain, applied, 0, -1), "0004 0003 0001");
  assert_steps(mighar_plan_down(chain, applied, 1, -1), "0004");
  assert_steps(mighar_plan_down(chain, applied, 0, 0), "0004 0003");
}

static void test_a_down_knows_what_is_below(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharChain) chain = make_chain(3);
  const gboolean applied[] = {TRUE, FALSE, TRUE};
  g_autoptr(GArray) steps = mighar_plan_down(chain, applied, 0, -1);
  assert_string_equal(g_array_index(steps, MigharRunnerStep, 0).before, "0001");
  assert_null(g_array_index(steps, MigharRunnerStep, 1).before);
}

static void test_versions_are_found_as_numbers(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharChain) chain = make_chain(3);
  g_autoptr(GError) error = NULL;
  int index = 7;
  assert_true(mighar_plan_find(chain, "2", &index, NULL));
  assert_int_equal(index, 1);
  assert_true(mighar_plan_find(chain, "0", &index, NULL));
  assert_int_equal(index, -1);
  assert_false(mighar_plan_find(chain, "9", &index, &error));
  assert_int_equal(index, -1);
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
}

static void test_downs_that_are_not_there_are_refused(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharChain) chain = make_chain(1);
  const gboolean applied[] = {TRUE};
  MigharMigration *migration = g_ptr_array_index(chain->migrations, 0);
  g_autoptr(GArray) steps = mighar_plan_down(chain, applied, 0, -1);
  g_autoptr(GError) error = NULL;
  assert_false(mighar_plan_check_downs(steps, TRUE, NULL));
  migration->down = mighar_script_new("file.sql", 1, "", 0);
  assert_true(mighar_plan_check_downs(steps, FALSE, NULL));
  g_ptr_array_add(migration->directives,
                  mighar_directive_new(MIGHAR_DIRECTIVE_IRREVERSIBLE, NULL, "it deletes", "file.sql", 3));
  assert_false(mighar_plan_check_downs(steps, FALSE, &error));
  assert_string_equal(
      error->message,
      "file.sql:3: 0001 is irreversible: it deletes\nhint: --force takes it down all the same");
  assert_true(mighar_plan_check_downs(steps, TRUE, NULL));
}

static void set_up(const MigharChain *chain, guint i, const char *text, gboolean transaction)
{
  MigharMigration *migration = g_ptr_array_index(chain->migrations, i);
  mighar_script_free(migration->up);
  migration->up = mighar_script_new("file.sql", 1, text, strlen(text));
  g_array_unref(migration->up->statements);
  migration->up->statements = mighar_sql_split(chain->engine->dialect, text, strlen(text), 1);
  migration->up->transaction = transaction;
}

static void test_scripts_that_cannot_be_recorded_are_refused(void **state G_GNUC_UNUSED)
{
  static const struct {
    const char *text;
    gboolean transaction;
    const char *message; /* NULL: it can be run */
  } rows[] = {
      {"SELECT 1;\nSAVEPOINT a;\nROLLBACK TO a;", TRUE, NULL},
      {"BEGIN;\nSELECT 1;\nCOMMIT;", FALSE, NULL},
      {"SELECT 1;\nCOMMIT;\nSELECT 2;", TRUE, "file.sql:2: the script ends the transaction around it"},
      {"SELECT 1;\nSELECT 2;\nROLLBACK;", TRUE, "file.sql:3: the script ends the transaction around it"},
      {"END", TRUE, "file.sql:1: the script ends the transaction around it"},
  };
  g_autoptr(MigharChain) chain = make_chain(2);
  const gboolean applied[] = {FALSE, FALSE};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GArray) steps = mighar_plan_up(chain, applied, 0, -1);
    g_autoptr(GError) error = NULL;
    set_up(chain, 1, rows[i].text, rows[i].transaction);
    assert_int_equal(mighar_plan_check(chain, steps, &error), rows[i].message == NULL);
    if (rows[i].message != NULL)
      assert_true(g_str_has_prefix(error->message, rows[i].message));
  }
}

static void test_what_its_tool_alone_can_run_is_refused(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharChain) chain = make_chain(2);
  const gboolean applied[] = {FALSE, TRUE};
  MigharMigration *first = g_ptr_array_index(chain->migrations, 0);
  g_autoptr(GArray) up = mighar_plan_up(chain, applied, 0, -1);
  g_autoptr(GArray) down = mighar_plan_down(chain, applied, 0, -1);
  assert_true(mighar_plan_check(chain, up, NULL));
  assert_false(mighar_plan_check(chain, down, NULL)); // there is none
  first->cannot_run = g_strdup("it is a program");
  assert_false(mighar_plan_check(chain, up, NULL));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ups_are_what_is_not_applied),
      cmocka_unit_test(test_downs_go_backwards),
      cmocka_unit_test(test_a_down_knows_what_is_below),
      cmocka_unit_test(test_versions_are_found_as_numbers),
      cmocka_unit_test(test_scripts_that_cannot_be_recorded_are_refused),
      cmocka_unit_test(test_what_its_tool_alone_can_run_is_refused),
      cmocka_unit_test(test_downs_that_are_not_there_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
