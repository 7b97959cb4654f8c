/* Schemas that are the same however they are written, or came about. */
#include "fixture.h"
#include "pairs_equal.h"

static void make(MigharDatabase *database, const char *sql)
{
  run(database, "pragma foreign_keys = off");
  run(database, sql);
  reset(database);
}

static gboolean check_pair(const EqualPair *pair)
{
  void *left, *right;
  open_database(&left);
  open_database(&right);
  make(left, pair->left);
  make(right, pair->right);
  g_autoptr(MigharSnapshot) a = snapshot(left);
  g_autoptr(MigharSnapshot) b = snapshot(right);
  gboolean are_equal = mighar_snapshot_equal(a, b);
  if (!are_equal) {
    g_autofree char *text_a = snapshot_to_text(a);
    g_autofree char *text_b = snapshot_to_text(b);
    print_error("%s\nis read as\n%s\nbut\n%s\nas\n%s\n", pair->left, text_a, pair->right, text_b);
  }
  close_database(&left);
  close_database(&right);
  return are_equal;
}

static void test_equal(void **state)
{
  (void)state;
  guint failed = 0;
  for (guint i = 0; i < G_N_ELEMENTS(equal_pairs); i++)
    failed += !check_pair(&equal_pairs[i]);
  assert_int_equal(failed, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_equal)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
