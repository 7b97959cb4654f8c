#include "details.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void append(DetailKind kind, const char *line, void *data)
{
  static const char names[] = {[DETAIL_SAME] = '=',
                               [DETAIL_REMOVED] = 'r',
                               [DETAIL_ADDED] = 'a',
                               [DETAIL_HINT] = 'h',
                               [DETAIL_FIX] = 'f'};
  g_string_append_printf(data, "%c[%s]", names[kind], line);
}

static void assert_details(const MigharFinding *finding, const char *expected)
{
  g_autoptr(GString) text = g_string_new(NULL);
  details_visit(finding, append, text);
  assert_string_equal(text->str, expected);
}

static void test_values_that_the_message_holds_are_not_repeated(void **state)
{
  (void)state;
  MigharFinding finding = {.message = "default was 'a', is 'b'", .before = "'a'", .after = "'b'"};
  assert_details(&finding, "");
  finding.after = "'c'";
  assert_details(&finding, "r[- 'a']a[+ 'c']");
  finding.before = NULL;
  assert_details(&finding, "a[+ 'c']");
}

static void test_lines_of_a_diff(void **state)
{
  (void)state;
  MigharFinding finding = {.message = "body", .before = "\nx\n\ny", .after = "\nx\n\nz"};
  assert_details(&finding, "=[  x]=[]r[- y]a[+ z]");
  finding.before = "a\n";
  finding.after = "a\n ";
  assert_details(&finding, "=[  a]r[-]a[+  ]");
}

static void test_hint(void **state)
{
  (void)state;
  MigharFinding finding = {.message = "m", .hint = "do", .fix = "CREATE TABLE t (\n  a int);"};
  assert_details(&finding, "h[hint: do]");
}

static void add_fix(MigharCheckReport *check, const char *fix, gint64 order)
{
  MigharFinding *finding = mighar_finding_new("missing", "m");
  finding->fix = g_strdup(fix);
  finding->fix_order = order;
  g_ptr_array_add(check->findings, finding);
}

static void test_fixes_come_once_and_in_the_order_in_which_they_work(void **state)
{
  (void)state;
  g_autoptr(MigharCheckReport) check = mighar_check_report_new("schema");
  g_autoptr(GString) text = g_string_new(NULL);
  details_visit_fix(check, append, text);
  assert_string_equal(text->str, "");
  add_fix(check, "DROP TABLE t;", 3);
  add_fix(check, NULL, 0);
  add_fix(check, "DROP VIEW v;\nDROP VIEW u;", 1);
  add_fix(check, "DROP TABLE t;", 3);
  details_visit_fix(check, append, text);
  assert_string_equal(text->str,
                      "f[append to the down:]f[  DROP VIEW v;]f[  DROP VIEW u;]f[  DROP TABLE t;]");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_values_that_the_message_holds_are_not_repeated),
      cmocka_unit_test(test_lines_of_a_diff),
      cmocka_unit_test(test_hint),
      cmocka_unit_test(test_fixes_come_once_and_in_the_order_in_which_they_work),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
