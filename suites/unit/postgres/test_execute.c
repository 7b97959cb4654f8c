/* What becomes of scripts: every kind of outcome, and where the failure is. */
#include "scratch.h"

static void assert_text(const char *text, const char *pattern)
{
  if (text == NULL || !g_pattern_match_simple(pattern, text))
    fail_msg("'%s' is not like '%s'", text != NULL ? text : "(none)", pattern);
}

static void applies_in_a_transaction(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "CREATE TABLE t (a int); INSERT INTO t VALUES (1); SELECT * FROM t;", TRUE, &outcome);
  assert_true(outcome.applied);
  assert_int_equal(outcome.completed, 3);
  assert_int_equal(outcome.failed, -1);
  assert_null(outcome.message);
  assert_sql(*state, "(SELECT a = 1 FROM t)");
}

static void applies_without_one(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "CREATE TABLE t (a int);\nCREATE INDEX CONCURRENTLY i ON t (a);\nVACUUM t", FALSE,
          &outcome);
  assert_true(outcome.applied);
  assert_int_equal(outcome.completed, 3);
}

static void nothing_is_fine(void **state)
{
  for (int transaction = FALSE; transaction <= TRUE; transaction++) {
    g_auto(MigharOutcome) outcome = {0};
    execute(*state, "-- nothing\n;", transaction, &outcome);
    assert_true(outcome.applied);
    assert_int_equal(outcome.completed, 0);
  }
}

typedef struct {
  const char *sql;
  gboolean transaction;
  guint completed;
  int failed;
  gssize position;
  const char *code;
  const char *message;
} FailureCase;

static const FailureCase failures[] = {
    {"CREATE TABLE t (a int);\nINSERT INTO t VALUES ('x');", TRUE, 1, 1, 22, "22P02",
     "invalid input syntax *"},
    {"CREATE TABLE t (a int);\nINSERT INTO t VALUES ('x');", FALSE, 1, 1, 22, "22P02",
     "invalid input syntax *"},
    {"SELECT 1/0", TRUE, 0, 0, -1, "22012", "division by zero"},
    {"SELECT 1; SELECT 2; SELECT nothing", TRUE, 2, 2, 7, "42703", "column \"nothing\" does not exist"},
    /* characters are not bytes: the position is after the umlauts */
    {"SELECT 1 AS \"äöü\"; SELECT 'äöü€𝄞', nothing", TRUE, 1, 1, 24, "42703", "column \"nothing\" *"},
    /* the whole is not even read, and yet the first statement is the one that is told to be wrong */
    {"SELECT 1; CREATE TABLE t (a int; SELECT 3", TRUE, 1, 1, 21, "42601", "syntax error at or near \";\""},
    {"SELECT 1; SELEC 2", TRUE, 1, 1, 0, "42601", "syntax error at or near \"SELEC\""},
    {"SELECT nothing; SELEC 2", TRUE, 0, 0, 7, "42703", "column \"nothing\" *"},
    {"SELECT 1; SELECT 'x", TRUE, 1, 1, 7, "42601", "unterminated quoted string at or near \"'x\""},
    {"SELECT 1; SELECT (", TRUE, 1, 1, 8, "42601", "syntax error at end of input"},
    {"DO $$ BEGIN PERFORM 1/0; END $$", TRUE, 0, 0, -1, "22012", "division by zero"},
    {"DO $$\nBEGIN\n  SELEC 1;\nEND $$", TRUE, 0, 0, 14, "42601", "syntax error at or near \"SELEC\""},
    {"DO $$ BEGIN RAISE EXCEPTION E'two\\nlines'; END $$", TRUE, 0, 0, -1, "P0001", "two lines"},
};

static void failures_are_placed(void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS(failures); i++) {
    const FailureCase *expected = &failures[i];
    g_auto(MigharOutcome) outcome = {0};
    execute(*state, expected->sql, expected->transaction, &outcome);
    print_message("%s\n", expected->sql);
    assert_false(outcome.applied);
    assert_int_equal(outcome.completed, expected->completed);
    assert_int_equal(outcome.failed, expected->failed);
    assert_int_equal(outcome.position, expected->position);
    assert_string_equal(outcome.code, expected->code);
    assert_text(outcome.message, expected->message);
    assert_false(outcome.transaction_forbidden);
    assert_false(outcome.transaction_open);
    run(*state, "DROP TABLE IF EXISTS t");
  }
}

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

/* A format may take several commands for one statement: goose's StatementBegin. */
static void a_statement_may_be_several_commands(void **state)
{
  const char *sql = "SELECT 1; SELECT 2; SELECT nothing; SELECT 4";
  g_autoptr(MigharScript) script = script_new(sql, TRUE);
  g_auto(MigharOutcome) outcome = {0};
  MigharStatement *first = &g_array_index(script->statements, MigharStatement, 0);
  first->length = strlen("SELECT 1; SELECT 2;");
  g_array_remove_index(script->statements, 1);
  assert_true(mighar_postgres_driver.execute(*state, script, &outcome, NULL));
  assert_int_equal(outcome.failed, 1);
  assert_int_equal(outcome.position, 7);
}

static void the_engine_says_more(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  run(*state, "CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t VALUES (1)");
  execute(*state, "INSERT INTO t VALUES (1)", TRUE, &outcome);
  assert_string_equal(outcome.code, "23505");
  assert_text(outcome.detail, "Key (a)=(1) already exists.");
  assert_null(outcome.hint);
}

