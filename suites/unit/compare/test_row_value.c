#include "row_sets.h"

#include <stdint.h>

static const gint64 numbers[] = {0, 7, -7, G_MAXINT64, G_MININT64};
static const double reals[] = {0.1, 1e300, -0.0};

static char long_text[ROW_TEXT_BYTES + 2], longest_whole_text[ROW_TEXT_BYTES + 1];

#define CELL_OF(value, type)                                                                                 \
  {                                                                                                          \
    &(value), sizeof(value), type                                                                            \
  }

static const MigharCell cells[] = {
    {NULL, 0, 'n'},
    {"", 0, 't'},
    {"ada", 3, 't'},
    {"a\0b", 3, 't'},
    {"a\0c", 3, 't'},
    {"7", 1, 't'},
    {long_text, sizeof long_text - 1, 't'},
    {longest_whole_text, sizeof longest_whole_text - 1, 't'},
    {"\x01\xff", 2, 'b'},
    {"", 0, 'b'},
    CELL_OF(numbers[0], 'i'),
    CELL_OF(numbers[1], 'i'),
    CELL_OF(numbers[2], 'i'),
    CELL_OF(numbers[3], 'i'),
    CELL_OF(numbers[4], 'i'),
    CELL_OF(reals[0], 'r'),
    CELL_OF(reals[1], 'r'),
    CELL_OF(reals[2], 'r'),
};

static int fill_texts(void **state)
{
  (void)state;
  memset(long_text, 'x', sizeof long_text - 1);
  memset(longest_whole_text, 'x', sizeof longest_whole_text - 1);
  return 0;
}

/* A set whose only row has all of the cells. */
static MigharRowSet *keep_cells(void)
{
  g_autoptr(MigharTable) table = mighar_table_new("t");
  for (guint i = 0; i < G_N_ELEMENTS(cells); i++) {
    g_autofree char *name = g_strdup_printf("c%u", i);
    mighar_table_add_column(table, name)->type = g_strdup("any");
  }
  MigharRowSet *set = mighar_row_set_new(table);
  mighar_row_set_add(set, cells);
  return set;
}

static const RowValue *values_of(const MigharRowSet *set)
{
  return ((const Row *)g_ptr_array_index(set->kept, 0))->values;
}

static void test_a_value_is_told_by_what_is_kept(void **state)
{
  (void)state;
  g_autoptr(MigharRowSet) set = keep_cells();
  const RowValue *values = values_of(set);
  for (guint i = 0; i < G_N_ELEMENTS(cells); i++) {
    assert_true(row_value_hash(&values[i]) == (cells[i].bytes != NULL ? row_hash(&cells[i]) : 0));
    if (cells[i].type == 't')
      assert_int_equal(row_value_length(&values[i]), cells[i].length);
  }
  assert_null(row_value_text(&values[0]));
  assert_string_equal(row_value_text(&values[2]), "ada");
  assert_string_equal(row_value_text(&values[14]), "-9223372036854775808");
}

static void test_values_are_equal_to_themselves_alone(void **state)
{
  (void)state;
  g_autoptr(MigharRowSet) one = keep_cells(), other = keep_cells();
  for (guint i = 0; i < G_N_ELEMENTS(cells); i++)
    for (guint j = 0; j < G_N_ELEMENTS(cells); j++)
      assert_int_equal(row_value_equal(&values_of(one)[i], &values_of(other)[j]), i == j);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_value_is_told_by_what_is_kept),
      cmocka_unit_test(test_values_are_equal_to_themselves_alone),
  };
  return cmocka_run_group_tests(tests, fill_texts, NULL);
}
