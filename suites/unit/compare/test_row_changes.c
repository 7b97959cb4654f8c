/* What is different between two sets of rows, and which rows are shown for it. */
#include "row_changes.h"

#include "row_sets.h"

static const struct {
  const char *what, *columns, *was, *now_columns, *is;
  guint64 gone, nulled, altered; /* of the column v */
  const char *before, *after;    /* examples: of v, or where rows have gone of them */
} cases[] = {
    {"nothing", "id!, v", "1,a; 2,-", NULL, "2,-; 1,a", 0, 0, 0, "", ""},
    {"one altered", "id!, v", "1,a; 2,b", NULL, "1,a; 2,c", 0, 0, 1, "id 2: 'b'", "id 2: 'c'"},
    {"one emptied", "id!, v", "1,a; 2,b", NULL, "1,a; 2,-", 0, 1, 0, "id 2: 'b'", "id 2: NULL"},
    {"a NULL that is filled loses nothing", "id!, v", "1,-", NULL, "1,a", 0, 0, 0, "", ""},
    {"one gone", "id!, v", "1,a; 2,b", NULL, "2,b", 1, 0, 0, "id 1", ""},
    {"one more is no loss", "id!, v", "1,a", NULL, "1,a; 2,b", 0, 0, 0, "", ""},
    {"one for another", "id!, v", "1,a", NULL, "2,a", 1, 0, 0, "id 1", ""},
    {"in the order of people", "id!, v", "10,a; 9,a; 100,a", NULL, "", 3, 0, 0, "id 9\nid 10\nid 100", ""},
    {"no more than five", "id!, v", "1,a; 2,a; 3,a; 4,a; 5,a; 6,a; 7,a", NULL, "", 7, 0, 0,
     "id 1\nid 2\nid 3\nid 4\nid 5", ""},
    {"a key of two", "id!, w!, v", "1,x,a; 1,y,b", NULL, "1,x,a", 1, 0, 0, "id 1, w 'y'", ""},
    {"columns change places", "id!, v, w", "1,a,b", "id!, w, v", "1,b,a", 0, 0, 0, "", ""},
    {"a key of another type tells nothing apart", "id!, v", "1,a; 2,b", "id:bigint, v", "1,a; 2,c", 0, 0, 1,
     "'b'", ""},
    {"without a key, one gone", "v, w", "a,x; b,y; b,y", NULL, "b,y; a,x", 1, 0, 0, "v 'b', w 'y'", ""},
    {"without a key, one gone and another one altered", "v, w", "a,x; b,y; c,z", NULL, "b,q; c,z", 1, 0, 0,
     "", ""},
    {"without a key, two of the same altered", "v", "a; a; b", NULL, "c; c; b", 0, 0, 2, "'a'\n'a'", ""},
    {"without a key, one emptied", "v", "a; b", NULL, "a; -", 0, 1, 0, "'b'", ""},
};

static void check_case(guint i)
{
  g_autoptr(MigharRowSet) was = set_of("t", cases[i].columns, cases[i].was);
  g_autoptr(MigharRowSet) is =
      set_of("t", cases[i].now_columns != NULL ? cases[i].now_columns : cases[i].columns, cases[i].is);
  g_auto(RowChanges) changes = {0};
  row_changes_find(&changes, was, is);
  const RowColumnChanges *v = &changes.columns[row_set_find_name(was, "v")];
  const RowExamples *examples = changes.gone > 0 ? &changes.rows : &v->examples;
  print_message("%s\n", cases[i].what);
  assert_int_equal(changes.gone, cases[i].gone);
  assert_int_equal(v->nulled, cases[i].nulled);
  assert_int_equal(v->altered, cases[i].altered);
  assert_string_equal(examples->before->str, cases[i].before);
  assert_string_equal(examples->after->str, cases[i].after);
}

static void test_changes(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    check_case(i);
}

static MigharRowSet *large_set(guint n, guint altered_from)
{
  MigharRowSet *set = set_of("t", "id!, v", "");
  for (guint i = 0; i < n; i++) {
    g_autofree char *row = g_strdup_printf("%u,%s%u", i, i >= altered_from ? "x" : "", i);
    add_rows(set, row);
  }
  return set;
}

/* Of a sample it is only known that there are at least as many. */
static void test_sample(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharRowSet) was = large_set(3000, 3000), is = large_set(3000, 0), fewer = large_set(2900, 2900);
  g_auto(RowChanges) all = {0}, gone = {0};
  row_changes_find(&all, was, is);
  assert_true(all.columns[1].more);
  assert_in_range(all.columns[1].altered, 900, 1000);
  row_changes_find(&gone, was, fewer);
  assert_int_equal(gone.gone, 100);
}

/* One row altered among those that are not in the sample is not overlooked. */
static void test_beyond_the_sample(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharRowSet) was = large_set(3000, 3000);
  for (guint from = 2980; from < 3000; from++) {
    g_autoptr(MigharRowSet) is = large_set(3000, from);
    g_auto(RowChanges) changes = {0};
    row_changes_find(&changes, was, is);
    assert_in_range(changes.columns[1].altered, 1, 3000 - from);
    assert_int_equal(changes.columns[0].altered, 0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_changes), cmocka_unit_test(test_sample),
                                     cmocka_unit_test(test_beyond_the_sample)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
