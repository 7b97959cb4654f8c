#include <mighar/report.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static MigharMigrationReport *make_report(void)
{
  g_autoptr(MigharMigration) migration = mighar_migration_new("0001", "users", "0001_users.sql");
  migration->up = mighar_script_new("0001_users.sql", 1, "SELECT 1", 8);
  MigharMigrationReport *report = mighar_migration_report_new(migration);
  static const char *const names[] = {"up", "down"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    MigharCheckReport *check = mighar_check_report_new(names[i]);
    check->seconds = (float)i + 0.5f;
    g_ptr_array_add(report->checks, check);
  }
  return report;
}

static MigharCheckReport *first_check(MigharMigrationReport *report)
{
  return g_ptr_array_index(report->checks, 0);
}

static guint count(MigharMigrationReport *report, MigharVerdict verdict)
{
  MigharTally tally;
  const MigharChain chain = {.engine = &(MigharEngine){.name = "sqlite"}, .format = &(MigharFormatFacts){0}};
  g_autoptr(MigharEngineReport) engine = mighar_engine_report_new(&chain);
  g_ptr_array_add(engine->migrations, report);
  mighar_tally_engine(engine, &tally);
  return tally.of[verdict];
}

static void test_checks_that_say_nothing_are_told_as_they_were(void **state)
{
  (void)state;
  MigharMigrationReport *report = make_report();
  mighar_migration_report_end(report);
  assert_null(report->checks);
  g_autoptr(GPtrArray) checks = mighar_migration_report_checks(report);
  assert_int_equal(checks->len, 2);
  const MigharCheckReport *down = g_ptr_array_index(checks, 1);
  assert_string_equal(down->check, "down");
  assert_int_equal(down->verdict, MIGHAR_PASS);
  assert_true(down->seconds == 1.5f);
  assert_null(down->reason);
  assert_int_equal(down->findings->len + down->notes->len, 0);
  mighar_migration_report_end(report);
  assert_int_equal(count(report, MIGHAR_PASS), 2);
}

static void say_verdict(MigharCheckReport *check)
{
  check->verdict = MIGHAR_FAIL;
}

static void say_reason(MigharCheckReport *check)
{
  check->reason = g_strdup("accepted: nobody reads it");
}

static void say_finding(MigharCheckReport *check)
{
  g_ptr_array_add(check->findings, mighar_finding_new("missing", "something"));
}

static void say_note(MigharCheckReport *check)
{
  g_ptr_array_add(check->notes, mighar_finding_new("altered", "something"));
}

static void test_what_a_check_says_is_kept(void **state)
{
  (void)state;
  static void (*const say[])(MigharCheckReport *) = {say_verdict, say_reason, say_finding, say_note};
  for (guint i = 0; i < G_N_ELEMENTS(say); i++) {
    g_autoptr(MigharMigrationReport) report = make_report();
    const MigharCheckReport *check = first_check(report);
    say[i](first_check(report));
    mighar_migration_report_end(report);
    g_autoptr(GPtrArray) checks = mighar_migration_report_checks(report);
    assert_int_equal(checks->len, 2);
    assert_ptr_equal(g_ptr_array_index(checks, 0), check);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_checks_that_say_nothing_are_told_as_they_were),
      cmocka_unit_test(test_what_a_check_says_is_kept),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
