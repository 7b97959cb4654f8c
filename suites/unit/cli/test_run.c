/* What `mighar run` ends with, for each outcome of a run. */
#include "command.h"
#include "fakes.h"

#include <glib/gstdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

GPtrArray *mighar_load_project(const MigharLoadOptions *options, GError **error)
{
  (void)options;
  (void)error;
  return fake_chains();
}

const char *const *mighar_format_names(void)
{
  static const char *const names[] = {"goose", NULL};
  return names;
}

static int start(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(fakes); i++)
    fakes[i] = (Fake){.outcome = FAKE_VERDICT, .verdict = MIGHAR_PASS, .n_servers = 1};
  return 0;
}

static ExitCode run(void)
{
  char *argv[] = {"run", "--quiet", NULL};
  return command_run.run(&command_run, 2, argv);
}

static void assert_exit(MigharVerdict first, MigharVerdict second, ExitCode expected)
{
  fakes[0].verdict = first;
  fakes[1].verdict = second;
  assert_int_equal(run(), expected);
}

static void test_verdicts(void **state)
{
  (void)state;
  assert_exit(MIGHAR_PASS, MIGHAR_PASS, EXIT_GOOD);
  assert_exit(MIGHAR_PASS, MIGHAR_SKIP, EXIT_GOOD);
  assert_exit(MIGHAR_PASS, MIGHAR_WARN, EXIT_GOOD);
  assert_exit(MIGHAR_FAIL, MIGHAR_PASS, EXIT_FAILED);
  assert_exit(MIGHAR_PASS, MIGHAR_UNKNOWN, EXIT_ENVIRONMENT);
  assert_exit(MIGHAR_FAIL, MIGHAR_UNKNOWN, EXIT_FAILED);
}

static void test_an_engine_that_is_missing(void **state)
{
  (void)state;
  fakes[1].outcome = FAKE_MISSING;
  assert_int_equal(run(), EXIT_GOOD);
  fakes[0].verdict = MIGHAR_FAIL;
  assert_int_equal(run(), EXIT_FAILED);
  fakes[0].outcome = FAKE_MISSING;
  assert_int_equal(run(), EXIT_ENVIRONMENT);
}

static void test_errors(void **state)
{
  (void)state;
  fakes[1].outcome = FAKE_REFUSES;
  assert_int_equal(run(), EXIT_ENVIRONMENT);
  fakes[1].outcome = FAKE_ENVIRONMENT_ERROR;
  assert_int_equal(run(), EXIT_ENVIRONMENT);
  fakes[1].outcome = FAKE_USAGE_ERROR;
  assert_int_equal(run(), EXIT_USAGE);
}

/* What was found before an engine's end is written. */
static void test_reports_are_written_when_an_engine_ends(void **state)
{
  (void)state;
  g_autofree char *folder = g_dir_make_tmp("mighar-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "report.json", NULL);
  g_autofree char *text = NULL;
  char *argv[] = {"run", "-q", "--json", path, NULL};
  fakes[1].outcome = FAKE_ENVIRONMENT_ERROR;
  assert_int_equal(command_run.run(&command_run, 4, argv), EXIT_ENVIRONMENT);
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  assert_non_null(strstr(text, "\"skipped\": \"postgres ended\""));
  assert_non_null(strstr(text, "\"pass\": 1"));
  assert_int_equal(g_unlink(path), 0);
  assert_int_equal(g_rmdir(folder), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(test_verdicts, start),
      cmocka_unit_test_setup(test_an_engine_that_is_missing, start),
      cmocka_unit_test_setup(test_errors, start),
      cmocka_unit_test_setup(test_reports_are_written_when_an_engine_ends, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
