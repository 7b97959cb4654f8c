#include <mighar/snapshot.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static MigharObject *make(const char *kind, const char *name, const char *type, const char *identity)
{
  const MigharProperty property = {"type", type};
  return mighar_object_new(kind, name, NULL, identity, &property, 1);
}

static MigharObject *make_part(const char *kind, const char *name, const char *parent)
{
  const MigharProperty property = {"type", parent};
  return mighar_object_new(kind, name, parent, NULL, &property, 1);
}

static GPtrArray *new_list(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
}

/* "a=int b=text": columns of these names and types. */
static GPtrArray *make_columns(const char *words)
{
  GPtrArray *list = new_list();
  g_auto(GStrv) parts = g_strsplit(words, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++) {
    char *equals = strchr(parts[i], '=');
    *equals = '\0';
    g_ptr_array_add(list, make("column", parts[i], equals + 1, NULL));
  }
  return list;
}

static MigharObject *at(const MigharSnapshot *snapshot, guint index)
{
  return g_ptr_array_index(snapshot->objects, index);
}

static void assert_columns(const MigharSnapshot *snapshot, const char *words)
{
  g_autoptr(GString) found = g_string_new(NULL);
  for (guint i = 0; i < snapshot->objects->len; i++)
    g_string_append_printf(found, "%s%s=%s", i > 0 ? " " : "", at(snapshot, i)->name,
                           mighar_object_get(at(snapshot, i), "type"));
  assert_string_equal(found->str, words);
}

static void puts_objects_in_their_places(void **state)
{
  (void)state;
  g_autoptr(MigharSnapshot) old = mighar_snapshot_new(make_columns("b=1 d=1 f=1"));
  g_autoptr(GPtrArray) added = make_columns("g=2 a=2 e=2 c=2");
  g_autoptr(MigharSnapshot) merged = mighar_snapshot_merge(old, NULL, added);
  assert_columns(merged, "a=2 b=1 c=2 d=1 e=2 f=1 g=2");
  assert_columns(old, "b=1 d=1 f=1");
  assert_ptr_equal(at(merged, 1), at(old, 0));
}

static void replaces_and_leaves_out(void **state)
{
  (void)state;
  g_autoptr(MigharSnapshot) old = mighar_snapshot_new(make_columns("a=1 b=1 c=1 d=1"));
  g_autoptr(GPtrArray) removed = g_ptr_array_new();
  g_ptr_array_add(removed, at(old, 3));
  g_ptr_array_add(removed, at(old, 0));
  g_ptr_array_add(removed, at(old, 1));
  g_autoptr(GPtrArray) added = make_columns("b=2 c=2 bb=2");
  g_autoptr(MigharSnapshot) merged = mighar_snapshot_merge(old, removed, added);
  assert_columns(merged, "b=2 bb=2 c=2");
}

static void kinds_come_before_names(void **state)
{
  (void)state;
  GPtrArray *objects = new_list();
  g_ptr_array_add(objects, make("table", "a", "1", NULL));
  g_ptr_array_add(objects, make("column", "a", "1", NULL));
  g_autoptr(MigharSnapshot) old = mighar_snapshot_new(objects);
  g_autoptr(GPtrArray) added = new_list();
  g_ptr_array_add(added, make("index", "a", "1", NULL));
  g_autoptr(MigharSnapshot) merged = mighar_snapshot_merge(old, NULL, added);
  assert_int_equal(merged->objects->len, 3);
  assert_string_equal(at(merged, 1)->kind, "index");
}

static void what_comes_again_as_it_was_is_shared(void **state)
{
  (void)state;
  g_autoptr(MigharSnapshot) old = mighar_snapshot_new(make_columns("a=1 b=1"));
  g_autoptr(GPtrArray) added = make_columns("b=1 c=1"), removed = g_ptr_array_new();
  g_ptr_array_add(removed, at(old, 1));
  g_autoptr(MigharSnapshot) merged = mighar_snapshot_merge(old, removed, added);
  assert_columns(merged, "a=1 b=1 c=1");
  assert_ptr_equal(at(merged, 1), at(old, 1));
}

static void what_is_read_again_is_held_once(void **state)
{
  (void)state;
  GPtrArray *objects = new_list();
  g_ptr_array_add(objects, make("table", "a", "1", "16384"));
  g_autoptr(MigharSnapshot) old = mighar_snapshot_new(objects);
  g_autoptr(MigharObject) same = mighar_snapshot_share(old, make("table", "a", "1", "16384"));
  g_autoptr(MigharObject) changed = mighar_snapshot_share(old, make("table", "a", "2", "16384"));
  g_autoptr(MigharObject) remade = mighar_snapshot_share(old, make("table", "a", "1", "16385"));
  g_autoptr(MigharObject) first = mighar_snapshot_share(NULL, make("table", "a", "1", "16384"));
  assert_ptr_equal(same, at(old, 0));
  assert_string_equal(mighar_object_get(changed, "type"), "2");
  assert_string_equal(remade->identity, "16385");
  assert_ptr_not_equal(first, at(old, 0));
}

