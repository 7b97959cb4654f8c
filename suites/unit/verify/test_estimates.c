/* Legs timed with more and more rows: which numbers of them, how often, and when no more. */
#include "chains.h"

#include <mighar/error.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

/* The real driver of SQLite, but for the time: it is what a script says, as seconds = factor * rows ^
 * exponent in a comment "takes FACTOR EXPONENT". */
static MigharDriver driver;
static const MigharDriver *real;
static guint copies, failing_copy; /* counted from 1; 0: none */
static guint open_databases;

static guint64 count_rows(MigharDatabase *database)
{
  g_autoptr(GPtrArray) counted = real->read_column(database, "SELECT count(*) FROM t", NULL);
  return counted != NULL ? g_ascii_strtoull(g_ptr_array_index(counted, 0), NULL, 10) : 0;
}

static gboolean execute(MigharDatabase *database, const MigharScript *script, MigharOutcome *outcome,
                        GError **error)
{
  const char *takes = strstr(script->text, "takes ");
  guint64 rows = takes != NULL ? count_rows(database) : 0;
  if (!real->execute(database, script, outcome, error))
    return FALSE;
  outcome->seconds = 0.001;
  if (takes != NULL) {
    char *exponent;
    double factor = g_ascii_strtod(takes + strlen("takes "), &exponent);
    outcome->seconds += factor * pow((double)rows, g_ascii_strtod(exponent, NULL));
  }
  return TRUE;
}

static MigharDatabase *create(MigharServer *server, GError **error)
{
  open_databases++;
  return real->create(server, error);
}

static MigharDatabase *copy(MigharDatabase *source, GError **error)
{
  if (++copies == failing_copy) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "the server is gone");
    return NULL;
  }
  open_databases++;
  return real->copy(source, error);
}

static void drop(MigharDatabase *database)
{
  open_databases -= database != NULL;
  real->drop(database);
}

static int set_up(void **state)
{
  (void)state;
  real = mighar_driver_find("sqlite");
  driver = *real;
  driver.execute = execute;
  driver.process = NULL;
  driver.create = create;
  driver.copy = copy;
  driver.drop = drop;
  return 0;
}

#define TABLE                                                                                                \
  {                                                                                                          \
    "create table t (id integer primary key, name text)", "drop table t"                                     \
  }

static guint64 always; /* what --rows asks for */

static MigharEngineReport *estimate(Scripts *scripts, guint n, guint64 rows)
{
  g_autoptr(MigharChain) chain = make_chain(scripts, n);
  g_autoptr(GError) error = NULL;
  const MigharVerifyOptions options = {.estimate_rows = rows, .seed = 1, .rows = always};
  MigharEngineReport *report = verify_with(&driver, chain, options, &error);
  if (report == NULL)
    fail_msg("%s", error->message);
  assert_int_equal(open_databases, 0);
  return report;
}

static const GPtrArray *estimates_of(const MigharEngineReport *report, guint migration)
{
  return ((const MigharMigrationReport *)g_ptr_array_index(report->migrations, migration))->estimates;
}

static const MigharEstimate *up_of(const MigharEngineReport *report, guint migration)
{
  const GPtrArray *estimates = estimates_of(report, migration);
  assert_non_null(estimates);
  assert_true(estimates->len > 0);
  const MigharEstimate *up = g_ptr_array_index(estimates, 0);
  assert_string_equal(up->leg, "up");
  return up;
}

static void assert_timed_with(const MigharEstimate *estimate, guint64 a, guint64 b, guint64 c)
{
  assert_int_equal(estimate->timings[0].rows, 5);
  assert_int_equal(estimate->timings[1].rows, a);
  assert_int_equal(estimate->timings[2].rows, b);
  assert_int_equal(estimate->timings[3].rows, c);
}

static void growth_is_named(void **state)
{
  (void)state;
  static Scripts scripts[] = {TABLE,
                              {"create index i on t (name) /* takes 1e-5 1 */", "drop index i"},
                              {"create index j on t (name) /* takes 1e-7 2 */", "drop index j"}};
  g_autoptr(MigharEngineReport) report = estimate(scripts, G_N_ELEMENTS(scripts), 10000);
  assert_null(report->not_estimated);
  assert_int_equal(up_of(report, 0)->growth, MIGHAR_GROWTH_CONSTANT);
  const MigharEstimate *linear = up_of(report, 1), *quadratic = up_of(report, 2);
  assert_timed_with(linear, 625, 2500, 10000);
  assert_int_equal(linear->growth, MIGHAR_GROWTH_LINEAR);
  assert_true(linear->least < 0.101 && linear->most > 0.101 && linear->most < 0.13);
  assert_int_equal(quadratic->growth, MIGHAR_GROWTH_WORSE);
  assert_true(quadratic->least < 10 && quadratic->most > 10);
  assert_int_equal(estimates_of(report, 1)->len, 2); /* and its down */
}

