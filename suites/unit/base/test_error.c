#include <mighar/error.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void puts_the_place_first_and_the_hint_last(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  mighar_set_error_at(&error, MIGHAR_ERROR_USAGE, "a/b.sql", 7, "do this", "there is no '%s'", "x");
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
  assert_string_equal(error->message, "a/b.sql:7: there is no 'x'\nhint: do this");
}

static void leaves_out_what_there_is_not(void **state)
{
  (void)state;
  g_autoptr(GError) without_line = NULL, plain = NULL;
  mighar_set_error_at(&without_line, MIGHAR_ERROR_ENVIRONMENT, "a", 0, NULL, "gone");
  assert_string_equal(without_line->message, "a: gone");
  mighar_set_error(&plain, MIGHAR_ERROR_ENVIRONMENT, NULL, "100%% gone");
  assert_string_equal(plain->message, "100% gone");
  mighar_set_error(NULL, MIGHAR_ERROR_USAGE, NULL, "nobody listens");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(puts_the_place_first_and_the_hint_last),
      cmocka_unit_test(leaves_out_what_there_is_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