static void another_identity_is_another_object(void **state)
{
  (void)state;
  GPtrArray *objects = new_list();
  g_ptr_array_add(objects, make("table", "a", "1", "16384"));
  g_autoptr(MigharSnapshot) old = mighar_snapshot_new(objects);
  g_autoptr(GPtrArray) added = new_list();
  g_ptr_array_add(added, make("table", "a", "1", "16385"));
  g_autoptr(MigharSnapshot) merged = mighar_snapshot_merge(old, NULL, added);
  assert_int_equal(merged->objects->len, 1);
  assert_string_equal(at(merged, 0)->identity, "16385");
}

static void nothing_else_is_the_same_snapshot(void **state)
{
  (void)state;
  g_autoptr(MigharSnapshot) old = mighar_snapshot_new(make_columns("a=1 b=1"));
  g_autoptr(GPtrArray) added = make_columns("b=1 a=1");
  g_autoptr(MigharSnapshot) with_nothing = mighar_snapshot_merge(old, NULL, NULL);
  g_autoptr(MigharSnapshot) with_equals = mighar_snapshot_merge(old, NULL, added);
  assert_ptr_equal(with_nothing, old);
  assert_ptr_equal(with_equals, old);
  g_autoptr(MigharSnapshot) empty = mighar_snapshot_new(new_list());
  g_autoptr(MigharSnapshot) still_empty = mighar_snapshot_merge(empty, NULL, NULL);
  assert_ptr_equal(empty, still_empty);
}

/* The objects of a snapshot outlive those that it was made from. */
static void lives_longer_than_the_old_one(void **state)
{
  (void)state;
  MigharSnapshot *old = mighar_snapshot_new(make_columns("a=1 b=1"));
  GPtrArray *added = make_columns("c=1");
  MigharSnapshot *between = mighar_snapshot_merge(old, NULL, added);
  g_autoptr(GPtrArray) removed = g_ptr_array_new();
  g_ptr_array_add(removed, at(between, 0));
  g_autoptr(MigharSnapshot) merged = mighar_snapshot_merge(between, removed, NULL);
  mighar_snapshot_unref(old);
  mighar_snapshot_unref(between);
  g_ptr_array_unref(added);
  assert_columns(merged, "b=1 c=1");
}

static void assert_same_parts_of(const MigharSnapshot *a, const MigharSnapshot *b, const char *parent)
{
  guint n, n_other;
  const MigharObject *const *parts = mighar_snapshot_parts(a, parent, NULL, &n);
  const MigharObject *const *others = mighar_snapshot_parts(b, parent, NULL, &n_other);
  assert_int_equal(n, n_other);
  for (guint i = 0; i < n; i++)
    assert_true(mighar_object_equal(parts[i], others[i]));
}

/* Of all objects that either of them has parts of. */
static void assert_same_parts(const MigharSnapshot *a, const MigharSnapshot *b)
{
  const MigharSnapshot *const both[] = {a, b};
  for (guint i = 0; i < G_N_ELEMENTS(both); i++)
    for (guint j = 0; j < both[i]->objects->len; j++) {
      const char *parent = at(both[i], j)->parent;
      if (parent != NULL)
        assert_same_parts_of(a, b, parent);
    }
}

/* Against the obvious way of doing it. Objects that move from parent to parent are among them. */
static void equals_a_snapshot_made_anew(void **state)
{
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  g_autoptr(MigharSnapshot) snapshot = mighar_snapshot_new(new_list());
  for (guint round = 0; round < 500; round++) {
    g_autoptr(GPtrArray) removed = g_ptr_array_new(), added = new_list();
    GPtrArray *expected = new_list();
    for (guint i = 0; i < snapshot->objects->len; i++)
      if (g_rand_int_range(random, 0, 4) == 0)
        g_ptr_array_add(removed, at(snapshot, i));
    for (guint i = 0; i < 40; i++) {
      g_autofree char *name = g_strdup_printf("%u", i);
      const MigharObject *old = mighar_snapshot_find(snapshot, "column", name);
      if (g_rand_int_range(random, 0, 4) == 0) {
        static const char *const parents[] = {NULL, "a", "b"};
        const char *parent = parents[g_rand_int_range(random, 0, 3)];
        g_ptr_array_add(added, make_part("column", name, parent));
        g_ptr_array_add(expected, make_part("column", name, parent));
      } else if (old != NULL && !g_ptr_array_find(removed, old, NULL)) {
        g_ptr_array_add(expected, mighar_object_ref((MigharObject *)old));
      }
    }
    g_autoptr(MigharSnapshot) anew = mighar_snapshot_new(expected);
    MigharSnapshot *merged = mighar_snapshot_merge(snapshot, removed, added);
    assert_true(mighar_snapshot_equal(merged, anew));
    assert_same_parts(merged, anew);
    mighar_snapshot_unref(snapshot);
    snapshot = merged;
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(puts_objects_in_their_places),
      cmocka_unit_test(replaces_and_leaves_out),
      cmocka_unit_test(kinds_come_before_names),
      cmocka_unit_test(what_comes_again_as_it_was_is_shared),
      cmocka_unit_test(what_is_read_again_is_held_once),
      cmocka_unit_test(another_identity_is_another_object),
      cmocka_unit_test(nothing_else_is_the_same_snapshot),
      cmocka_unit_test(lives_longer_than_the_old_one),
      cmocka_unit_test(equals_a_snapshot_made_anew),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
