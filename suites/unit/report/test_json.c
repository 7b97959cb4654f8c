#include "fixture.h"
#include "outputs.h"

#include <jansson.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static char *render(const MigharReport *report)
{
  const MigharOutputStyle style = {0};
  g_autoptr(GError) error = NULL;
  char *text = mighar_output_text(&output_json, report, &style, &error);
  assert_null(error);
  assert_non_null(text);
  return text;
}

/* What is at a path of keys and indexes, "engines/0/checks". */
static json_t *at(json_t *root, const char *path)
{
  g_auto(GStrv) steps = g_strsplit(path, "/", -1);
  for (guint i = 0; steps[i] != NULL; i++) {
    root = json_is_array(root) ? json_array_get(root, atoi(steps[i])) : json_object_get(root, steps[i]);
    if (root == NULL)
      fail_msg("nothing at '%s' of '%s'", steps[i], path);
  }
  return root;
}

static void assert_keys(json_t *object, const char *expected)
{
  g_autoptr(GString) keys = g_string_new(NULL);
  const char *key;
  json_t *value;
  json_object_foreach(object, key, value) g_string_append_printf(keys, "%s%s", keys->len > 0 ? " " : "", key);
  assert_string_equal(keys->str, expected);
}

static json_t *parse(const char *text)
{
  json_error_t error;
  json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
  if (root == NULL)
    fail_msg("line %d: %s", error.line, error.text);
  return root;
}

static void test_keys_and_their_order(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  g_autofree char *text = render(report);
  json_t *root = parse(text);
  assert_keys(root, "mighar seconds summary warnings engines");
  assert_keys(at(root, "summary"), "pass warn fail error skip");
  assert_keys(at(root, "engines/0"),
              "engine version where format directory seconds skipped kept rows migrations checks");
  assert_keys(at(root, "engines/0/migrations/0"), "version name file checks");
  assert_keys(at(root, "engines/0/migrations/1/checks/2"), "check verdict seconds reason findings fix");
  assert_keys(at(root, "engines/0/migrations/1/checks/2/findings/0"),
              "kind object property before after file line column message hint fix");
  json_decref(root);
}

static void assert_text(json_t *root, const char *path, const char *expected)
{
  assert_string_equal(json_string_value(at(root, path)), expected);
}

static void test_values(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  g_autofree char *text = render(report);
  json_t *root = parse(text);
  assert_text(root, "mighar", MIGHAR_VERSION);
  assert_text(root, "warnings/0", "migrations/notes.txt: matches no migration");
  assert_int_equal(json_integer_value(at(root, "summary/pass")), 5);
  assert_int_equal(json_integer_value(at(root, "summary/fail")), 2);
  assert_int_equal(json_integer_value(at(root, "summary/error")), 1);
  assert_text(root, "engines/0/engine", "sqlite");
  assert_text(root, "engines/0/version", "3.40.1");
  assert_true(json_is_null(at(root, "engines/0/skipped")));
  assert_text(root, "engines/0/checks/0/verdict", "error");
  assert_text(root, "engines/0/migrations/2/checks/1/reason", "irreversible: the rows are gone");
  assert_text(root, "engines/0/migrations/1/checks/2/verdict", "fail");
  assert_text(root, "engines/0/migrations/1/checks/2/findings/0/fix",
              "CREATE INDEX idx_users_email ON users (email);");
  assert_int_equal(json_integer_value(at(root, "engines/0/migrations/1/checks/2/findings/0/line")), 14);
  assert_int_equal(json_integer_value(at(root, "engines/0/migrations/1/checks/2/findings/0/column")), 1);
  json_decref(root);
}

static void test_what_is_not_known_is_null(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  g_autofree char *text = render(report);
  json_t *root = parse(text);
  static const char *const nulls[] = {"object", "property", "before", "after", "file",
                                      "line",   "column",   "hint",   "fix"};
  json_t *finding = at(root, "engines/0/checks/0/findings/0");
  for (guint i = 0; i < G_N_ELEMENTS(nulls); i++)
    assert_true(json_is_null(at(finding, nulls[i])));
  assert_true(json_is_null(at(root, "engines/0/migrations/0/checks/0/reason")));
  assert_true(json_is_null(at(root, "engines/1/version")));
  assert_true(json_is_null(at(root, "engines/1/where")));
  assert_text(root, "engines/1/skipped", "no server binaries in PATH");
  assert_int_equal(json_array_size(at(root, "engines/1/migrations")), 0);
  json_decref(root);
}

static void test_seconds_are_rounded_to_microseconds(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = fixture_report();
  g_autofree char *text = render(report);
  assert_non_null(strstr(text, "\"seconds\": 1.234568,\n"));
  assert_non_null(strstr(text, "\"seconds\": 0.001234,\n"));
  report->seconds = 0;
  g_autofree char *zero = render(report);
  assert_non_null(strstr(zero, "\"seconds\": 0.0,\n"));
}

static void test_bytes_that_are_no_text(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  g_ptr_array_add(report->warnings, g_strdup("caf\xe9.sql: \x01\"\\\n"));
  g_autofree char *text = render(report);
  json_t *root = parse(text);
  assert_text(root, "warnings/0", "caf\xef\xbf\xbd.sql: \x01\"\\\n");
  json_decref(root);
}

static void test_empty_report(void **state)
{
  (void)state;
  g_autoptr(MigharReport) report = mighar_report_new();
  g_autofree char *text = render(report);
  json_t *root = parse(text);
  assert_int_equal(json_array_size(at(root, "engines")), 0);
  assert_true(g_str_has_suffix(text, "}\n"));
  json_decref(root);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_keys_and_their_order),
      cmocka_unit_test(test_values),
      cmocka_unit_test(test_what_is_not_known_is_null),
      cmocka_unit_test(test_seconds_are_rounded_to_microseconds),
      cmocka_unit_test(test_bytes_that_are_no_text),
      cmocka_unit_test(test_empty_report),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
