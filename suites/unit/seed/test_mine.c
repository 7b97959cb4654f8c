/* What CHECK expressions are taken to say, and texts that match patterns. */
#include "hints.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static Hint *mine(MigharTable *table, const char *check)
{
  g_ptr_array_set_size(table->checks, 0);
  g_ptr_array_add(table->checks, g_strdup(check));
  return hints_new(table, MIGHAR_DIALECT_POSTGRES);
}

static MigharTable *new_table(void)
{
  MigharTable *table = mighar_table_new("t");
  mighar_table_add_column(table, "a")->kind = MIGHAR_VALUE_INTEGER;
  mighar_table_add_column(table, "b")->kind = MIGHAR_VALUE_TEXT;
  mighar_table_add_column(table, "c")->kind = MIGHAR_VALUE_TEXT;
  return table;
}

static void check_values(const Hint *hint, const char *expected)
{
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < hint->values->len; i++)
    g_string_append_printf(all, "%s%s", i > 0 ? " " : "", (char *)g_ptr_array_index(hint->values, i));
  assert_string_equal(all->str, expected);
}

static void test_values(void **state G_GNUC_UNUSED)
{
  static const struct {
    const char *check;
    guint column;
    const char *values;
    gboolean only;
  } cases[] = {
      {"b IN ('x', 'it''s')", 1, "x it's", TRUE},
      {"b = ANY (ARRAY['x'::text, 'y'::text])", 1, "x y", TRUE},
      {"b <> 'x'", 1, "", FALSE},
      {"b = 'x' AND c IS NOT NULL", 1, "x", FALSE},
      {"a IN (1, 2, 4)", 0, "1 2 4", TRUE},
      {"(a = '-1'::integer) OR a = 3", 0, "-1 3", TRUE},
      {"a >= 3", 0, "3", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(MigharTable) table = new_table();
    Hint *hints = mine(table, cases[i].check);
    check_values(&hints[cases[i].column], cases[i].values);
    assert_int_equal(hints[cases[i].column].only_values, cases[i].only);
    hints_free(hints, 3);
  }
}

static void test_bounds(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharTable) table = new_table();
  Hint *hints = mine(table, "a > 0 AND a <= 100 AND length(b) >= 3 AND char_length(b) < 10");
  assert_true(hints[0].has_low && hints[0].has_high);
  assert_int_equal((int)hints[0].low, 1);
  assert_int_equal((int)hints[0].high, 100);
  assert_int_equal(hints[1].shortest, 3);
  assert_int_equal(hints[1].longest, 9);
  assert_false(hints[2].checked);
  hints_free(hints, 3);
  hints = mine(table, "a BETWEEN -5 AND 5");
  assert_int_equal((int)hints[0].low, -5);
  assert_int_equal((int)hints[0].high, 5);
  hints_free(hints, 3);
}

static void test_patterns(void **state G_GNUC_UNUSED)
{
  static const char *const patterns[] = {
      "^[a-z][a-z0-9-]{2,30}$",
      "^#[0-9a-f]{6}$",
      "^(foo|bar)-\\d+$",
      "^\\+?[1-9]\\d{1,14}$",
      "^[^@ ]+@[^@ ]+\\.[a-z]{2,}$",
      "^\\d+\\.\\d+\\.\\d+$",
      "^[[:alpha:]_]*$",
      "^(?:ab)+c?$",
      "^[\\w.-]+$",
  };
  for (guint i = 0; i < G_N_ELEMENTS(patterns); i++)
    for (guint rank = 0; rank < 9; rank++) {
      g_autofree char *text = sample_pattern(patterns[i], rank);
      assert_non_null(text);
      if (!g_regex_match_simple(patterns[i], text, 0, 0))
        fail_msg("'%s' does not match %s", text, patterns[i]);
    }
  assert_null(sample_pattern("^(?=x)", 0));
  assert_null(sample_pattern("^[a-z", 0));
  assert_null(sample_pattern("(a", 0));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_values),
      cmocka_unit_test(test_bounds),
      cmocka_unit_test(test_patterns),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
