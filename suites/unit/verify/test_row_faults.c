/* An engine that fails while rows are written, read, taken away or asked about: no verdict is made up then,
 * and no database stays open. */
#include "chains.h"

#include <mighar/error.h>
#include <mighar/rows.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* The real driver of SQLite, with one of its calls about rows, or one of its copies, made to fail. */
static MigharDriver driver;
static MigharRowsDriver rows;
static const MigharDriver *real;
static guint calls, failing_call, open_databases;

static gboolean is_failing(GError **error)
{
  if (++calls != failing_call)
    return FALSE;
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "the server is gone");
  return TRUE;
}

static MigharDatabase *create(MigharServer *server, GError **error)
{
  MigharDatabase *database = real->create(server, error);
  open_databases += database != NULL;
  return database;
}

static MigharDatabase *copy(MigharDatabase *source, GError **error)
{
  MigharDatabase *database = is_failing(error) ? NULL : real->copy(source, error);
  open_databases += database != NULL;
  return database;
}

static void drop(MigharDatabase *database)
{
  open_databases -= database != NULL;
  real->drop(database);
}

static gboolean insert(MigharDatabase *database, const MigharInsert *inserts, guint n, gboolean *taken,
                       MigharRefusal *refusal, GError **error)
{
  return !is_failing(error) && real->rows->insert(database, inserts, n, taken, refusal, error);
}

static gboolean update(MigharDatabase *database, const MigharInsert *values, const MigharInsert *keys,
                       gboolean *taken, MigharRefusal *refusal, GError **error)
{
  return !is_failing(error) && real->rows->update(database, values, keys, taken, refusal, error);
}

static gboolean take_away(MigharDatabase *database, const MigharInsert *keys, guint n, gboolean *taken,
                          MigharRefusal *refusal, GError **error)
{
  return !is_failing(error) && real->rows->remove(database, keys, n, taken, refusal, error);
}

static gboolean begin(MigharDatabase *database, GError **error)
{
  return !is_failing(error) && real->rows->begin(database, error);
}

static const struct {
  const char *what, *up, *down, *check; /* which fails in the end */
} cases[] = {
    {"a row that makes the down fail", "ALTER TABLE t ADD COLUMN m TEXT",
     "CREATE TABLE u (n INTEGER CHECK (n < 3)); INSERT INTO u SELECT 9 FROM t WHERE m IS NOT NULL; DROP "
     "TABLE u;"
     "ALTER TABLE t DROP COLUMN m",
     "late-data"},
    {"a row that the down loses", "ALTER TABLE t ADD COLUMN m TEXT",
     "DELETE FROM t WHERE m IS NOT NULL; ALTER TABLE t DROP COLUMN m", "late-data"},
    {"a value that the down alters", "ALTER TABLE t ADD COLUMN m TEXT",
     "UPDATE t SET v = 'x' WHERE m IS NOT NULL; ALTER TABLE t DROP COLUMN m", "late-data"},
    {"rows that give way",
     "CREATE TABLE w (v TEXT CHECK (v = 'y')); INSERT INTO w SELECT v FROM t; DROP TABLE w", "SELECT 1",
     NULL},
};

static MigharEngineReport *run(guint i, GError **error)
{
  Scripts scripts[] = {
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT, n INTEGER NOT NULL UNIQUE)", "DROP TABLE t"},
      {cases[i].up, cases[i].down}};
  g_autoptr(MigharChain) chain = make_chain(scripts, G_N_ELEMENTS(scripts));
  calls = 0;
  return verify_with(&driver, chain, (MigharVerifyOptions){.seed = 1, .rows = 5}, error);
}

/* How many calls there are; and the case finds what it is about. */
static guint count_calls(guint i)
{
  g_autoptr(GError) error = NULL;
  failing_call = 0;
  g_autoptr(MigharEngineReport) report = run(i, &error);
  assert_null(error);
  g_autoptr(GPtrArray) checks = mighar_migration_report_checks(g_ptr_array_index(report->migrations, 1));
  for (guint c = 0; c < checks->len; c++) {
    const MigharCheckReport *check = g_ptr_array_index(checks, c);
    gboolean fails = g_strcmp0(check->check, cases[i].check) == 0;
    if ((check->verdict == MIGHAR_FAIL) != fails)
      fail_msg("%s: %s", cases[i].what, check->check);
  }
  return calls;
}

static guint count_unknown(const MigharEngineReport *report)
{
  MigharTally tally;
  mighar_tally_engine(report, &tally);
  return tally.of[MIGHAR_UNKNOWN];
}

static void test_faults(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    guint n = count_calls(i);
    assert_true(n > 3);
    for (failing_call = 1; failing_call <= n; failing_call++) {
      g_autoptr(GError) error = NULL;
      g_autoptr(MigharEngineReport) report = run(i, &error);
      if (report != NULL && count_unknown(report) == 0)
        fail_msg("%s: the failure of call %u of %u is not told", cases[i].what, failing_call, n);
      assert_true(report != NULL || error != NULL);
      assert_int_equal(open_databases, 0);
    }
  }
}

int main(void)
{
  real = mighar_driver_find("sqlite");
  driver = *real;
  rows = *real->rows;
  driver.create = create;
  driver.copy = copy;
  driver.drop = drop;
  driver.rows = &rows;
  rows.insert = insert;
  rows.update = update;
  rows.remove = take_away;
  rows.begin = begin;
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_faults)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
