/* A second up that gives other values, since it asks for chance, costs no further database; one whose values
 * may be counted from other rows does. */
#include "chains.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static MigharDriver driver;
static const MigharDriver *real;
static guint databases; /* that were made */

static MigharDatabase *create(MigharServer *server, GError **error)
{
  databases++;
  return real->create(server, error);
}

static MigharDatabase *copy(MigharDatabase *source, GError **error)
{
  databases++;
  return real->copy(source, error);
}

static guint count_databases(const char *up)
{
  g_autoptr(GError) error = NULL;
  Scripts scripts[] = {{"CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)", "DROP TABLE t"},
                       {up, "ALTER TABLE t DROP COLUMN x"}};
  g_autoptr(MigharChain) chain = make_chain(scripts, G_N_ELEMENTS(scripts));
  databases = 0;
  g_autoptr(MigharEngineReport) report =
      verify_with(&driver, chain, (MigharVerifyOptions){.seed = 1, .rows = 5}, &error);
  assert_null(error);
  MigharTally tally;
  mighar_tally_engine(report, &tally);
  assert_int_equal(tally.of[MIGHAR_FAIL] + tally.of[MIGHAR_WARN] + tally.of[MIGHAR_UNKNOWN], 0);
  return databases;
}

static void test_restorations(void **state G_GNUC_UNUSED)
{
  guint none = count_databases("ALTER TABLE t ADD COLUMN x TEXT; UPDATE t SET x = 'same'");
  assert_int_equal(count_databases("ALTER TABLE t ADD COLUMN x TEXT; UPDATE t SET x = hex(randomblob(8))"),
                   none);
  assert_true(count_databases("ALTER TABLE t ADD COLUMN x INTEGER; UPDATE t SET x = random()") > none);
}

int main(void)
{
  real = mighar_driver_find("sqlite");
  driver = *real;
  driver.create = create;
  driver.copy = copy;
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_restorations)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
