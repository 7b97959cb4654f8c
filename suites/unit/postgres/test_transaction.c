/* Scripts and transactions: those around them, those of their own, and what is undone when one fails. */
#include "scratch.h"

static void a_failure_undoes_its_transaction(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "CREATE TABLE t (a int); SELECT 1/0", TRUE, &outcome);
  assert_false(outcome.applied);
  assert_sql(*state, "to_regclass('t') IS NULL");
}

static void a_failure_leaves_what_had_no_transaction(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "CREATE TABLE t (a int); SELECT 1/0; CREATE TABLE u (a int)", FALSE, &outcome);
  assert_int_equal(outcome.completed, 1);
  assert_sql(*state, "to_regclass('t') IS NOT NULL AND to_regclass('u') IS NULL");
}

static void send_as_one_message(MigharScript *script)
{
  for (guint i = 0; i < script->statements->len; i++)
    g_array_index(script->statements, MigharStatement, i).batch = 0;
}

/* What golang-migrate does: PostgreSQL takes several commands in one message for one transaction. */
static void a_batch_is_one_transaction(void **state)
{
  static const struct {
    const char *sql;
    int failed;
    guint completed;
  } cases[] = {
      {"CREATE TABLE t (a int); CREATE TABLE u (a int); SELECT 1/0; SELECT 2", 2, 2},
      /* nothing of it is run when it cannot be read */
      {"CREATE TABLE t (a int); SELECT 2; SELEC 3", 2, 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(MigharScript) script = script_new(cases[i].sql, FALSE);
    g_auto(MigharOutcome) outcome = {0};
    send_as_one_message(script);
    assert_true(mighar_postgres_driver.execute(*state, script, &outcome, NULL));
    assert_false(outcome.applied);
    assert_int_equal(outcome.failed, cases[i].failed);
    assert_int_equal(outcome.completed, cases[i].completed);
    assert_sql(*state, "to_regclass('t') IS NULL");
  }
}

static void a_deferred_constraint_fails_at_the_commit(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  run(*state, "CREATE TABLE t (a int PRIMARY KEY, b int REFERENCES t DEFERRABLE INITIALLY DEFERRED)");
  execute(*state, "INSERT INTO t VALUES (1, 2)", TRUE, &outcome);
  assert_false(outcome.applied);
  assert_int_equal(outcome.failed, -1);
  assert_int_equal(outcome.completed, 1);
  assert_string_equal(outcome.code, "23503");
  assert_sql(*state, "NOT EXISTS (SELECT FROM t)");
}

static void some_statements_run_in_no_transaction(void **state)
{
  static const char *const scripts[] = {
      "CREATE INDEX CONCURRENTLY i ON t (a)", "VACUUM t", "CREATE DATABASE d",
      "ALTER SYSTEM SET work_mem = '8MB'",    "CALL p()", "SELECT 1; VACUUM"};
  run(*state, "CREATE TABLE t (a int)");
  run(*state, "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$");
  for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
    g_auto(MigharOutcome) outcome = {0};
    execute(*state, scripts[i], TRUE, &outcome);
    print_message("%s: %s\n", scripts[i], outcome.message);
    assert_true(outcome.transaction_forbidden);
  }
}

/* The same code, but no such refusal. */
static void a_late_isolation_level_is_something_else(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", TRUE, &outcome);
  assert_string_equal(outcome.code, "25001");
  assert_false(outcome.transaction_forbidden);
}

static void several_in_a_message_are_a_transaction_too(void **state)
{
  g_autoptr(MigharScript) script =
      script_new("CREATE TABLE t (a int); CREATE INDEX CONCURRENTLY i ON t (a)", FALSE);
  g_auto(MigharOutcome) outcome = {0};
  send_as_one_message(script);
  assert_true(mighar_postgres_driver.execute(*state, script, &outcome, NULL));
  assert_true(outcome.transaction_forbidden);
  assert_int_equal(outcome.failed, 1);
}

static void an_open_transaction_is_told_and_ended(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "SELECT 1; BEGIN; CREATE TABLE t (a int)", FALSE, &outcome);
  assert_false(outcome.applied);
  assert_true(outcome.transaction_open);
  assert_int_equal(outcome.failed, 1);
  assert_int_equal(outcome.completed, 3);
  assert_text(outcome.message, "*still open");
  assert_sql(*state, "to_regclass('t') IS NULL");
}

static void an_error_in_a_transaction_of_its_own_is_undone(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "BEGIN; CREATE TABLE t (a int); SELECT 1/0; COMMIT", FALSE, &outcome);
  assert_int_equal(outcome.failed, 2);
  assert_false(outcome.transaction_open);
  assert_sql(*state, "to_regclass('t') IS NULL");
}

static void its_own_transaction_is_run_as_written(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "BEGIN; CREATE TABLE t (a int); SAVEPOINT s; SELECT 2; ROLLBACK TO s; COMMIT", FALSE,
          &outcome);
  assert_true(outcome.applied);
  assert_sql(*state, "to_regclass('t') IS NOT NULL");
}

static void ending_the_wrapping_transaction_is_told(void **state)
{
  static const char *const scripts[] = {"SELECT 1; COMMIT; SELECT 2", "SELECT 1; ROLLBACK; SELECT 2",
                                        "SELECT 1; COMMIT", "SELECT 1; COMMIT AND CHAIN; SELECT 3"};
  for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
    g_auto(MigharOutcome) outcome = {0};
    execute(*state, scripts[i], TRUE, &outcome);
    print_message("%s: %s\n", scripts[i], outcome.message);
    assert_false(outcome.applied);
    assert_int_equal(outcome.failed, 1);
    assert_text(outcome.message, "the script ends the transaction*");
    assert_non_null(outcome.hint);
    assert_true(outcome.transaction_ended);
  }
}

/* What some scripts do to say something that cannot be said in a transaction. */
static void another_transaction_may_take_its_place(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "SELECT 1; COMMIT; BEGIN; CREATE TABLE t (a int)", TRUE, &outcome);
  assert_true(outcome.applied);
  assert_sql(*state, "to_regclass('t') IS NOT NULL");
}

static void savepoints_are_no_end(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "SAVEPOINT s; SELECT 1; ROLLBACK TO s; RELEASE s; BEGIN; SELECT 2", TRUE, &outcome);
  assert_true(outcome.applied);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(a_failure_undoes_its_transaction),
      on_a_database(a_failure_leaves_what_had_no_transaction),
      on_a_database(a_batch_is_one_transaction),
      on_a_database(a_deferred_constraint_fails_at_the_commit),
      on_a_database(some_statements_run_in_no_transaction),
      on_a_database(a_late_isolation_level_is_something_else),
      on_a_database(several_in_a_message_are_a_transaction_too),
      on_a_database(an_open_transaction_is_told_and_ended),
      on_a_database(an_error_in_a_transaction_of_its_own_is_undone),
      on_a_database(its_own_transaction_is_run_as_written),
      on_a_database(ending_the_wrapping_transaction_is_told),
      on_a_database(another_transaction_may_take_its_place),
      on_a_database(savepoints_are_no_end),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
