#include "fixture.h"
#include "outputs.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static char *render(const MigharReport *report, MigharOutputStyle style)
{
  g_autoptr(GError) error = NULL;
  char *text = mighar_output_text(&output_terminal, report, &style, &error);
  assert_null(error);
  assert_non_null(text);
  return text;
}

static guint count(const char *text, const char *part)
{
  guint n = 0;
  for (const char *at = strstr(text, part); at != NULL; at = strstr(at + strlen(part), part))
    n++;
  return n;
}

static void test_everything(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  g_autofree char *text = render(report, (MigharOutputStyle){0});
  assert_string_equal(
      text, "SQLite 3.40.1, in memory: 5 goose migrations in migrations/sqlite\n"
            "  0002_add_status\n"
            "    FAIL  schema  migrations/sqlite/0002_add_status.sql:14:1\n"
            "      index idx_users_email is missing after the down\n"
            "      view active: definition is another one after the down\n"
            "        - SELECT id,\n"
            "        -   email\n"
            "        + SELECT id\n"
            "          FROM users\n"
            "          WHERE active\n"
            "      append to the down: CREATE INDEX idx_users_email ON users (email);\n"
            "    FAIL  replay  migrations/sqlite/0002_add_status.sql:5:14\n"
            "      table status already exists\n"
            "        hint: the down leaves it behind\n"
            "  0005_reorder\n"
            "    WARN  schema  migrations/sqlite/0002_add_status.sql:9\n"
            "      allowed: nobody reads by position\n"
            "      table users: the columns are in another order after the down\n"
            "        - id, email\n"
            "        + email, id\n"
            "  the whole chain\n"
            "    ERROR  chain\n"
            "      the connection was lost\n"
            "  SKIP  down, schema of 0003_drop_legacy, 0004_drop_more: irreversible: the rows are gone\n"
            "  13 checks: 2 failed, 1 in error, 1 warned, 5 passed, 4 skipped in 0.75 s\n"
            "\n"
            "PostgreSQL: did not run: no server binaries in PATH\n"
            "\n"
            "ERROR  13 checks: 2 failed, 1 in error, 1 warned, 5 passed, 4 skipped in 1.23 s"
            " on SQLite 3.40.1; PostgreSQL did not run\n");
}

static void test_quiet_tells_findings_and_missing_engines_only(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  g_autofree char *text = render(report, (MigharOutputStyle){.quiet = TRUE});
  assert_non_null(strstr(text, "FAIL  schema"));
  assert_non_null(strstr(text, "PostgreSQL: did not run"));
  assert_null(strstr(text, "SKIP"));
  assert_null(strstr(text, "checks:"));
}

static void test_quiet_says_nothing_of_success(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  MigharEngineReport *engine = fixture_engine(report, "sqlite", "SQLite");
  fixture_check(fixture_migration(engine, "1", "a")->checks, "up", MIGHAR_PASS, NULL);
  fixture_fill_irreversible(fixture_migration(engine, "2", "b"));
  g_autofree char *text = render(report, (MigharOutputStyle){.quiet = TRUE});
  assert_string_equal(text, "");
}

static void test_colour_only_when_asked(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  g_autofree char *plain = render(report, (MigharOutputStyle){0});
  g_autofree char *coloured = render(report, (MigharOutputStyle){.colour = TRUE});
  assert_null(strchr(plain, '\033'));
  assert_non_null(strstr(coloured, "\033[1;31mFAIL\033[0m"));
  assert_non_null(strstr(coloured, "\033[31m- SELECT id,\033[0m"));
  g_autoptr(GRegex) codes = g_regex_new("\033\\[[0-9;]*m", 0, 0, NULL);
  g_autofree char *stripped = g_regex_replace_literal(codes, coloured, -1, 0, "", 0, NULL);
  assert_string_equal(stripped, plain);
}

static void test_messages_cannot_steer_the_terminal(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  MigharEngineReport *engine = fixture_engine(report, "sqlite", "SQLite");
  MigharMigrationReport *migration = fixture_migration(engine, "1", "\033[2Jname");
  MigharCheckReport *check = fixture_check(migration->checks, "up", MIGHAR_FAIL, "\033]0;reason\a");
  MigharFinding *finding = fixture_finding(check, "sql-error", "near \"\033[31m\": \xff\r", 1, 1);
  finding->hint = g_strdup("\x9b"
                           "31m");
  finding->before = g_strdup("a\033[8m");
  g_autofree char *text = render(report, (MigharOutputStyle){0});
  assert_null(strpbrk(text, "\033\a\r\x9b\xff"));
  assert_true(g_utf8_validate(text, -1, NULL));
  assert_non_null(strstr(text, "near \"\xef\xbf\xbd[31m\": \xef\xbf\xbd\xef\xbf\xbd"));
}

