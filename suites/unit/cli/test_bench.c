#include "bench.h"
#include "fakes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const MigharVerifyOptions verify;

static int start(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(fakes); i++)
    fakes[i] = (Fake){.outcome = FAKE_VERDICT, .verdict = MIGHAR_PASS, .n_servers = 1};
  servers_alive = verifications = 0;
  return 0;
}

static const MigharEngineReport *entry(const MigharReport *report, guint index)
{
  assert_true(index < report->engines->len);
  return g_ptr_array_index(report->engines, index);
}

static void test_every_chain_runs_on_every_server(void **state)
{
  (void)state;
  const RunOptions options = {0};
  fakes[1].n_servers = 2;
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharReport) report = mighar_report_new();
  g_autoptr(GPtrArray) chains = fake_chains();
  GPtrArray *benches = benches_open(chains, &options, &error);
  assert_non_null(benches);
  assert_int_equal(servers_alive, 3);
  assert_true(benches_run(benches, &verify, report, &error));
  assert_int_equal(report->engines->len, 3);
  assert_string_equal(entry(report, 0)->engine, "sqlite");
  assert_string_equal(entry(report, 2)->engine, "postgres");
  g_ptr_array_unref(benches);
  assert_int_equal(servers_alive, 0);
}

static void test_an_engine_that_is_missing_is_skipped_and_told(void **state)
{
  (void)state;
  const RunOptions options = {0};
  fakes[1].outcome = FAKE_MISSING;
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharReport) report = mighar_report_new();
  g_autoptr(GPtrArray) chains = fake_chains();
  g_autoptr(GPtrArray) benches = benches_open(chains, &options, &error);
  assert_true(benches_run(benches, &verify, report, &error));
  assert_null(entry(report, 0)->skipped);
  assert_string_equal(entry(report, 1)->skipped, "nothing is installed");
}

static void assert_not_opened(const RunOptions *options, MigharErrorCode code, const char *words)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chains = fake_chains();
  assert_null(benches_open(chains, options, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, code));
  assert_non_null(strstr(error->message, words));
  assert_int_equal(servers_alive, 0);
}

static void test_a_required_engine_must_be_there(void **state)
{
  (void)state;
  char *required[] = {"postgres", NULL};
  const RunOptions options = {.required = required};
  fakes[1].outcome = FAKE_MISSING;
  assert_not_opened(&options, MIGHAR_ERROR_ENVIRONMENT,
                    "PostgreSQL is required and cannot run: nothing is installed");
}

static void test_a_server_that_refuses_ends_it_before_it_begins(void **state)
{
  (void)state;
  const RunOptions options = {0};
  fakes[1].outcome = FAKE_REFUSES;
  assert_not_opened(&options, MIGHAR_ERROR_ENVIRONMENT, "the server refuses");
}

static void test_server_options_go_to_their_engine(void **state)
{
  (void)state;
  char *binaries[] = {"/opt/15/bin", NULL};
  const RunOptions options = {.postgres_url = "postgres://db", .postgres_binaries = binaries};
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chains = fake_chains();
  g_autoptr(GPtrArray) benches = benches_open(chains, &options, &error);
  assert_int_equal(benches->len, 2);
  assert_null(wanted[0].url);
  assert_null(wanted[0].binary_directories);
  assert_string_equal(wanted[1].url, "postgres://db");
  assert_string_equal(wanted[1].binary_directories[0], "/opt/15/bin");
}

static void test_an_engine_of_other_versions_needs_no_server(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  g_auto(RunOptions) options = {.only = g_strdup("1"), .selection = mighar_selection_parse("1", &error)};
  g_autoptr(MigharReport) report = mighar_report_new();
  g_autoptr(GPtrArray) chains = fake_chains();
  g_autoptr(GPtrArray) benches = benches_open(chains, &options, &error);
  assert_int_equal(servers_alive, 1);
  assert_true(benches_run(benches, &verify, report, &error));
  assert_string_equal(entry(report, 1)->skipped, "none of its migrations is among '1'");
}

static void test_to_select_nothing_is_a_mistake(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  g_auto(RunOptions) options = {.only = g_strdup("9"), .selection = mighar_selection_parse("9", &error)};
  assert_not_opened(&options, MIGHAR_ERROR_USAGE, "no migration is among '9'");
}

static void test_one_engine_s_end_is_not_the_other_s(void **state)
{
  (void)state;
  const RunOptions options = {0};
  fakes[0].outcome = FAKE_ENVIRONMENT_ERROR;
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharReport) report = mighar_report_new();
  g_autoptr(GPtrArray) chains = fake_chains();
  g_autoptr(GPtrArray) benches = benches_open(chains, &options, &error);
  assert_false(benches_run(benches, &verify, report, &error));
  assert_string_equal(error->message, "sqlite ended");
  assert_int_equal(verifications, 2);
  assert_string_equal(entry(report, 0)->skipped, "sqlite ended");
  assert_null(entry(report, 1)->skipped);
}

static void test_a_mistake_ends_the_run(void **state)
{
  (void)state;
  const RunOptions options = {0};
  fakes[0].outcome = FAKE_USAGE_ERROR;
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharReport) report = mighar_report_new();
  g_autoptr(GPtrArray) chains = fake_chains();
  g_autoptr(GPtrArray) benches = benches_open(chains, &options, &error);
  assert_false(benches_run(benches, &verify, report, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
  assert_int_equal(verifications, 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(test_every_chain_runs_on_every_server, start),
      cmocka_unit_test_setup(test_an_engine_that_is_missing_is_skipped_and_told, start),
      cmocka_unit_test_setup(test_a_required_engine_must_be_there, start),
      cmocka_unit_test_setup(test_a_server_that_refuses_ends_it_before_it_begins, start),
      cmocka_unit_test_setup(test_server_options_go_to_their_engine, start),
      cmocka_unit_test_setup(test_an_engine_of_other_versions_needs_no_server, start),
      cmocka_unit_test_setup(test_to_select_nothing_is_a_mistake, start),
      cmocka_unit_test_setup(test_one_engine_s_end_is_not_the_other_s, start),
      cmocka_unit_test_setup(test_a_mistake_ends_the_run, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
