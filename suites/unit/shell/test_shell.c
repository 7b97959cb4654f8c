/* Command lines of other programs. */
#include <mighar/error.h>
#include <mighar/shell.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static char *const environment[] = {"PATH=/usr/bin:/bin", "GREETING=hello", NULL};

static void run(const char *line, MigharShellOutcome *outcome)
{
  GError *error = NULL;
  if (!mighar_shell_run(line, "/", (char **)environment, 0, outcome, &error))
    fail_msg("%s", error->message);
}

static void what_a_line_does_is_told(void **state)
{
  (void)state;
  g_auto(MigharShellOutcome) outcome = {0};
  run("pwd; echo \"$GREETING $HOME\"; echo aside >&2", &outcome);
  assert_true(outcome.succeeded);
  assert_string_equal(outcome.output, "/\nhello \n");
  assert_null(outcome.complaint);
  assert_null(outcome.last_words);
  assert_true(outcome.seconds > 0);
}

static void there_is_nothing_to_read(void **state)
{
  (void)state;
  g_auto(MigharShellOutcome) outcome = {0};
  run("cat; echo end", &outcome);
  assert_string_equal(outcome.output, "end\n");
}

static void failures_are_told(void **state)
{
  (void)state;
  static const struct {
    const char *line, *complaint, *last_words;
  } rows[] = {
      {"exit 3", "ended with exit code 3", NULL},
      {"echo one; exit 1", "ended with exit code 1: one", "one"},
      {"echo one; printf 'two\\n  three \\n\\n' >&2; exit 1", "ended with exit code 1: three",
       "two\n  three"},
      {"printf 'a\\nDbError: no such table\\nhelp: x\\n' >&2; exit 2",
       "ended with exit code 2: DbError: no such table", "a\nDbError: no such table\nhelp: x"},
      {"kill -9 $$", "was ended by signal 9 (Killed)", NULL},
      {"printf 'caf\\351\\n'; false", "ended with exit code 1: caf\xef\xbf\xbd", "caf\xef\xbf\xbd"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_auto(MigharShellOutcome) outcome = {0};
    run(rows[i].line, &outcome);
    assert_false(outcome.succeeded);
    assert_string_equal(outcome.complaint, rows[i].complaint);
    if (rows[i].last_words == NULL)
      assert_null(outcome.last_words);
    else
      assert_string_equal(outcome.last_words, rows[i].last_words);
  }
}

static void only_the_last_words_are_kept(void **state)
{
  (void)state;
  g_auto(MigharShellOutcome) outcome = {0};
  run("i=0; while [ $i -lt 100 ]; do i=$((i + 1)); echo $i; done; exit 1", &outcome);
  assert_true(g_str_has_prefix(outcome.last_words, "81\n"));
  assert_true(g_str_has_suffix(outcome.last_words, "\n100"));
}

/* The signal that mighar ignores ends what the line starts, as it would at a prompt. */
static void a_closed_pipe_ends_a_program(void **state)
{
  (void)state;
  g_auto(MigharShellOutcome) outcome = {0};
  run("yes | head -n 1", &outcome);
  assert_true(outcome.succeeded);
  assert_string_equal(outcome.output, "y\n");
}

static void a_directory_that_is_not_there_is_an_error(void **state)
{
  (void)state;
  g_auto(MigharShellOutcome) outcome = {0};
  g_autoptr(GError) error = NULL;
  assert_false(mighar_shell_run("true", "/nonexistent", (char **)environment, 0, &outcome, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  assert_true(g_str_has_prefix(error->message, "cannot run 'true': "));
}

static void what_takes_too_long_is_ended_with_all_it_started(void **state)
{
  (void)state;
  static const char *const lines[] = {"echo begun; sleep 60 | cat", "trap 'exit 0' TERM; sleep 60 & wait"};
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_auto(MigharShellOutcome) outcome = {0};
    assert_true(mighar_shell_run(lines[i], "/", (char **)environment, 1, &outcome, NULL));
    assert_false(outcome.succeeded);
    assert_true(outcome.seconds < 50);
    assert_true(g_str_has_prefix(outcome.complaint, "took longer than 1 s and was ended"));
  }
}

static void what_is_quick_enough_is_left_alone(void **state)
{
  (void)state;
  g_auto(MigharShellOutcome) outcome = {0};
  assert_true(mighar_shell_run("echo done", "/", (char **)environment, 60, &outcome, NULL));
  assert_true(outcome.succeeded);
  assert_true(outcome.seconds < 50);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_a_line_does_is_told),
      cmocka_unit_test(there_is_nothing_to_read),
      cmocka_unit_test(failures_are_told),
      cmocka_unit_test(only_the_last_words_are_kept),
      cmocka_unit_test(a_closed_pipe_ends_a_program),
      cmocka_unit_test(what_takes_too_long_is_ended_with_all_it_started),
      cmocka_unit_test(what_is_quick_enough_is_left_alone),
      cmocka_unit_test(a_directory_that_is_not_there_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