static void the_engine_says_where_and_advises(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "DO $$ BEGIN\n RAISE EXCEPTION 'no' USING HINT = 'try yes', DETAIL = 'ever'; END $$", TRUE,
          &outcome);
  assert_string_equal(outcome.hint, "try yes");
  assert_text(outcome.detail, "ever; in PL/pgSQL function inline_code_block line 2 at RAISE");
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

static void copy_from_stdin_is_refused(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  run(*state, "CREATE TABLE t (a int)");
  execute(*state, "SELECT 1; COPY t FROM STDIN; SELECT 2", TRUE, &outcome);
  assert_false(outcome.applied);
  assert_int_equal(outcome.failed, 1);
  assert_text(outcome.message, "*no rows to give to COPY*");
  assert_non_null(outcome.hint);
}

static void copy_to_stdout_is_drained(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "COPY (SELECT * FROM generate_series(1, 10000)) TO STDOUT; SELECT 2", TRUE, &outcome);
  assert_true(outcome.applied);
  assert_int_equal(outcome.completed, 2);
}

static gsize memory_in_use(void)
{
  g_autofree char *text = NULL;
  assert_true(g_file_get_contents("/proc/self/statm", &text, NULL, NULL));
  return strtoul(strchr(text, ' '), NULL, 10) * 4096;
}

static void many_rows_need_no_memory(void **state)
{
#ifdef __SANITIZE_ADDRESS__
  skip(); // which keeps memory that was freed
#endif
  gsize before = memory_in_use();
  run(*state, "SELECT g, repeat('x', 100) FROM generate_series(1, 300000) AS g");
  assert_in_range(memory_in_use(), 0, before + 20 * 1024 * 1024);
}

static void notices_are_swallowed(void **state)
{
  run(*state, "DO $$ BEGIN RAISE WARNING 'not on the terminal'; END $$; DROP TABLE IF EXISTS nowhere");
}

static void a_rule_that_selects_does_not_disturb_the_count(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  run(*state,
      "CREATE TABLE t (a int); CREATE RULE r AS ON INSERT TO t DO ALSO SELECT * FROM generate_series(1, 3)");
  execute(*state, "INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); SELECT nothing", TRUE, &outcome);
  assert_int_equal(outcome.failed, 2);
  assert_int_equal(outcome.completed, 2);
}

static void a_migration_may_end_its_own_connection(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "CREATE TABLE t (a int); SELECT pg_terminate_backend(pg_backend_pid()); SELECT 3", TRUE,
          &outcome);
  assert_false(outcome.applied);
  assert_int_equal(outcome.failed, 1);
  assert_text(outcome.message, "terminating connection*");
  assert_string_equal(outcome.code, "57P01");
  assert_sql(*state, "to_regclass('t') IS NULL");
}

static void a_crash_of_its_backend_is_its_own_affair(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  run(*state, "CREATE TABLE kept (a int)");
  execute(*state, "COPY (SELECT pg_backend_pid()) TO PROGRAM 'read pid; kill -9 $pid; sleep 1'", FALSE,
          &outcome);
  assert_false(outcome.applied);
  assert_text(outcome.message, "server closed the connection unexpectedly*");
  assert_sql(*state, "to_regclass('kept') IS NOT NULL");
  g_autoptr(MigharSnapshot) snapshot = mighar_postgres_driver.snapshot(*state, MIGHAR_READ_ANEW, NULL);
  assert_non_null(mighar_snapshot_find(snapshot, "table", "public.kept"));
}

static void an_observer_that_was_ended_is_replaced(void **state)
{
  g_autoptr(MigharSnapshot) before = mighar_postgres_driver.snapshot(*state, MIGHAR_READ_ANEW, NULL);
  assert_non_null(before);
  run(*state, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
              " AND backend_type = 'client backend'");
  GError *error = NULL;
  g_autoptr(MigharSnapshot) after = mighar_postgres_driver.snapshot(*state, MIGHAR_READ_ANEW, &error);
  assert_null(error);
  assert_true(mighar_snapshot_equal(before, after));
}

static void snapshots_hold_no_locks(void **state)
{
  run(*state, "CREATE TABLE t (a int)");
  g_autoptr(MigharSnapshot) snapshot = mighar_postgres_driver.snapshot(*state, MIGHAR_READ_ANEW, NULL);
  assert_non_null(snapshot);
  run(*state, "SET lock_timeout = '1s'; ALTER TABLE t ADD b int; DROP TABLE t");
}

static void time_is_measured(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "SELECT pg_sleep(0.05)", TRUE, &outcome);
  assert_in_range((long)(outcome.seconds * 1000), 50, 2000);
}

#define on_a_database(test) cmocka_unit_test_setup_teardown(test, open_database, close_database)

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(applies_in_a_transaction),
      on_a_database(applies_without_one),
      on_a_database(nothing_is_fine),
      on_a_database(failures_are_placed),
      on_a_database(a_failure_undoes_its_transaction),
      on_a_database(a_failure_leaves_what_had_no_transaction),
      on_a_database(a_batch_is_one_transaction),
      on_a_database(a_statement_may_be_several_commands),
      on_a_database(the_engine_says_more),
      on_a_database(the_engine_says_where_and_advises),
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
      on_a_database(copy_from_stdin_is_refused),
      on_a_database(copy_to_stdout_is_drained),
      on_a_database(many_rows_need_no_memory),
      on_a_database(notices_are_swallowed),
      on_a_database(a_rule_that_selects_does_not_disturb_the_count),
      on_a_database(a_migration_may_end_its_own_connection),
      on_a_database(a_crash_of_its_backend_is_its_own_affair),
      on_a_database(an_observer_that_was_ended_is_replaced),
      on_a_database(snapshots_hold_no_locks),
      on_a_database(time_is_measured),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
