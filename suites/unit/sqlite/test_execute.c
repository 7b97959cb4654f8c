/* What becomes of a script: applied or not, where it failed and why, and that no transaction stays open. */
#include "fixture.h"

#include "database.h"

typedef struct {
  const char *sql;
  gboolean transaction;
  int failed; /* NOT_FAILED, COMMIT, or the index of the statement */
  gssize position;
  const char *message; /* a pattern, as of g_pattern_match_simple() */
  const char *code;
  guint completed;
  gboolean forbidden;
  gboolean open;
  const char *detail; /* a pattern, or NULL */
} Case;

enum { COMMIT = -1, NOT_FAILED = -2 };

#define ORPHAN                                                                                               \
  "create table p(id integer primary key);"                                                                  \
  "create table c(id integer primary key, p references p deferrable initially deferred);"

static const Case cases[] = {
    // applied
    {.sql = "", .failed = NOT_FAILED},
    {.sql = "", .transaction = TRUE, .failed = NOT_FAILED},
    {.sql = "create table t(a); insert into t values (1); select * from t",
     .failed = NOT_FAILED,
     .completed = 3},
    {.sql = "create table t(a); insert into t values (1)",
     .transaction = TRUE,
     .failed = NOT_FAILED,
     .completed = 2},
    {.sql = "begin; create table t(a); commit", .failed = NOT_FAILED, .completed = 3},
    {.sql = "savepoint s; create table t(a); release s", .failed = NOT_FAILED, .completed = 3},
    {.sql = "savepoint s; create table t(a)", .transaction = TRUE, .failed = NOT_FAILED, .completed = 2},
    {.sql = "pragma table_info(t); vacuum; pragma journal_mode = delete; select 1 union select 2",
     .failed = NOT_FAILED,
     .completed = 4},
    {.sql =
         "create table t(a); insert into t values (1), (2) returning a; explain select 1; reindex; analyze",
     .failed = NOT_FAILED,
     .completed = 5},
    {.sql = "attach 'x.db' as x; create table x.t(a); vacuum into 'y.db'; detach x",
     .failed = NOT_FAILED,
     .completed = 4},
    {.sql = ORPHAN "insert into c values (1, 7); insert into p values (7)",
     .transaction = TRUE,
     .failed = NOT_FAILED,
     .completed = 4},
    {.sql = "pragma writable_schema = on; update sqlite_schema set sql = sql; pragma writable_schema = off",
     .failed = NOT_FAILED,
     .completed = 3},

    // not understood
    {.sql = "create table t(a); selec 1",
     .failed = 1,
     .position = 0,
     .message = "near \"selec\": syntax error",
     .code = "SQLITE_ERROR",
     .completed = 1},
    {.sql = "create table t(a);\n\n create table u(a b c, , d)",
     .transaction = TRUE,
     .failed = 1,
     .position = 22,
     .message = "near \",\": syntax error",
     .code = "SQLITE_ERROR",
     .completed = 1},
    {.sql = "select nowhere", .position = 7, .message = "no such column: nowhere", .code = "SQLITE_ERROR"},
    {.sql = "select * from \xc3\xa4\xc3\xb6, b",
     .position = -1,
     .message = "no such table: *",
     .code = "SQLITE_ERROR"},
    {.sql = "create table t(a int", .position = -1, .message = "incomplete input", .code = "SQLITE_ERROR"},
    {.sql = "select 'abc", .position = 7, .message = "unrecognized token: \"'abc\"", .code = "SQLITE_ERROR"},
    {.sql = "select 'a\nb", .position = 7, .message = "unrecognized token: \"'a b\"", .code = "SQLITE_ERROR"},

    // failing
    {.sql = "create table t(a); create table t(a)",
     .failed = 1,
     .position = 13,
     .message = "table t already exists",
     .code = "SQLITE_ERROR",
     .completed = 1},
    {.sql = "create table t(a unique); insert into t values (1), (1)",
     .failed = 1,
     .position = -1,
     .message = "UNIQUE constraint failed: t.a",
     .code = "SQLITE_CONSTRAINT_UNIQUE",
     .completed = 1},
    {.sql = "create table t(a not null); insert into t values (null)",
     .failed = 1,
     .position = -1,
     .message = "NOT NULL constraint failed: t.a",
     .code = "SQLITE_CONSTRAINT_NOTNULL",
     .completed = 1},
    {.sql = "create table t(a constraint positive check(a > 0)); insert into t values (-1)",
     .failed = 1,
     .position = -1,
     .message = "CHECK constraint failed: positive",
     .code = "SQLITE_CONSTRAINT_CHECK",
     .completed = 1},
    {.sql = "create table t(a int) strict; insert into t values ('x')",
     .failed = 1,
     .position = -1,
     .message = "cannot store TEXT value in INT column t.a",
     .code = "SQLITE_CONSTRAINT_DATATYPE",
     .completed = 1},
    {.sql =
         "create table p(id integer primary key); create table c(p references p); insert into c values (7)",
     .failed = 2,
     .position = -1,
     .message = "FOREIGN KEY constraint failed",
     .code = "SQLITE_CONSTRAINT_FOREIGNKEY",
     .completed = 2},
    {.sql =
         "create table p(id integer primary key); create table c(p references p); insert into p values (1);"
         "insert into c values (1); drop table p",
     .transaction = TRUE,
     .failed = 4,
     .position = -1,
     .message = "FOREIGN KEY constraint failed",
     .code = "SQLITE_CONSTRAINT_FOREIGNKEY",
     .completed = 4},
    {.sql = "create table t(a); create trigger r insert on t begin select raise(abort, 'one\ntwo'); end;"
            "insert into t values (1)",
     .failed = 2,
     .position = -1,
     .message = "one two",
     .code = "SQLITE_CONSTRAINT_TRIGGER",
     .completed = 2},
    {.sql = "create table t(a); create trigger r insert on t begin select raise(rollback, 'back'); end;"
            "insert into t values (1)",
     .transaction = TRUE,
     .failed = 2,
     .position = -1,
     .message = "back",
     .code = "SQLITE_CONSTRAINT_TRIGGER",
     .completed = 2},
    {.sql = "create table t(a); pragma max_page_count = 1; create table u(a)",
     .failed = 2,
     .position = -1,
     .message = "database or disk is full",
     .code = "SQLITE_FULL",
     .completed = 2},
    {.sql = "select load_extension('x')",
     .position = -1,
     .message = "not authorized",
     .code = "SQLITE_ERROR"},
    {.sql = "create table t(a); begin; insert into t values (1); insert into u values (1); commit",
     .failed = 3,
     .position = -1,
     .message = "no such table: u",
     .code = "SQLITE_ERROR",
     .completed = 3},

    // at the end
    {.sql = ORPHAN "insert into c values (1, 7); insert into c values (2, 8)",
     .transaction = TRUE,
     .failed = COMMIT,
     .position = -1,
     .message = "FOREIGN KEY constraint failed",
     .code = "SQLITE_CONSTRAINT_FOREIGNKEY",
     .completed = 4,
     .detail = "table 'c', rowid 1, refers to a row that 'p' does not have; and 1 more"},
    {.sql = "create table p(id integer primary key);"
            "create table c(id int primary key, p references p deferrable initially deferred) without rowid; "
            "begin;"
            "insert into c values (1, 7); commit",
     .failed = 4,
     .position = -1,
     .message = "FOREIGN KEY constraint failed",
     .code = "SQLITE_CONSTRAINT_FOREIGNKEY",
     .completed = 4,
     .detail = "table 'c' refers to a row that 'p' does not have"},
    {.sql = "create table t(a); pragma writable_schema = on;"
            "update sqlite_schema set sql = 'create table t(a'; pragma writable_schema = off",
     .transaction = TRUE,
     .failed = COMMIT,
     .position = -1,
     .message = "malformed database schema (t) - incomplete input",
     .code = "SQLITE_CORRUPT",
     .completed = 4},

    {.sql = ORPHAN "create table d(p references p); insert into c values (1, 7); insert into d values (8)",
     .transaction = TRUE,
     .failed = 4,
     .position = -1,
     .message = "FOREIGN KEY constraint failed",
     .code = "SQLITE_CONSTRAINT_FOREIGNKEY",
     .completed = 4}, // the row that waits is not the one that fails

    // refused inside a transaction
    {.sql = "create table t(a); vacuum",
     .transaction = TRUE,
     .failed = 1,
     .position = -1,
     .message = "cannot VACUUM from within a transaction",
     .code = "SQLITE_ERROR",
     .completed = 1,
     .forbidden = TRUE},
    {.sql = "begin; vacuum",
     .failed = 1,
     .position = -1,
     .message = "cannot VACUUM from within a transaction",
     .code = "SQLITE_ERROR",
     .completed = 1,
     .forbidden = TRUE},
    {.sql = "begin",
     .transaction = TRUE,
     .position = -1,
     .message = "cannot start a transaction within a transaction",
     .code = "SQLITE_ERROR",
     .forbidden = TRUE},
    {.sql = "pragma synchronous = off",
     .transaction = TRUE,
     .position = -1,
     .message = "Safety level may not be changed inside a transaction",
     .code = "SQLITE_ERROR",
     .forbidden = TRUE},
    {.sql = "create temp table t(a); insert into t values (1); pragma temp_store = memory",
     .transaction = TRUE,
     .failed = 2,
     .position = -1,
     .message = "temporary storage cannot be changed from within a transaction",
     .code = "SQLITE_ERROR",
     .completed = 2,
     .forbidden = TRUE},
    {.sql = "attach 'x.db' as x; create table x.t(a); detach x",
     .transaction = TRUE,
     .failed = 2,
     .position = -1,
     .message = "database x is locked",
     .code = "SQLITE_ERROR",
     .completed = 2,
     .forbidden = TRUE},

    // left open
    {.sql = "create table t(a); begin immediate; create table u(a)",
     .failed = 1,
     .position = -1,
     .message = "* transaction *",
     .completed = 3,
     .open = TRUE},
    {.sql = "begin; create table t(a); commit; savepoint s; create table u(a)",
     .failed = 3,
     .position = -1,
     .message = "* transaction *",
     .completed = 5,
     .open = TRUE},

    // ended by the script itself
    {.sql = "create table t(a); commit; create table u(a)",
     .transaction = TRUE,
     .failed = 1,
     .position = -1,
     .message =
         "the script ends the transaction that is put around it, so that what follows is not undone when "
         "it fails",
     .completed = 3},
    {.sql = "commit",
     .failed = 0,
     .position = -1,
     .message = "cannot commit - no transaction is active",
     .code = "SQLITE_ERROR"},
    {.sql = "create table t(a); commit; begin; create table u(a)",
     .transaction = TRUE,
     .failed = NOT_FAILED,
     .completed = 4},
};

static gboolean matches(const char *pattern, const char *text)
{
  return pattern == NULL ? text == NULL : text != NULL && g_pattern_match_simple(pattern, text);
}

static gboolean is_expected(const Case *expected, const MigharOutcome *outcome)
{
  if (outcome->completed != expected->completed || outcome->applied != (expected->failed == NOT_FAILED))
    return FALSE;
  return outcome->applied ||
         (outcome->failed == expected->failed && outcome->position == expected->position &&
          matches(expected->message, outcome->message) && g_strcmp0(expected->code, outcome->code) == 0 &&
          outcome->transaction_forbidden == expected->forbidden &&
          outcome->transaction_open == expected->open && matches(expected->detail, outcome->detail));
}

static gboolean check_case(const Case *expected)
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
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    failed += !check_case(&cases[i]);
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