static void test_many_findings_are_capped_and_counted(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  MigharEngineReport *engine = fixture_engine(report, "sqlite", "SQLite");
  for (guint i = 0; i < 300; i++) {
    g_autofree char *version = g_strdup_printf("%04u", i);
    MigharMigrationReport *migration = fixture_migration(engine, version, "x");
    MigharCheckReport *check = fixture_check(migration->checks, "schema", MIGHAR_FAIL, NULL);
    for (guint j = 0; j < 50; j++)
      fixture_finding(check, "missing", "table t is missing after the down", 3, 1);
  }
  g_autofree char *text = render(report, (MigharOutputStyle){0});
  assert_int_equal(count(text, "table t is missing"), 100);
  assert_int_equal(count(text, "... and 30 more findings (--json FILE holds all)\n"), 5);
  assert_int_equal(count(text, "  ... and 295 more migrations (--json FILE holds all)\n"), 1);
  assert_non_null(strstr(text, "FAIL  300 checks: 300 failed"));
}

static void test_the_chain_is_told_however_much_came_before(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  MigharEngineReport *engine = fixture_engine(report, "sqlite", "SQLite");
  for (guint i = 0; i < 200; i++) {
    MigharMigrationReport *migration = fixture_migration(engine, "1", "x");
    fixture_finding(fixture_check(migration->checks, "up", MIGHAR_FAIL, NULL), "sql-error", "no", 3, 1);
  }
  fixture_finding(fixture_check(engine->checks, "chain", MIGHAR_FAIL, NULL), "left-over",
                  "table t is left over", 0, 0);
  g_autofree char *text = render(report, (MigharOutputStyle){0});
  assert_non_null(strstr(text, "table t is left over"));
}

static void test_a_long_diff_is_cut_but_its_fix_is_not(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  MigharEngineReport *engine = fixture_engine(report, "sqlite", "SQLite");
  MigharMigrationReport *migration = fixture_migration(engine, "1", "x");
  MigharCheckReport *check = fixture_check(migration->checks, "schema", MIGHAR_FAIL, NULL);
  MigharFinding *finding = fixture_finding(check, "changed", "body is another one", 3, 1);
  g_autoptr(GString) body = g_string_new(NULL);
  for (guint i = 0; i < 500; i++)
    g_string_append_printf(body, "line %u\n", i);
  finding->after = g_strdup(body->str);
  finding->fix = g_strdup("SELECT\n  1;");
  g_autofree char *text = render(report, (MigharOutputStyle){0});
  assert_int_equal(count(text, "+ line "), 40);
  assert_int_equal(count(text, "  ... (--json FILE holds all)"), 1);
  assert_non_null(strstr(text, "      append to the down:\n        SELECT\n          1;\n"));
}

static void test_what_limits_a_pass_is_told(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  MigharEngineReport *engine = fixture_engine(report, "sqlite", "SQLite");
  for (guint i = 0; i < 5; i++) {
    g_autofree char *version = g_strdup_printf("%u", i);
    fixture_fill_irreversible(fixture_migration(engine, version, "x"));
  }
  fixture_check(engine->checks, "chain", MIGHAR_PASS, "stopped above 4_x");
  engine->kept = g_strdup("sqlite3 /tmp/x.db\nremove it: rm /tmp/x.db");
  g_autofree char *text = render(report, (MigharOutputStyle){0});
  assert_non_null(strstr(text, "  PASS  chain: stopped above 4_x\n"));
  assert_non_null(
      strstr(text, "  SKIP  down, schema of 0_x, 1_x, 2_x and 2 more: irreversible: the rows are gone\n"));
  assert_non_null(strstr(text, "  kept: sqlite3 /tmp/x.db\n        remove it: rm /tmp/x.db\n"));
}

static void test_a_verdict_without_findings_has_its_reason(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  MigharEngineReport *engine = fixture_engine(report, "sqlite", "SQLite");
  fixture_check(engine->checks, "chain", MIGHAR_UNKNOWN, "the server is gone");
  g_autofree char *text = render(report, (MigharOutputStyle){0});
  assert_non_null(strstr(text, "    ERROR  chain\n      the server is gone\n"));
}

