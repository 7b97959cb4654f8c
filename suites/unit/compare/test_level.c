#include <mighar/level.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void add(GPtrArray *objects, const char *kind, const char *name, const char *owner)
{
  const MigharProperty properties[] = {{"owner", owner}, {"type", "int"}};
  g_ptr_array_add(objects, mighar_object_new(kind, name, NULL, "16384", properties, 2));
}

/* Of a database of this owner, one table of this owner and, where it is not NULL, a role. */
static MigharSnapshot *make(const char *owner_of_database, const char *owner_of_table, const char *role)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  add(objects, "database", "itself", owner_of_database);
  add(objects, "table", "t", owner_of_table);
  if (role != NULL)
    add(objects, "role", role, NULL);
  return mighar_snapshot_new(objects);
}

static const char *owner_of_table(const MigharSnapshot *snapshot)
{
  return mighar_object_get(mighar_snapshot_find(snapshot, "table", "t"), "owner");
}

static void an_owner_that_nobody_named_is_none(void **state)
{
  (void)state;
  g_autoptr(MigharSnapshot) same = make("postgres", "postgres", NULL);
  g_autoptr(MigharSnapshot) other = make("postgres", "app", NULL);
  g_autoptr(MigharSnapshot) unknown = make(NULL, NULL, NULL);
  g_autoptr(MigharSnapshot) same_level = mighar_level_owners(same);
  g_autoptr(MigharSnapshot) other_level = mighar_level_owners(other);
  g_autoptr(MigharSnapshot) unknown_level = mighar_level_owners(unknown);
  assert_null(owner_of_table(same_level));
  assert_string_equal(owner_of_table(other_level), "app");
  assert_true(mighar_snapshot_equal(unknown, unknown_level));
}

static void an_owner_counts_where_both_have_one(void **state)
{
  (void)state;
  g_autoptr(MigharSnapshot) live = make("app", "app", NULL);
  g_autoptr(MigharSnapshot) silent = make(NULL, NULL, NULL);
  g_autoptr(MigharSnapshot) named = make(NULL, "other", NULL);
  g_autoptr(MigharSnapshot) beside_silent = mighar_level(live, silent, NULL);
  g_autoptr(MigharSnapshot) beside_named = mighar_level(live, named, NULL);
  assert_true(mighar_snapshot_equal(beside_silent, silent));
  assert_string_equal(owner_of_table(beside_named), "app");
}

static void objects_of_the_server_count_where_the_other_side_has_them(void **state)
{
  (void)state;
  static const char *const kinds[] = {"role", NULL};
  g_autoptr(MigharSnapshot) live = make("app", "app", "reader");
  g_autoptr(MigharSnapshot) without = make("app", "app", NULL);
  g_autoptr(MigharSnapshot) beside_without = mighar_level(live, without, kinds);
  g_autoptr(MigharSnapshot) beside_itself = mighar_level(live, live, kinds);
  g_autoptr(MigharSnapshot) all = mighar_level(live, without, NULL);
  assert_null(mighar_snapshot_find(beside_without, "role", "reader"));
  assert_non_null(mighar_snapshot_find(beside_itself, "role", "reader"));
  assert_non_null(mighar_snapshot_find(all, "role", "reader"));
}

static void identities_mean_nothing_elsewhere(void **state)
{
  (void)state;
  g_autoptr(MigharSnapshot) live = make("app", "app", NULL);
  g_autoptr(MigharSnapshot) level = mighar_level(live, live, NULL);
  assert_true(mighar_snapshot_equal(live, level));
  assert_null(mighar_snapshot_find(level, "table", "t")->identity);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_owner_that_nobody_named_is_none),
      cmocka_unit_test(an_owner_counts_where_both_have_one),
      cmocka_unit_test(objects_of_the_server_count_where_the_other_side_has_them),
      cmocka_unit_test(identities_mean_nothing_elsewhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
