#include "suggest.h"

#include <glib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const names[] = {"engine", "format", "only", "junit", "json", "no-colour", NULL};

static void test_slips_are_understood(void **state)
{
  (void)state;
  assert_string_equal(suggest("jnuit", names), "junit");
  assert_string_equal(suggest("engines", names), "engine");
  assert_string_equal(suggest("engne", names), "engine");
  assert_string_equal(suggest("jsno", names), "json");
  assert_string_equal(suggest("no-color", names), "no-colour");
}

static void test_beginnings_are_understood(void **state)
{
  (void)state;
  assert_string_equal(suggest("eng", names), "engine");
  assert_string_equal(suggest("j", names), "junit");
}

static void test_other_words_are_not(void **state)
{
  (void)state;
  assert_null(suggest("verbose", names));
  assert_null(suggest("x", names));
  assert_null(suggest("", names));
  assert_null(suggest("a-rather-long-option-that-nobody-has", names));
}

static void test_hint(void **state)
{
  (void)state;
  g_autofree char *meant = suggest_hint("jnuit", names, "otherwise");
  g_autofree char *unknown = suggest_hint("verbose", names, "otherwise");
  assert_string_equal(meant, "did you mean 'junit'?");
  assert_string_equal(unknown, "otherwise");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_slips_are_understood),
      cmocka_unit_test(test_beginnings_are_understood),
      cmocka_unit_test(test_other_words_are_not),
      cmocka_unit_test(test_hint),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
