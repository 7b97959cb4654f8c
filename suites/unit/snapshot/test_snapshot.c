#include "../snapshot_text.h"

#include <mighar/snapshot.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static MigharObject *make_column(const char *name, const char *type, const char *default_value)
{
  const MigharProperty properties[] = {{"type", type}, {"default", default_value}};
  return mighar_object_new("column", name, "users", NULL, properties, G_N_ELEMENTS(properties));
}

static MigharSnapshot *make_snapshot(MigharObject *first, ...)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  va_list more;
  va_start(more, first);
  for (MigharObject *object = first; object != NULL; object = va_arg(more, MigharObject *))
    g_ptr_array_add(objects, object);
  va_end(more);
  return mighar_snapshot_new(objects);
}

static void keeps_copies_and_sorts_properties(void **state)
{
  (void)state;
  char name[] = "users.id";
  g_autoptr(MigharObject) column = make_column(name, "int", NULL);
  name[0] = 'X';
  assert_string_equal(column->name, "users.id");
  assert_int_equal(column->n_properties, 1);
  assert_string_equal(mighar_object_get(column, "type"), "int");
  assert_null(mighar_object_get(column, "default"));
  g_autoptr(MigharObject) defaulted = make_column("users.id", "int", "1");
  assert_string_equal(defaulted->properties[0].name, "default");
  assert_string_equal(defaulted->properties[1].name, "type");
  assert_null(mighar_object_get(column, "collation"));
  g_autofree char *title = mighar_object_title(column);
  assert_string_equal(title, "column users.id");
}

static void finds_by_kind_and_name(void **state)
{
  (void)state;
  g_autoptr(MigharSnapshot) snapshot = make_snapshot(
      make_column("users.c", "int", NULL), make_column("users.a", "int", NULL),
      mighar_object_new("table", "users", NULL, NULL, NULL, 0), make_column("users.b", "int", NULL), NULL);
  static const char *const names[] = {"users.a", "users.b", "users.c"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    assert_string_equal(mighar_snapshot_find(snapshot, "column", names[i])->name, names[i]);
  assert_non_null(mighar_snapshot_find(snapshot, "table", "users"));
  assert_null(mighar_snapshot_find(snapshot, "column", "users"));
  assert_null(mighar_snapshot_find(snapshot, "column", "users.d"));
}

static void equality_looks_at_everything_but_identity(void **state)
{
  (void)state;
  g_autoptr(MigharSnapshot) a = make_snapshot(make_column("users.a", "int", NULL), NULL);
  g_autoptr(MigharSnapshot) same = make_snapshot(make_column("users.a", "int", NULL), NULL);
  g_autoptr(MigharSnapshot) other_value = make_snapshot(make_column("users.a", "text", NULL), NULL);
  g_autoptr(MigharSnapshot) other_null = make_snapshot(make_column("users.a", "int", ""), NULL);
  g_autoptr(MigharSnapshot) other_name = make_snapshot(make_column("users.b", "int", NULL), NULL);
  g_autoptr(MigharSnapshot) empty = make_snapshot(NULL);
  const MigharProperty properties[] = {{"default", NULL}, {"type", "int"}};
  g_autoptr(MigharSnapshot) other_identity =
      make_snapshot(mighar_object_new("column", "users.a", "users", "16384.1", properties, 2), NULL);
  assert_true(mighar_snapshot_equal(a, same));
  assert_true(mighar_snapshot_equal(a, other_identity));
  assert_false(mighar_snapshot_equal(a, other_value));
  assert_false(mighar_snapshot_equal(a, other_null));
  assert_false(mighar_snapshot_equal(a, other_name));
  assert_false(mighar_snapshot_equal(a, empty));
}

static void text_is_sorted_and_indents_long_values(void **state)
{
  (void)state;
  const MigharProperty body[] = {{"body", "begin\n  x;\nend"}};
  g_autoptr(MigharSnapshot) snapshot = make_snapshot(
      mighar_object_new("function", "f()", NULL, NULL, body, 1), make_column("users.a", "int", "1"), NULL);
  g_autofree char *text = snapshot_to_text(snapshot);
  assert_string_equal(text, "column: users.a\n  part of: users\n  default: 1\n  type: int\n"
                            "function: f()\n  body:\n    begin\n      x;\n    end\n");
}

static void is_shared_by_reference(void **state)
{
  (void)state;
  MigharSnapshot *snapshot = make_snapshot(make_column("users.a", "int", NULL), NULL);
  g_autoptr(MigharSnapshot) second = mighar_snapshot_ref(snapshot);
  mighar_snapshot_unref(snapshot);
  assert_non_null(mighar_snapshot_find(second, "column", "users.a"));
}

static void finds_parts(void **state)
{
  (void)state;
  GPtrArray *objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  static const char *const parts[][3] = {
      {"index", "z", "a"}, {"column", "a.y", "a"}, {"column", "a.x", "a"}, {"column", "ab.x", "ab"}};
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    g_ptr_array_add(objects, mighar_object_new(parts[i][0], parts[i][1], parts[i][2], NULL, NULL, 0));
  g_ptr_array_add(objects, mighar_object_new("table", "a", NULL, NULL, NULL, 0));
  g_autoptr(MigharSnapshot) snapshot = mighar_snapshot_new(objects);
  guint n;
  const MigharObject *const *found = mighar_snapshot_parts(snapshot, "a", "column", &n);
  assert_int_equal(n, 2);
  assert_string_equal(found[0]->name, "a.x");
  assert_string_equal(found[1]->name, "a.y");
  mighar_snapshot_parts(snapshot, "a", NULL, &n);
  assert_int_equal(n, 3);
  mighar_snapshot_parts(snapshot, "ab", "index", &n);
  assert_int_equal(n, 0);
  mighar_snapshot_parts(snapshot, "b", NULL, &n);
  assert_int_equal(n, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_parts),
      cmocka_unit_test(keeps_copies_and_sorts_properties),
      cmocka_unit_test(finds_by_kind_and_name),
      cmocka_unit_test(equality_looks_at_everything_but_identity),
      cmocka_unit_test(text_is_sorted_and_indents_long_values),
      cmocka_unit_test(is_shared_by_reference),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
