#include <mighar/mend.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_filled(const char *pattern, const char *value, const char *expected)
{
  static const MigharProperty properties[] = {
      {"comment", "it's"}, {"definition", "SELECT 1;"}, {"mode", "always"}, {"type", "text"}};
  g_autoptr(MigharObject) object =
      mighar_object_new("column", "s.t.a", "s.t", NULL, properties, G_N_ELEMENTS(properties));
  g_autoptr(GString) sql = g_string_new("> ");
  gboolean filled = mighar_mend_fill(sql, pattern, object, value);
  assert_int_equal(filled, expected != NULL);
  assert_string_equal(sql->str + 2, expected != NULL ? expected : "");
}

static void fills_in_names_and_properties(void **state)
{
  (void)state;
  assert_filled("{name} of {table} is {own}: {type}", NULL, "s.t.a of s.t is a: text");
  assert_filled("{'comment} {^mode} {-definition} {definition}", NULL, "'it''s' ALWAYS SELECT 1 SELECT 1;");
  assert_filled("SET {value};", "1", "SET 1;");
}

static void leaves_out_what_is_optional_and_none(void **state)
{
  (void)state;
  assert_filled("{own}[ {collation}][ {type}][ STRICT{!strict}][ TYPED{!type}]", NULL, "a text TYPED");
}

static void is_impossible_without_a_value(void **state)
{
  (void)state;
  assert_filled("{own}[ {type}] {collation}", NULL, NULL);
  assert_filled("SET {value}", NULL, NULL);
}

static void a_part_is_called_without_its_whole(void **state)
{
  (void)state;
  g_autoptr(MigharObject) entry = mighar_object_new("publication table", "p: s.t", "p", NULL, NULL, 0);
  g_autoptr(MigharObject) index = mighar_object_new("index", "s.tidy", "s.t", NULL, NULL, 0);
  assert_string_equal(mighar_object_own_name(entry), "s.t");
  assert_string_equal(mighar_object_own_name(index), "s.tidy");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fills_in_names_and_properties),
      cmocka_unit_test(leaves_out_what_is_optional_and_none),
      cmocka_unit_test(is_impossible_without_a_value),
      cmocka_unit_test(a_part_is_called_without_its_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
