/* Rows that were given come back as they were. */
#include "given.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NO_UTF8 "caf\xe9"

static MigharSeeding *list_of(MigharSeeded *seeded)
{
  MigharSeeding *list = mighar_seeding_new();
  g_ptr_array_add(list->written, seeded);
  return list;
}

static void add_row(MigharSeeded *seeded, char *const *values, const char *note)
{
  mighar_rows_add(seeded->rows, values, seeded->columns->len);
  g_ptr_array_add(seeded->values, g_strdup(note));
}

static MigharSeeded *two_rows(void)
{
  MigharSeeded *seeded = mighar_seeded_new("public.\"a b\"");
  seeded->is_key = TRUE;
  g_ptr_array_add(seeded->columns, g_strdup("id"));
  g_ptr_array_add(seeded->columns, g_strdup(NO_UTF8));
  add_row(seeded, (char *[]){"1", NULL}, "NULL in it");
  add_row(seeded, (char *[]){"", NO_UTF8}, NULL);
  return seeded;
}

static void rows_come_back(void **state G_GNUC_UNUSED)
{
  MigharSeeded *seeded = two_rows();
  g_autoptr(MigharSeeding) before G_GNUC_UNUSED = list_of(seeded);
  g_autoptr(GVariant) given = given_pack(seeded);
  assert_string_equal(given_table(given), seeded->table);
  MigharSeeded *back = given_unpack(given, FALSE);
  g_autoptr(MigharSeeding) after G_GNUC_UNUSED = list_of(back);
  assert_string_equal(back->table, seeded->table);
  assert_true(back->is_key);
  assert_int_equal(back->columns->len, 2);
  assert_string_equal(g_ptr_array_index(back->columns, 0), "id");
  assert_string_equal(g_ptr_array_index(back->columns, 1), NO_UTF8);
  assert_int_equal(back->rows->len, 2);
  char **first = g_ptr_array_index(back->rows, 0), **second = g_ptr_array_index(back->rows, 1);
  assert_string_equal(first[0], "1");
  assert_null(first[1]);
  assert_string_equal(second[0], "");
  assert_string_equal(second[1], NO_UTF8);
}

static void only_what_is_unusual_comes_back(void **state G_GNUC_UNUSED)
{
  MigharSeeded *seeded = two_rows();
  g_autoptr(MigharSeeding) before G_GNUC_UNUSED = list_of(seeded);
  g_autoptr(GVariant) given = given_pack(seeded);
  MigharSeeded *back = given_unpack(given, TRUE);
  g_autoptr(MigharSeeding) after G_GNUC_UNUSED = list_of(back);
  assert_int_equal(back->rows->len, 1);
  assert_string_equal(((char **)g_ptr_array_index(back->rows, 0))[0], "1");
}

static void what_has_no_columns_or_rows_comes_back(void **state G_GNUC_UNUSED)
{
  MigharSeeded *seeded = mighar_seeded_new("t");
  g_autoptr(MigharSeeding) before G_GNUC_UNUSED = list_of(seeded);
  g_autoptr(GVariant) none = given_pack(seeded);
  add_row(seeded, NULL, NULL);
  g_autoptr(GVariant) one = given_pack(seeded);
  MigharSeeded *back = given_unpack(none, FALSE), *with_row = given_unpack(one, FALSE);
  g_autoptr(MigharSeeding) after G_GNUC_UNUSED = list_of(back), after_row G_GNUC_UNUSED = list_of(with_row);
  assert_false(back->is_key);
  assert_int_equal(back->columns->len, 0);
  assert_int_equal(back->rows->len, 0);
  assert_int_equal(with_row->rows->len, 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_come_back),
      cmocka_unit_test(only_what_is_unusual_comes_back),
      cmocka_unit_test(what_has_no_columns_or_rows_comes_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
