/* What became of rows that were written between up and down: where they were, and where the up has moved such
 * rows to. */
#include "followed.h"
#include "row_sets.h"

#define USERS "id!, name, phone"

/* "object: key: written -> found", a line for each. */
static char *tell(const GPtrArray *losses)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < losses->len; i++) {
    const MigharLateLoss *loss = g_ptr_array_index(losses, i);
    g_string_append_printf(text, "%s%s: %s%s%s", i > 0 ? "\n" : "", loss->object, loss->words,
                           loss->from != NULL ? " from " : "", loss->from != NULL ? loss->from : "");
    if (loss->column != NULL)
      g_string_append_printf(text, ": %s -> %s%s", loss->written, loss->found != NULL ? loss->found : "NULL",
                             loss->other_values ? " (others)" : "");
  }
  return g_string_free(text, FALSE);
}

static void assert_losses(MigharMoment *before, MigharMoment *late, MigharMoment *after, const char *expected)
{
  g_autoptr(GPtrArray) losses = mighar_compare_late(before, late, after);
  g_autofree char *told = tell(losses);
  assert_string_equal(told, expected);
  mighar_moment_free(before);
  mighar_moment_free(late);
  mighar_moment_free(after);
}

static void test_where_they_were(void **state G_GNUC_UNUSED)
{
  const char *rows = "1,ada,5; 2,bob,6", *with_late = "1,ada,5; 2,bob,6; 8,x,1; 9,y,2";
  assert_losses(moment_of(set_of("u", USERS, rows), NULL),
                moment_of(set_apart("u", USERS, with_late, "8; 9"), NULL),
                moment_of(set_apart("u", USERS, with_late, "8; 9"), NULL), "");
  assert_losses(moment_of(set_of("u", USERS, rows), NULL),
                moment_of(set_apart("u", USERS, with_late, "8; 9"), NULL),
                moment_of(set_apart("u", USERS, "1,ada,5; 2,bob,6; 9,Y,2", "8; 9"), NULL),
                "column u.name: id 9: y -> Y\ntable u: id 8");
}

/* A column that the up has altered means something else; that a value is gone means the same. */
static void test_altered_columns(void **state G_GNUC_UNUSED)
{
  assert_losses(moment_of(set_of("u", USERS, "1,ada,5"), NULL),
                moment_of(set_apart("u", USERS, "1,ada,-5; 8,x,-1; 9,y,-2", "8; 9"), NULL),
                moment_of(set_apart("u", USERS, "1,ada,5; 8,x,1; 9,y,-", "8; 9"), NULL),
                "column u.phone: id 8: -1 -> 1 (others)\ncolumn u.phone: id 9: -2 -> NULL");
}

/* Phones have a table of their own in between. */
static MigharMoment *before_phones(void)
{
  return moment_of(set_of("u", USERS, "1,ada,5; 2,bob,6; 3,eve,-"), NULL);
}

static MigharMoment *late_phones(const char *phones)
{
  return moment_of(set_apart("u", "id!, name", "1,ada; 2,bob; 3,eve; 8,x; 9,y", "8; 9"),
                   set_apart("p", "id!, user>u, number", phones, "71; 72; 73"), NULL);
}

static MigharMoment *after_phones(const char *rows)
{
  return moment_of(set_apart("u", USERS, rows, "8; 9"), NULL);
}

