/* A cascade is only told where it is seen, and its parent only where no other comes into question. */
#include "cascades.h"

#include "row_changes.h"
#include "row_sets.h"

#define MEMBERS "id!, team>teams CASCADE, user>users CASCADE, boss>bosses SET NULL"

/* Members 10, 11 and 12, of the teams 1 and 2, the users 1 and 2, and the bosses 1 and 2. */
static const char members[] = "10,1,1,1; 11,2,1,1; 12,2,2,2";

static const struct {
  const char *what, *teams, *users, *bosses, *members; /* afterwards; NULL: untouched */
  const char *rows, *values;                           /* why rows are gone, why bosses are NULL */
} cases[] = {
    {"a team", "1,a", NULL, NULL, "10,1,1,1", "by a cascade from 'teams' (ON DELETE CASCADE)", NULL},
    {"a user", NULL, "1,x", NULL, "10,1,1,1; 11,2,1,1", "by a cascade from 'users' (ON DELETE CASCADE)",
     NULL},
    {"a team and a user that one of them has both", "1,a", "1,x", NULL, "10,1,1,1",
     "by a cascade from 'teams' or 'users' (ON DELETE CASCADE)", NULL},
    {"each of another one", "2,b", "1,x", NULL, "11,2,1,1",
     "by a cascade from 'teams' and 'users' (ON DELETE CASCADE)", NULL},
    {"rows deleted beside parents that are there", "1,A; 2,b", "1,X; 2,y", NULL, "10,1,1,1; 12,2,2,2", NULL,
     NULL},
    {"rows deleted and no parent touched", NULL, NULL, NULL, "10,1,1,1", NULL, NULL},
    {"all rows, and a parent made anew", "1,A; 2,b", NULL, NULL, "",
     "likely by a cascade from 'teams' (ON DELETE CASCADE)", NULL},
    {"all rows, and both parents made anew", "1,A; 2,b", "1,X; 2,y", NULL, "",
     "likely by a cascade from 'teams' or 'users' (ON DELETE CASCADE)", NULL},
    {"one by a cascade and one besides", "2,b", NULL, NULL, "12,2,2,2",
     "some of them by a cascade from 'teams' (ON DELETE CASCADE)", NULL},
    {"a boss", NULL, NULL, "1,m", "10,1,1,1; 11,2,1,1; 12,2,2,-", NULL,
     "by a cascade from 'bosses' (ON DELETE SET NULL)"},
    {"bosses made anew", NULL, NULL, "1,M; 2,n", "10,1,1,-; 11,2,1,-; 12,2,2,-", NULL,
     "likely by a cascade from 'bosses' (ON DELETE SET NULL)"},
    {"emptied by hand", NULL, NULL, "1,M; 2,n", "10,1,1,-; 11,2,1,1; 12,2,2,2", NULL, NULL},
};

static MigharRowSet *either(const MigharMoment *from, const char *name, const char *rows)
{
  return rows != NULL ? set_of(name, "id!, name", rows)
                      : mighar_row_set_ref(g_hash_table_lookup(from->sets, name));
}

static void assert_same(const char *found, const char *expected)
{
  if (found == NULL || expected == NULL)
    assert_ptr_equal(found, expected);
  else
    assert_string_equal(found, expected);
}

static void check_case(guint i)
{
  g_autoptr(MigharMoment) from =
      moment_of(set_of("teams", "id!, name", "1,a; 2,b"), set_of("users", "id!, name", "1,x; 2,y"),
                set_of("bosses", "id!, name", "1,m; 2,n"), set_of("members", MEMBERS, members), NULL);
  g_autoptr(MigharMoment) to =
      moment_of(either(from, "teams", cases[i].teams), either(from, "users", cases[i].users),
                either(from, "bosses", cases[i].bosses), set_of("members", MEMBERS, cases[i].members), NULL);
  const MigharRowSet *was = g_hash_table_lookup(from->sets, "members");
  const Step step = {from, to};
  g_auto(RowChanges) changes = {0};
  row_changes_find(&changes, was, g_hash_table_lookup(to->sets, "members"));
  g_autofree char *rows = cascades_explain(&step, was, changes.gone_rows, -1);
  g_autofree char *values = cascades_explain(&step, was, changes.columns[3].rows, 3);
  print_message("%s\n", cases[i].what);
  assert_same(rows, cases[i].rows);
  assert_same(values, cases[i].values);
}

static void test_cascades(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    check_case(i);
}

/* A table that is gone has taken all of its rows along; of one that nobody has looked at nothing is known. */
static void test_parent_gone_or_unknown(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharMoment) from = moment_of(set_of("teams", "id!, name", "1,a"),
                                           set_of("members", "id!, team>teams CASCADE", "10,1; 11,-"), NULL);
  g_autoptr(MigharMoment) to = moment_of(set_of("members", "id!, team>teams CASCADE", "11,-"), NULL);
  g_autoptr(MigharMoment) blind = moment_of(set_of("members", "id!, team>teams CASCADE", "10,1; 11,-"), NULL);
  const MigharRowSet *was = g_hash_table_lookup(from->sets, "members");
  g_auto(RowChanges) changes = {0};
  row_changes_find(&changes, was, g_hash_table_lookup(to->sets, "members"));
  g_autofree char *gone = cascades_explain(&(Step){from, to}, was, changes.gone_rows, -1);
  assert_string_equal(gone, "by a cascade from 'teams' (ON DELETE CASCADE)");
  assert_null(cascades_explain(&(Step){blind, to}, was, changes.gone_rows, -1));
}

/* Two keys to the same table are one parent. */
static void test_same_parent_twice(void **state G_GNUC_UNUSED)
{
  const char *columns = "id!, a>teams CASCADE, b>teams CASCADE";
  g_autoptr(MigharMoment) from =
      moment_of(set_of("teams", "id!, name", "1,a; 2,b"), set_of("members", columns, "10,1,1; 11,2,2"), NULL);
  g_autoptr(MigharMoment) to =
      moment_of(set_of("teams", "id!, name", "2,b"), set_of("members", columns, "11,2,2"), NULL);
  const MigharRowSet *was = g_hash_table_lookup(from->sets, "members");
  g_auto(RowChanges) changes = {0};
  row_changes_find(&changes, was, g_hash_table_lookup(to->sets, "members"));
  g_autofree char *why = cascades_explain(&(Step){from, to}, was, changes.gone_rows, -1);
  assert_string_equal(why, "by a cascade from 'teams' (ON DELETE CASCADE)");
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_cascades),
                                     cmocka_unit_test(test_parent_gone_or_unknown),
                                     cmocka_unit_test(test_same_parent_twice)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
