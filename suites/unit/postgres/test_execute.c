/* What becomes of scripts: every kind of outcome, and where the failure is. */
#include "scratch.h"

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

static void time_is_measured(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "SELECT pg_sleep(0.05)", TRUE, &outcome);
  assert_in_range((long)(outcome.seconds * 1000), 50, 20000); // if it were milliseconds, 50000
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(applies_in_a_transaction),
      on_a_database(applies_without_one),
      on_a_database(nothing_is_fine),
      on_a_database(failures_are_placed),
      on_a_database(a_statement_may_be_several_commands),
      on_a_database(the_engine_says_more),
      on_a_database(the_engine_says_where_and_advises),
      on_a_database(copy_from_stdin_is_refused),
      on_a_database(copy_to_stdout_is_drained),
      on_a_database(many_rows_need_no_memory),
      on_a_database(notices_are_swallowed),
      on_a_database(a_rule_that_selects_does_not_disturb_the_count),
      on_a_database(time_is_measured),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
