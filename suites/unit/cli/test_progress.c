#include "progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_line(const char *name, guint columns, const char *expected)
{
  const MigharMigration migration = {.version = "0012", .name = (char *)name};
  g_autofree char *line = progress_line("sqlite", 12, 48, &migration, columns);
  assert_string_equal(line, expected);
}

static void test_the_whole_line(void **state)
{
  (void)state;
  assert_line("add_index", 80, "sqlite 12/48 0012_add_index");
  assert_line("add_index", 27, "sqlite 12/48 0012_add_index");
  assert_line("", 80, "sqlite 12/48 0012");
}

static void test_a_narrow_terminal_cuts_it(void **state)
{
  (void)state;
  assert_line("add_index", 26, "sqlite 12/48 0012_add_inde");
  assert_line("add_index", 3, "sql");
  assert_line("add_index", 0, "");
}

static void test_wide_characters_take_two_columns(void **state)
{
  (void)state;
  assert_line("\xe6\x97\xa5\xe6\x9c\xac", 22, "sqlite 12/48 0012_\xe6\x97\xa5\xe6\x9c\xac");
  assert_line("\xe6\x97\xa5\xe6\x9c\xac", 21, "sqlite 12/48 0012_\xe6\x97\xa5");
  assert_line("e\xcc\x81x", 20, "sqlite 12/48 0012_e\xcc\x81x");
}

static void test_names_cannot_steer_the_terminal(void **state)
{
  (void)state;
  assert_line("a\033[2J\n", 80, "sqlite 12/48 0012_a?[2J?");
  assert_line("a\xff", 80, "sqlite 12/48 0012_a\xef\xbf\xbd");
}

static void assert_rows(const char *table, guint64 rows, guint columns, const char *expected)
{
  g_autofree char *line = progress_rows_line(table, rows, 1000000, columns);
  assert_string_equal(line, expected);
}

static void test_rows_are_a_bar(void **state)
{
  (void)state;
  assert_rows("public.users", 0, 80, "1000000 rows [                    ] 0% public.users");
  assert_rows("public.users", 450300, 80, "1000000 rows [#########           ] 45% public.users");
  assert_rows("public.users", 2000000, 80, "1000000 rows [####################] 100% public.users");
  assert_rows("public.users", 450300, 45, "1000000 rows [#########           ] 45% publi");
  assert_rows("a\033[2J", 450300, 80, "1000000 rows [#########           ] 45% a?[2J");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows_are_a_bar),
      cmocka_unit_test(test_the_whole_line),
      cmocka_unit_test(test_a_narrow_terminal_cuts_it),
      cmocka_unit_test(test_wide_characters_take_two_columns),
      cmocka_unit_test(test_names_cannot_steer_the_terminal),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
