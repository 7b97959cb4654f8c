/* Digests of tables: what they depend on and what not, and that they stay small. */
#include "row_set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static MigharTable *make_table(void)
{
  MigharTable *table = mighar_table_new("things");
  mighar_table_add_column(table, "id");
  mighar_table_add_column(table, "name")->nullable = TRUE;
  MigharKey *key = mighar_table_add_key(table);
  const guint id = 0;
  g_array_append_val(key->columns, id);
  key->primary = TRUE;
  return table;
}

static void add(MigharRowSet *set, gint64 id, const char *name)
{
  const MigharCell cells[] = {{&id, sizeof id, 'i'},
                              {name, name != NULL ? strlen(name) : 0, name != NULL ? 't' : 'n'}};
  mighar_row_set_add(set, cells);
}

/* Rows first..last in this order or the other one, each with a name of its own. */
static MigharRowSet *make_set(gint64 first, gint64 last)
{
  g_autoptr(MigharTable) table = make_table();
  MigharRowSet *set = mighar_row_set_new(table);
  for (gint64 id = first; id != last + (first <= last ? 1 : -1); id += first <= last ? 1 : -1) {
    g_autofree char *name = g_strdup_printf("name %" G_GINT64_FORMAT, id);
    add(set, id, name);
  }
  return set;
}

static void the_order_of_rows_does_not_matter(void **state)
{
  (void)state;
  g_autoptr(MigharRowSet) up = make_set(1, 5000), down = make_set(5000, 1);
  assert_true(mighar_row_set_equal(up, down));
}

static void values_that_change_places_do(void **state)
{
  (void)state;
  g_autoptr(MigharRowSet) a = make_set(1, 0), b = make_set(1, 0);
  add(a, 1, "x");
  add(a, 2, "y");
  add(b, 1, "y");
  add(b, 2, "x");
  assert_false(mighar_row_set_equal(a, b));
  assert_true(row_digest_equal(&row_set_column(a, 1)->values, &row_set_column(b, 1)->values));
}

static void an_empty_text_is_not_null(void **state)
{
  (void)state;
  g_autoptr(MigharRowSet) a = make_set(1, 0), b = make_set(1, 0);
  add(a, 1, "");
  add(b, 1, NULL);
  assert_false(mighar_row_set_equal(a, b));
}

static void a_large_table_keeps_the_same_sample(void **state)
{
  (void)state;
  g_autoptr(MigharRowSet) up = make_set(1, 20000), down = make_set(20000, 1);
  assert_false(up->whole);
  assert_true(up->kept->len <= 1000);
  assert_int_equal(up->kept->len, down->kept->len);
  g_autoptr(GHashTable) index = row_set_index(down);
  for (guint i = 0; i < up->kept->len; i++)
    assert_non_null(g_hash_table_lookup(index, &((Row *)g_ptr_array_index(up->kept, i))->key));
}

static void long_values_do_not_make_it_large(void **state)
{
  (void)state;
  g_autofree char *text = g_strnfill(100000, 'x');
  g_autoptr(MigharRowSet) set = make_set(1, 0);
  for (gint64 id = 1; id <= 3000; id++)
    add(set, id, text);
  assert_true(set->kept_bytes <= 256 * 1024);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_order_of_rows_does_not_matter),
      cmocka_unit_test(values_that_change_places_do),
      cmocka_unit_test(an_empty_text_is_not_null),
      cmocka_unit_test(a_large_table_keeps_the_same_sample),
      cmocka_unit_test(long_values_do_not_make_it_large),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
