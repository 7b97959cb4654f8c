/* Schemas that differ, and in what. */
#include "fixture.h"
#include "pairs_different.h"

static void add_property_differences(GString *list, const MigharObject *left, const MigharObject *right)
{
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < left->n_properties; i++)
    g_hash_table_add(names, (gpointer)left->properties[i].name);
  for (guint i = 0; i < right->n_properties; i++)
    g_hash_table_add(names, (gpointer)right->properties[i].name);
  g_autoptr(GList) sorted = g_list_sort(g_hash_table_get_keys(names), (GCompareFunc)strcmp);
  g_autofree char *title = mighar_object_title(left);
  for (GList *name = sorted; name != NULL; name = name->next)
    if (g_strcmp0(mighar_object_get(left, name->data), mighar_object_get(right, name->data)) != 0)
      g_string_append_printf(list, "%s: %s;", title, (char *)name->data);
}

static int compare_objects(const MigharObject *a, const MigharObject *b)
{
  int order = strcmp(a->kind, b->kind);
  return order != 0 ? order : strcmp(a->name, b->name);
}

static char *list_differences(const MigharSnapshot *a, const MigharSnapshot *b)
{
  GString *list = g_string_new(NULL);
  guint i = 0, j = 0;
  while (i < a->objects->len || j < b->objects->len) {
    const MigharObject *left = i < a->objects->len ? g_ptr_array_index(a->objects, i) : NULL;
    const MigharObject *right = j < b->objects->len ? g_ptr_array_index(b->objects, j) : NULL;
    int order = left == NULL ? 1 : right == NULL ? -1 : compare_objects(left, right);
    g_autofree char *title = mighar_object_title(order <= 0 ? left : right);
    if (order == 0)
      add_property_differences(list, left, right);
    else
      g_string_append_printf(list, "%c %s;", order < 0 ? '-' : '+', title);
    i += order <= 0;
    j += order >= 0;
  }
  return g_string_free(list, FALSE);
}

static gboolean check_pair(const DifferentPair *pair)
{
  void *left, *right;
  open_database(&left);
  open_database(&right);
  run(left, pair->left);
  run(right, pair->right);
  g_autoptr(MigharSnapshot) a = snapshot(left);
  g_autoptr(MigharSnapshot) b = snapshot(right);
  g_autofree char *differences = list_differences(a, b);
  gboolean as_expected = g_str_equal(differences, pair->differences);
  if (!as_expected)
    print_error("%s\nand\n%s\ndiffer in\n%s\n\n", pair->left, pair->right, differences);
  assert_false(mighar_snapshot_equal(a, b));
  close_database(&left);
  close_database(&right);
  return as_expected;
}

static void test_different(void **state)
{
  (void)state;
  guint failed = 0;
  for (guint i = 0; i < G_N_ELEMENTS(different_pairs); i++)
    failed += !check_pair(&different_pairs[i]);
  assert_int_equal(failed, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_different)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
