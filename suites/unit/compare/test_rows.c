/* Losses between moments as findings: what is told, whose doing it is said to be, and what is only noted. */
#include "row_sets.h"

#define USERS "id!, name, phone"

static const char users[] = "1,ada,5; 2,bob,-; 3,eve,7";

static void assert_kept(MigharRowSet *was, MigharRowSet *is, const char *findings, const char *notes)
{
  g_autoptr(MigharMoment) before = moment_of(was, NULL), after = moment_of(is, NULL);
  g_autoptr(GPtrArray) noted = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  g_autoptr(GPtrArray) found = mighar_compare_kept(before, after, noted);
  g_autofree char *told = messages_of(found), *told_notes = messages_of(noted);
  assert_string_equal(told, findings);
  assert_string_equal(told_notes, notes);
}

static void test_kept(void **state G_GNUC_UNUSED)
{
  assert_kept(set_of("users", USERS, users), set_of("users", USERS, users), "", "");
  assert_kept(set_of("users", USERS, users), set_of("users", USERS, "1,ADA,5; 2,bob,-; 3,EVE,7"), "",
              "column users.name: 2 values are altered by the up");
  assert_kept(set_of("users", USERS, users),
              set_of("users", "id!, name, phone:integer", "1,ada,05; 2,bob,-; 3,eve,7"), "",
              "column users.phone: 1 value is altered by the up, as the type changes from text to integer");
  assert_kept(set_of("users", USERS, users), set_of("users", USERS, "1,Ada,-; 3,eve,7"),
              "column users.phone: 1 value is NULL after the up\ntable users: 1 row is gone after the up",
              "column users.name: 1 value is altered by the up");
  assert_kept(set_of("users", USERS, users), set_of("users", "id!, name", "1,ada; 2,bob; 3,eve"), "", "");
  assert_kept(set_of("users", USERS, users), set_of("others", USERS, ""), "", "");
}

static const struct {
  const char *what;
  const char *between_columns, *between; /* of users after the up; NULL: there is no such table */
  const char *other_columns, *other;     /* of a table that the up makes; NULL: none */
  const char *after_columns, *after;     /* of users after the down; NULL: there is no such table */
  const char *findings;
} cases[] = {
    {"nothing", USERS, users, NULL, NULL, USERS, users, ""},
    {"dropped and empty again", "id!, name", "1,ada; 2,bob; 3,eve", NULL, NULL, USERS,
     "1,ada,-; 2,bob,-; 3,eve,-", "column users.phone: 2 values are lost by the up, which drops the column"},
    {"moved and not back", "id!, name", "1,ada; 2,bob; 3,eve", "user!, number", "1,5; 3,7", USERS,
     "1,ada,-; 2,bob,-; 3,eve,-",
     "column users.phone: 2 values are lost by the down, which leaves them in other.number; renaming keeps "
     "them"},
    {"overwritten by the down", USERS, users, NULL, NULL, USERS, "1,x,5; 2,x,-; 3,x,7",
     "column users.name: 3 values are altered by the down"},
    {"altered by the up", USERS, "1,ADA,5; 2,bob,-; 3,eve,7", NULL, NULL, USERS, "1,ADA,5; 2,bob,-; 3,eve,7",
     "column users.name: 1 value is altered by the up"},
    {"of another type in between", "id!, name, phone:integer", "1,ada,5; 2,bob,-; 3,eve,7", NULL, NULL, USERS,
     "1,ada,5; 2,bob,-; 3,eve,07", "column users.phone: 1 value is altered by the down"},
    {"rows gone by the up", USERS, "1,ada,5", NULL, NULL, USERS, "1,ada,5",
     "table users: 2 rows are lost by the up"},
    {"rows gone by the down", USERS, users, NULL, NULL, USERS, "1,ada,5",
     "table users: 2 rows are lost by the down"},
    {"some by each", USERS, "1,ada,5; 2,bob,-", NULL, NULL, USERS, "1,ada,5",
     "table users: 1 row is lost by the down\ntable users: 1 row is lost by the up"},
    {"the table is gone", NULL, NULL, NULL, NULL, NULL, NULL,
     "table users: 3 rows are lost by the up, which drops the table"},
    {"the table is dropped and made anew", NULL, NULL, NULL, NULL, USERS, "",
     "table users: 3 rows are lost by the up, which drops the table"},
    {"the table lives on under another name", NULL, NULL, USERS, users, USERS, "",
     "table users: 3 rows are lost by the down, which makes the table anew and leaves them where they were "
     "after "
     "the up"},
    {"the table is kept by the up alone", USERS, users, NULL, NULL, NULL, NULL,
     "table users: 3 rows are lost by the down, which does not bring them back"},
};