static void test_nothing_ran(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  g_autofree char *text = render(report, (MigharOutputStyle){0});
  assert_string_equal(text, "SKIP  0 checks in 0.00 s\n");
}

static MigharEstimate make_estimate(const char *leg, double few, double fewer, double some, double many)
{
  MigharEstimate estimate = {
      .leg = leg,
      .rows = 1000000,
      .timings = {{5, few, 0}, {2500, fewer, 0}, {10000, some, 0}, {40000, many, 0}},
  };
  mighar_estimate_fit(&estimate);
  return estimate;
}

static void add_estimate(MigharMigrationReport *migration, const MigharEstimate *estimate)
{
  if (migration->estimates == NULL)
    migration->estimates = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(migration->estimates, g_memdup2(estimate, sizeof *estimate));
}

static void add_estimates(MigharEngineReport *engine)
{
  const MigharEstimate index = make_estimate("up", 0.001, 0.0035, 0.011, 0.041),
                       pairs = make_estimate("up", 0.001, 0.063, 1, 16),
                       column = make_estimate("down", 0.001, 0.001, 0.001, 0.001),
                       uneven = make_estimate("up", 0.001, 0.05, 0.06, 0.3);
  add_estimate(fixture_migration(engine, "0001", "index"), &index);
  add_estimate(g_ptr_array_index(engine->migrations, 0), &column);
  add_estimate(fixture_migration(engine, "0002", "check"), &uneven);
  add_estimate(fixture_migration(engine, "0003", "pairs"), &pairs);
  engine->not_estimated = g_strdup("the server is gone");
}

static void test_estimates(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  add_estimates(fixture_engine(report, "sqlite", "SQLite"));
  g_autofree char *text = render(report, (MigharOutputStyle){0});
  assert_non_null(
      strstr(text, "  estimates, with 1,000,000 rows in each table\n"
                   "    0001_index, up: about 1.0 s (641 ms to 2.2 s), linear; took"
                   " 1.0 ms with 5 rows, 3.5 ms with 2,500, 11 ms with 10,000, 41 ms with 40,000\n"
                   "    0002_check, up: 294 ms to 42 min, uncertain how it grows; took"
                   " 1.0 ms with 5 rows, 50 ms with 2,500, 60 ms with 10,000, 300 ms with 40,000\n"
                   "    0003_pairs, up: about 2 h 47 min (108 min to 5 h 44 min), worse than linear; took"
                   " 1.0 ms with 5 rows, 63 ms with 2,500, 1.0 s with 10,000, 16 s with 40,000\n"
                   "    1 other leg: under 6.2 ms\n"
                   "  no more estimates: the server is gone\n"));
  g_autofree char *quiet = render(report, (MigharOutputStyle){.quiet = TRUE});
  assert_null(strstr(quiet, "estimates, with"));
  g_autofree char *all = render(report, (MigharOutputStyle){.timings = TRUE});
  assert_non_null(
      strstr(all, "    0001_index, down: under 6.2 ms, no growth is seen; took 1.0 ms with 5 rows,"));
  assert_null(strstr(all, "other leg"));
}

static void test_estimates_of_short_legs_alone(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  MigharEngineReport *engine = fixture_engine(report, "sqlite", "SQLite");
  const MigharEstimate column = make_estimate("up", 0.001, 0.001, 0.001, 0.001);
  add_estimate(fixture_migration(engine, "0001", "column"), &column);
  add_estimate(g_ptr_array_index(engine->migrations, 0), &column);
  g_autofree char *text = render(report, (MigharOutputStyle){0});
  assert_non_null(strstr(text, "each table\n    2 legs: under 6.2 ms each\n"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_estimates),
      cmocka_unit_test(test_estimates_of_short_legs_alone),
      cmocka_unit_test(test_everything),
      cmocka_unit_test(test_quiet_tells_findings_and_missing_engines_only),
      cmocka_unit_test(test_quiet_says_nothing_of_success),
      cmocka_unit_test(test_colour_only_when_asked),
      cmocka_unit_test(test_messages_cannot_steer_the_terminal),
      cmocka_unit_test(test_many_findings_are_capped_and_counted),
      cmocka_unit_test(test_the_chain_is_told_however_much_came_before),
      cmocka_unit_test(test_a_long_diff_is_cut_but_its_fix_is_not),
      cmocka_unit_test(test_what_limits_a_pass_is_told),
      cmocka_unit_test(test_a_verdict_without_findings_has_its_reason),
      cmocka_unit_test(test_nothing_ran),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
