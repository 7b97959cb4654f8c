#include "diff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void append(DiffKind kind, const char *line, void *data)
{
  static const char marks[] = {[DIFF_SAME] = ' ', [DIFF_REMOVED] = '-', [DIFF_ADDED] = '+', [DIFF_GAP] = '~'};
  g_string_append_printf(data, "%c%s|", marks[kind], line != NULL ? line : "");
}

static void assert_diff(const char *before, const char *after, const char *expected)
{
  g_autoptr(GString) text = g_string_new(NULL);
  diff_lines(before, after, append, text);
  assert_string_equal(text->str, expected);
}

static void test_equal_texts_have_no_difference(void **state)
{
  (void)state;
  assert_diff("a\nb", "a\nb", "");
  assert_diff("", "", "");
  assert_diff(NULL, NULL, "");
}

static void test_one_side_only(void **state)
{
  (void)state;
  assert_diff(NULL, "a\nb", "+a|+b|");
  assert_diff("a\nb", NULL, "-a|-b|");
}

static void test_context_is_two_lines(void **state)
{
  (void)state;
  assert_diff("1\n2\n3\n4\nx\n5\n6\n7\n8", "1\n2\n3\n4\ny\n5\n6\n7\n8", " 3| 4|-x|+y| 5| 6|");
  assert_diff("x\n1", "y\n1", "-x|+y| 1|");
}

static void test_what_lies_between_changes_is_left_out(void **state)
{
  (void)state;
  assert_diff("a\n1\n2\n3\n4\n5\n6\nb", "A\n1\n2\n3\n4\n5\n6\nB", "-a|+A| 1| 2|~| 5| 6|-b|+B|");
  assert_diff("a\n1\n2\n3\n4\nb", "A\n1\n2\n3\n4\nB", "-a|+A| 1| 2| 3| 4|-b|+B|");
}

static void test_lines_that_both_have_are_found(void **state)
{
  (void)state;
  assert_diff("a\nb\nc\nd", "a\nx\nc\ny\nd", " a|-b|+x| c|+y| d|");
  assert_diff("a\na\na", "a\na", " a| a|-a|");
  assert_diff("a\nb", "b\na", "-a| b|+a|");
}

static void test_a_line_end_at_the_end_counts(void **state)
{
  (void)state;
  assert_diff("a\n", "a", " a|-|");
  assert_diff("a\r\nb", "a\nb", "-a\r|+a| b|");
}

/* 5,000 different lines a side need a table of 25 million cells: told as all removed and all added. */
static void test_very_long_texts(void **state)
{
  (void)state;
  g_autoptr(GString) before = g_string_new("same");
  g_autoptr(GString) after = g_string_new("same");
  for (guint i = 0; i < 5000; i++) {
    g_string_append_printf(before, "\n%u", i);
    g_string_append_printf(after, "\n%u", i + 2500);
  }
  g_autoptr(GString) text = g_string_new(NULL);
  diff_lines(before->str, after->str, append, text);
  assert_true(g_str_has_prefix(text->str, " same|-0|-1|"));
  assert_true(g_str_has_suffix(text->str, "+7498|+7499|"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_equal_texts_have_no_difference),
      cmocka_unit_test(test_one_side_only),
      cmocka_unit_test(test_context_is_two_lines),
      cmocka_unit_test(test_what_lies_between_changes_is_left_out),
      cmocka_unit_test(test_lines_that_both_have_are_found),
      cmocka_unit_test(test_a_line_end_at_the_end_counts),
      cmocka_unit_test(test_very_long_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
