/* What becomes of a script: applied or not, where it failed and why, and that no transaction stays open. */
#include "fixture.h"
#include "script_cases.h"

#include "database.h"

static gboolean matches(const char *pattern, const char *text)
{
  return pattern == NULL ? text == NULL : text != NULL && g_pattern_match_simple(pattern, text);
}

static gboolean is_expected(const ScriptCase *expected, const MigharOutcome *outcome)
{
  if (outcome->completed != expected->completed || outcome->applied != (expected->failed == NOT_FAILED))
    return FALSE;
  return outcome->applied ||
         (outcome->failed == expected->failed && outcome->position == expected->position &&
          matches(expected->message, outcome->message) && g_strcmp0(expected->code, outcome->code) == 0 &&
          outcome->transaction_forbidden == expected->forbidden &&
          outcome->transaction_open == expected->open && matches(expected->detail, outcome->detail));
}

static gboolean check_case(const ScriptCase *expected)
{
  void *database;
  open_database(&database);
  g_auto(MigharOutcome) outcome = {0};
  execute(database, expected->sql, expected->transaction, &outcome);
  gboolean as_expected = is_expected(expected, &outcome);
  if (!as_expected)
    print_error("%s\nfailed at %d, position %d: %s; %s (%s); completed %u, forbidden %d, open %d\n\n",
                expected->sql, outcome.failed, (int)outcome.position, outcome.message, outcome.detail,
                outcome.code, outcome.completed, outcome.transaction_forbidden, outcome.transaction_open);
  assert_true(sqlite3_get_autocommit(((SqliteDatabase *)database)->connection));
  close_database(&database);
  return as_expected;
}

static void test_outcomes(void **state)
{
  (void)state;
  guint failed = 0;
  for (guint i = 0; i < G_N_ELEMENTS(script_cases); i++)
    failed += !check_case(&script_cases[i]);
  assert_int_equal(failed, 0);
}

static void assert_tables(MigharDatabase *database, const char *expected)
{
  g_autoptr(MigharSnapshot) taken = snapshot(database);
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < taken->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(taken->objects, i);
    if (g_str_equal(object->kind, "table"))
      g_string_append_printf(names, "%s ", object->name);
  }
  assert_string_equal(names->str, expected);
}

/* What is there after a failure, with one transaction around the script and without. */
static void test_rollback(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "create table a(x); create table b(x); create table a(x)", TRUE, &outcome);
  assert_tables(*state, "");
  mighar_outcome_clear(&outcome);
  execute(*state, "create table a(x); create table b(x); create table a(x)", FALSE, &outcome);
  assert_tables(*state, "a b ");
  mighar_outcome_clear(&outcome);
  execute(*state, "create table c(x); begin; create table d(x)", FALSE, &outcome);
  assert_true(outcome.transaction_open);
  assert_tables(*state, "a b c ");
  mighar_outcome_clear(&outcome);
  execute(*state, "begin; create table d(x); create table d(x)", FALSE, &outcome);
  assert_tables(*state, "a b c ");
}

/* A statement as a format with a bad rule would cut it. */
static void execute_as_one(MigharDatabase *database, const char *sql, MigharOutcome *outcome)
{
  g_autoptr(MigharScript) script = script_new(sql, FALSE);
  g_array_set_size(script->statements, 0);
  MigharStatement all = {.start = 0, .length = strlen(sql), .line = 1, .column = 1};
  g_array_append_val(script->statements, all);
  GError *error = NULL;
  assert_true(mighar_sqlite_driver.execute(database, script, outcome, &error));
}

static void test_badly_cut(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute_as_one(*state, " ; -- x\n create table a(x); ;create table b(x); -- y", &outcome);
  assert_true(outcome.applied);
  assert_int_equal(outcome.completed, 1);
  assert_tables(*state, "a b ");
  mighar_outcome_clear(&outcome);
  execute_as_one(*state, "create table c(x); create table d(x; create table e(x)", &outcome);
  assert_false(outcome.applied);
  assert_int_equal(outcome.position, 35);
  assert_string_equal(outcome.message, "near \";\": syntax error");
  assert_tables(*state, "a b c ");
  mighar_outcome_clear(&outcome);
  execute_as_one(*state, "create trigger r insert on a begin select 1;", &outcome);
  assert_false(outcome.applied);
  assert_string_equal(outcome.message, "incomplete input");
}

/* The C interface gives a position of an error for what it is handed; the script's own text goes on behind
 * it. */
static void test_only_the_statement(void **state)
{
  const char *sql = "create table a(x) ; nonsense";
  g_autoptr(MigharScript) script = script_new(sql, FALSE);
  g_array_set_size(script->statements, 1);
  g_auto(MigharOutcome) outcome = {0};
  GError *error = NULL;
  assert_true(mighar_sqlite_driver.execute(*state, script, &outcome, &error));
  assert_true(outcome.applied);
  assert_true(outcome.seconds >= 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_outcomes),
      cmocka_unit_test_setup_teardown(test_rollback, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_badly_cut, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_only_the_statement, open_database, close_database),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