static MigharMoment *moment_with(const char *columns, const char *rows, const char *other_columns,
                                 const char *other)
{
  MigharMoment *moment = moment_of(NULL);
  if (columns != NULL)
    mighar_moment_add(moment, set_of("users", columns, rows));
  if (other_columns != NULL)
    mighar_moment_add(moment, set_of("other", other_columns, other));
  return moment;
}

static void test_data(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(MigharMoment) before = moment_with(USERS, users, NULL, NULL);
    g_autoptr(MigharMoment) between =
        moment_with(cases[i].between_columns, cases[i].between, cases[i].other_columns, cases[i].other);
    g_autoptr(MigharMoment) after = moment_with(cases[i].after_columns, cases[i].after, NULL, NULL);
    g_autoptr(GPtrArray) findings = mighar_compare_data(before, between, after);
    g_autofree char *told = messages_of(findings);
    print_message("%s\n", cases[i].what);
    assert_string_equal(told, cases[i].findings);
  }
}

static void test_written(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharMoment) before = moment_of(set_of("users", USERS, users), set_of("same", "id!", "1"), NULL);
  g_autoptr(MigharMoment) after = moment_of(
      set_of("users", "id!, name, phone, seen", "1,ada,5,x; 2,BOB,-,x; 3,eve,7,x"), set_of("new", "id!", "1"),
      mighar_row_set_ref(g_hash_table_lookup(before->sets, "same")), NULL);
  g_autoptr(GHashTable) columns = mighar_compare_written(before, after);
  assert_int_equal(g_hash_table_size(columns), 3);
  assert_true(g_hash_table_contains(columns, "users.name"));
  assert_true(g_hash_table_contains(columns, "users.seen"));
  assert_true(g_hash_table_contains(columns, "new.id"));
}

/* Sequences */

static MigharPosition *position_of(const char *next, gboolean used, const char *column)
{
  MigharPosition *position = g_new0(MigharPosition, 1);
  *position = (MigharPosition){.name = g_strdup("sequence s"),
                               .table = g_strdup("users"),
                               .column = g_strdup(column),
                               .next = g_strdup(next),
                               .used = used,
                               .state = g_strdup(next),
                               .catch_up = g_strdup("CATCH UP")};
  return position;
}

static char *tell_positions(MigharPosition *was, MigharPosition *then, MigharPosition *is, gboolean *cosmetic)
{
  g_autoptr(MigharMoment) before = moment_of(NULL), between = moment_of(NULL), after = moment_of(NULL);
  mighar_moment_add_position(before, was);
  if (then != NULL)
    mighar_moment_add_position(between, then);
  mighar_moment_add_position(after, is);
  g_autoptr(GPtrArray) findings = mighar_compare_positions(before, between, after, "after the down");
  *cosmetic = findings->len > 0 && ((const MigharFinding *)g_ptr_array_index(findings, 0))->cosmetic;
  return messages_of(findings);
}

static void test_positions(void **state G_GNUC_UNUSED)
{
  gboolean cosmetic;
  g_autofree char *good =
      tell_positions(position_of("4", FALSE, "id"), NULL, position_of("5", FALSE, "id"), &cosmetic);
  assert_string_equal(good, "");
  g_autofree char *used =
      tell_positions(position_of("4", FALSE, "id"), NULL, position_of("1", TRUE, "id"), &cosmetic);
  assert_string_equal(used, "sequence s: hands out 1 after the down, a key that a row of users has");
  assert_false(cosmetic);
  g_autofree char *ever =
      tell_positions(position_of("1", TRUE, "id"), NULL, position_of("1", TRUE, "id"), &cosmetic);
  assert_string_equal(ever, "");
  g_autofree char *back = tell_positions(position_of("4", FALSE, NULL), position_of("9", FALSE, NULL),
                                         position_of("4", FALSE, NULL), &cosmetic);
  assert_string_equal(back,
                      "sequence s: hands out 4 after the down, a key that a former row of users has had");
  assert_true(cosmetic);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_kept), cmocka_unit_test(test_data),
                                     cmocka_unit_test(test_written), cmocka_unit_test(test_positions)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