static void test_moved_values(void **state G_GNUC_UNUSED)
{
  assert_losses(before_phones(), late_phones("1,1,5; 2,2,6; 71,8,70; 72,9,80"),
                after_phones("1,ada,5; 2,bob,6; 3,eve,-; 8,x,70; 9,y,80"), "");
  assert_losses(before_phones(), late_phones("1,1,5; 2,2,6; 71,8,70; 72,9,80"),
                after_phones("1,ada,5; 2,bob,6; 3,eve,-; 8,x,70; 9,y,-"),
                "column u.phone: id 9 from p.number: 80 -> NULL");
  assert_losses(before_phones(), late_phones("1,1,5; 2,2,6; 71,3,70"),
                after_phones("1,ada,5; 2,bob,6; 3,eve,-; 8,x,-; 9,y,-"),
                "column u.phone: id 3 from p.number: 70 -> NULL");
  // there is room for one number, and it is taken
  assert_losses(before_phones(), late_phones("1,1,5; 2,2,6; 71,8,70; 72,8,80; 73,1,90"),
                after_phones("1,ada,5; 2,bob,6; 3,eve,-; 8,x,80; 9,y,-"), "");
  // or all of them stand there together
  assert_losses(before_phones(), late_phones("1,1,5; 2,2,6; 71,8,70; 72,8,80"),
                after_phones("1,ada,5; 2,bob,6; 3,eve,-; 8,x,70 80; 9,y,-"), "");
  // but none of them is a loss
  assert_losses(
      before_phones(), late_phones("1,1,5; 2,2,6; 71,8,70; 72,8,80"),
      after_phones("1,ada,5; 2,bob,6; 3,eve,-; 8,x,-; 9,y,-"),
      "column u.phone: id 8 from p.number: 70 -> NULL\ncolumn u.phone: id 8 from p.number: 80 -> NULL");
}

/* What only looks like a move is none: other rows have the values, or too few to tell. */
static void test_no_move(void **state G_GNUC_UNUSED)
{
  static const char *const phones[] = {"1,2,5; 2,1,6", "1,1,5; 2,2,7", "1,1,5"};
  for (guint i = 0; i < G_N_ELEMENTS(phones); i++) {
    g_autoptr(MigharMoment) before = before_phones(), late = late_phones(phones[i]);
    g_autoptr(GPtrArray) moves = followed_find(before, late);
    assert_int_equal(moves->len, 0);
  }
}

/* One value alone may be the same by chance. */
static void test_one_row(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharMoment) before = moment_of(set_of("u", USERS, "1,ada,5; 2,bob,-"), NULL);
  g_autoptr(MigharMoment) late =
      moment_of(set_of("u", "id!, name", "1,ada; 2,bob"), set_of("p", "id!, user>u, number", "1,1,5"), NULL);
  g_autoptr(GPtrArray) moves = followed_find(before, late);
  assert_int_equal(moves->len, 0);
}

/* A copy besides: nobody knows which of them is to come back. */
static void test_two_places(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharMoment) before = before_phones(), late = late_phones("1,1,5; 2,2,6; 71,8,70");
  mighar_moment_add(late, set_of("q", "id!, user>u, number", "1,1,5; 2,2,6"));
  g_autoptr(GPtrArray) moves = followed_find(before, late);
  assert_int_equal(moves->len, 0);
}

static void test_moved_rows(void **state G_GNUC_UNUSED)
{
  const char *late = "1,ada,5,n; 2,bob,6,n; 8,x,7,y; 9,-,8,n", *columns = "no!, called, phone, closed";
  assert_losses(moment_of(set_of("u", USERS, "1,ada,5; 2,bob,6"), NULL),
                moment_of(set_apart("a", columns, late, "8; 9"), NULL),
                moment_of(set_of("u", USERS, "1,ada,5; 2,bob,6; 8,x,7; 9,-,8"), NULL), "");
  assert_losses(moment_of(set_of("u", USERS, "1,ada,5; 2,bob,6"), NULL),
                moment_of(set_apart("a", columns, late, "8; 9"), NULL),
                moment_of(set_of("u", USERS, "1,ada,5; 2,bob,6; 9,-,-"), NULL),
                "column u.phone: id 9 from a.phone: 8 -> NULL\ntable u: id 8 from a");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_where_they_were), cmocka_unit_test(test_altered_columns),
      cmocka_unit_test(test_moved_values),    cmocka_unit_test(test_no_move),
      cmocka_unit_test(test_one_row),         cmocka_unit_test(test_two_places),
      cmocka_unit_test(test_moved_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