/* 6 s with 2,500 rows, so that 100 s with 10,000 are not waited for; nor are they by what comes after it. */
static void what_takes_too_long_is_left_out(void **state)
{
  (void)state;
  static Scripts scripts[] = {TABLE,
                              {"create index i on t (name) /* takes 1e-6 2 */", "drop index i"},
                              {"create index j on t (name) /* takes 1e-5 1 */", "drop index j"}};
  g_autoptr(MigharEngineReport) report = estimate(scripts, G_N_ELEMENTS(scripts), 10000);
  assert_null(report->not_estimated);
  assert_timed_with(up_of(report, 0), 625, 2500, 10000);
  const MigharEstimate *quadratic = up_of(report, 1);
  assert_timed_with(quadratic, 156, 625, 2500);
  assert_int_equal(quadratic->growth, MIGHAR_GROWTH_WORSE);
  assert_true(quadratic->least < 100 && quadratic->most > 100);
  assert_timed_with(up_of(report, 2), 156, 625, 2500);
}

static void what_is_asked_for_is_not_left_out(void **state)
{
  (void)state;
  static Scripts scripts[] = {TABLE, {"create index i on t (name) /* takes 1e-5 2 */", "drop index i"}};
  always = 3000;
  g_autoptr(MigharEngineReport) report = estimate(scripts, G_N_ELEMENTS(scripts), 3000);
  always = 0;
  assert_timed_with(up_of(report, 1), 187, 750, 3000);
  assert_true(up_of(report, 1)->timings[3].seconds > 80);
}

static void too_few_numbers_are_left(void **state)
{
  (void)state;
  static Scripts scripts[] = {TABLE,
                              {"create index i on t (name) /* takes 1e-7 3 */", "drop index i"},
                              {"create index j on t (name)", "drop index j"}};
  g_autoptr(MigharEngineReport) report = estimate(scripts, G_N_ELEMENTS(scripts), 10000);
  assert_string_equal(report->not_estimated,
                      "2 takes too long to be timed with more than 625 rows in each table");
  assert_non_null(estimates_of(report, 0));
  assert_null(estimates_of(report, 1));
  assert_null(estimates_of(report, 2));
}

/* No more rows than are asked for, as long as there are enough to be told apart. */
static void no_more_rows_than_asked_for(void **state)
{
  (void)state;
  static Scripts scripts[] = {TABLE};
  g_autoptr(MigharEngineReport) some = estimate(scripts, 1, 3000), few = estimate(scripts, 1, 1);
  assert_timed_with(up_of(some, 0), 187, 750, 3000);
  assert_timed_with(up_of(few, 0), 150, 600, 2400);
}

/* Rows that were made up are alike in a column that nobody has said to be unique. */
static void rows_give_way(void **state)
{
  (void)state;
  static Scripts scripts[] = {TABLE, {"create unique index i on t (name)", "drop index i"}};
  g_autoptr(MigharEngineReport) report = estimate(scripts, G_N_ELEMENTS(scripts), 3000);
  assert_null(report->not_estimated);
  assert_timed_with(up_of(report, 1), 187, 750, 3000);
}

static void what_fails_is_not_estimated(void **state)
{
  (void)state;
  static Scripts scripts[] = {TABLE,
                              {"create index i on missing (name)", "drop index i"},
                              {"create index j on t (name)", "nonsense"},
                              {"create index k on t (name)", "drop index k"}};
  g_autoptr(MigharEngineReport) report = estimate(scripts, G_N_ELEMENTS(scripts), 3000);
  assert_null(report->not_estimated);
  assert_int_equal(estimates_of(report, 1)->len, 0);
  assert_int_equal(estimates_of(report, 2)->len, 1);
  assert_int_equal(estimates_of(report, 3)->len, 2);
}

static void a_fault_ends_it_and_is_told(void **state)
{
  (void)state;
  static Scripts scripts[] = {TABLE, {"create index i on t (name)", "drop index i"}};
  copies = 0;
  mighar_engine_report_free(estimate(scripts, G_N_ELEMENTS(scripts), 3000));
  guint n_copies = copies;
  assert_true(n_copies > 10);
  copies = 0;
  failing_copy = n_copies;
  g_autoptr(MigharEngineReport) report = estimate(scripts, G_N_ELEMENTS(scripts), 3000);
  failing_copy = 0;
  assert_string_equal(report->not_estimated, "the server is gone");
  assert_non_null(estimates_of(report, 0));
  assert_null(estimates_of(report, 1));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(growth_is_named),
      cmocka_unit_test(what_takes_too_long_is_left_out),
      cmocka_unit_test(what_is_asked_for_is_not_left_out),
      cmocka_unit_test(too_few_numbers_are_left),
      cmocka_unit_test(no_more_rows_than_asked_for),
      cmocka_unit_test(rows_give_way),
      cmocka_unit_test(what_fails_is_not_estimated),
      cmocka_unit_test(a_fault_ends_it_and_is_told),
  };
  return cmocka_run_group_tests(tests, set_up, NULL);
}
