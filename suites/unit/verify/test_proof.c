/* Snapshots made of changes that are not what is in the database: mighar's own mistake, and told as such. */
#include "chains.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const MigharDriver *real;
static MigharDriver driver;
static guint n_changes, n_anew;       /* snapshots so far */
static guint first_stale, last_stale; /* of those made of changes; from 1 */

/* A detector that has missed a table: what is read of changes is as if it had never been made, until the
 * schema is read anew. */
static gboolean is_stale;

static MigharSnapshot *without_table(MigharSnapshot *snapshot, const char *name)
{
  g_autoptr(GPtrArray) removed = g_ptr_array_new();
  for (guint i = 0; i < snapshot->objects->len; i++) {
    MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (g_str_equal(object->name, name) || g_strcmp0(object->parent, name) == 0)
      g_ptr_array_add(removed, object);
  }
  MigharSnapshot *without = mighar_snapshot_merge(snapshot, removed, NULL);
  mighar_snapshot_unref(snapshot);
  return without;
}

static MigharSnapshot *snapshot(MigharDatabase *database, MigharReading reading, GError **error)
{
  MigharSnapshot *read = real->snapshot(database, reading, error);
  if (reading == MIGHAR_READ_ANEW) {
    n_anew++;
    is_stale = FALSE;
    return read;
  }
  n_changes++;
  if (n_changes == first_stale)
    is_stale = TRUE;
  if (n_changes > last_stale)
    is_stale = FALSE;
  return is_stale ? without_table(read, "b") : read;
}

static Scripts scripts[] = {
    {"create table a (id int)", "drop table a"},
    {"create table b (id int)", "drop table b"},
    {"create table c (id int)", "drop table c"},
};

static MigharEngineReport *run(MigharSnapshots snapshots, guint first, guint last)
{
  n_changes = n_anew = 0;
  first_stale = first;
  last_stale = last;
  is_stale = FALSE;
  g_autoptr(MigharChain) chain = make_chain(scripts, G_N_ELEMENTS(scripts));
  return verify_with(&driver, chain, (MigharVerifyOptions){.snapshots = snapshots}, NULL);
}

static int set_up(void **state)
{
  (void)state;
  real = mighar_driver_find("sqlite");
  driver = *real;
  driver.snapshot = snapshot;
  return 0;
}

static void nothing_is_said_where_all_is_well(void **state)
{
  (void)state;
  g_autoptr(MigharEngineReport) report = run(MIGHAR_SNAPSHOTS_INCREMENTAL, 0, 0);
  assert_null(find_check_in(report->checks, "snapshot"));
  assert_int_equal(n_anew, 3); /* before the descent, at its bottom and after it */
}

static void full_reads_anew_alone(void **state)
{
  (void)state;
  g_autoptr(MigharEngineReport) report G_GNUC_UNUSED = run(MIGHAR_SNAPSHOTS_FULL, 0, 0);
  assert_int_equal(n_changes, 0);
  assert_true(n_anew > 9);
}

static void verify_reads_both_ways_each_time(void **state)
{
  (void)state;
  g_autoptr(MigharEngineReport) report = run(MIGHAR_SNAPSHOTS_VERIFY, 0, 0);
  assert_true(n_changes > 9);
  assert_int_equal(n_anew, n_changes);
  assert_null(find_check_in(report->checks, "snapshot"));
}

static void assert_doubt(const MigharEngineReport *report, const char *version)
{
  const MigharCheckReport *check = find_check_in(report->checks, "snapshot");
  assert_non_null(check);
  assert_int_equal(check->verdict, MIGHAR_UNKNOWN);
  assert_non_null(strstr(check->reason, "a mistake of mighar"));
  assert_true(check->findings->len > 0);
  const MigharFinding *finding = g_ptr_array_index(check->findings, 0);
  g_autofree char *message =
      g_strdup_printf("table b is missing in the snapshot made of changes, at %s", version);
  assert_string_equal(finding->message, message);
  assert_string_equal(finding->file, "chain.sql");
}

static void a_table_that_was_missed_is_told_at_the_end(void **state)
{
  (void)state;
  g_autoptr(MigharEngineReport) report = run(MIGHAR_SNAPSHOTS_INCREMENTAL, 3, G_MAXUINT);
  assert_doubt(report, "3");
  const MigharCheckReport *chain = find_check_in(report->checks, "chain");
  assert_int_equal(chain->verdict, MIGHAR_PASS); /* it goes on from the full one */
}

static void with_verify_it_is_told_at_once_and_no_verdict_is_wrong(void **state)
{
  (void)state;
  g_autoptr(MigharEngineReport) report = run(MIGHAR_SNAPSHOTS_VERIFY, 5, 5);
  assert_doubt(report, "2");
  MigharTally tally;
  mighar_tally_engine(report, &tally);
  assert_int_equal(tally.of[MIGHAR_FAIL], 0);
  assert_int_equal(tally.of[MIGHAR_UNKNOWN], 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_said_where_all_is_well),
      cmocka_unit_test(full_reads_anew_alone),
      cmocka_unit_test(verify_reads_both_ways_each_time),
      cmocka_unit_test(a_table_that_was_missed_is_told_at_the_end),
      cmocka_unit_test(with_verify_it_is_told_at_once_and_no_verdict_is_wrong),
  };
  return cmocka_run_group_tests(tests, set_up, NULL);
}
