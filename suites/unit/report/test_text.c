#include "outputs.h"
#include "text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_place(const char *file, guint line, guint column, const char *expected)
{
  const MigharFinding finding = {.file = file, .line = line, .column = column};
  g_autofree char *place = text_place(&finding);
  if (expected == NULL)
    assert_null(place);
  else
    assert_string_equal(place, expected);
}

static void test_places_leave_out_what_is_not_known(void **state)
{
  (void)state;
  assert_place("a.sql", 3, 7, "a.sql:3:7");
  assert_place("a.sql", 3, 0, "a.sql:3");
  assert_place("a.sql", 0, 7, "a.sql");
  assert_place(NULL, 3, 7, NULL);
}

static void test_a_migration_may_have_no_name(void **state)
{
  (void)state;
  MigharMigrationReport report = {.version = "0001", .name = ""};
  g_autofree char *title = text_migration(&report);
  assert_string_equal(title, "0001");
}

static void test_seconds_have_a_point(void **state)
{
  (void)state;
  g_autofree char *rounded = text_seconds(1.23456, 3);
  g_autofree char *whole = text_seconds(12345, 2);
  assert_string_equal(rounded, "1.235");
  assert_string_equal(whole, "12345.00");
}

static void test_clean_keeps_what_is_allowed(void **state)
{
  (void)state;
  g_autofree char *clean = text_clean("caf\xc3\xa9\t\n\x7f\xe2\x80\xae.", text_printable);
  assert_string_equal(clean, "caf\xc3\xa9\t\n\xef\xbf\xbd\xef\xbf\xbd.");
  assert_null(text_clean(NULL, text_printable));
}

static void test_outputs_are_found_by_name(void **state)
{
  (void)state;
  assert_ptr_equal(mighar_output_find("junit"), &output_junit);
  assert_ptr_equal(mighar_output_find("json"), &output_json);
  assert_ptr_equal(mighar_output_find("terminal"), &output_terminal);
  assert_null(mighar_output_find("tap"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_places_leave_out_what_is_not_known),
      cmocka_unit_test(test_a_migration_may_have_no_name),
      cmocka_unit_test(test_seconds_have_a_point),
      cmocka_unit_test(test_clean_keeps_what_is_allowed),
      cmocka_unit_test(test_outputs_are_found_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
