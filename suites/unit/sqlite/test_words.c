/* Keywords, names and result codes. */
#include "fixture.h"

#include "keywords.h"
#include "names.h"
#include "result_code.h"

#include <sqlite3.h>

static void test_reserved(void **state)
{
  (void)state;
  static const char *const reserved[] = {"select", "ORDER", "Constraint", "primary",
                                         "not",    "as",    "check",      "default"};
  static const char *const free[] = {"key", "ACTION", "generated", "always", "replace",
                                     "row", "end",    "users",     ""};
  for (guint i = 0; i < G_N_ELEMENTS(reserved); i++)
    assert_true(is_reserved(reserved[i], strlen(reserved[i])));
  for (guint i = 0; i < G_N_ELEMENTS(free); i++)
    assert_false(is_reserved(free[i], strlen(free[i])));
  assert_true(is_reserved("orders", 5));
}

static void test_keywords(void **state)
{
  (void)state;
  assert_true(is_keyword("key", 3));
  assert_true(is_keyword("Order", 5));
  assert_false(is_keyword("users", 5));
  assert_false(is_keyword("", 0));
}

static void test_packed(void **state)
{
  (void)state;
  g_autoptr(GHashTable) names = names_new();
  g_autofree char **none = names_pack(names);
  assert_null(none[0]);
  names_add(names, g_strdup("Id"));
  names_add(names, g_strdup(""));
  names_add(names, g_strdup("line\nend"));
  g_autofree char **packed = names_pack(names);
  assert_int_equal(g_strv_length(packed), 3);
  g_autoptr(GHashTable) again = names_unpack(packed);
  assert_int_equal(g_hash_table_size(again), 3);
  assert_string_equal(names_find(again, "iD"), "Id");
  assert_string_equal(names_find(again, ""), "");
  assert_string_equal(names_find(again, "line\nend"), "line\nend");
}

static void test_quotes(void **state)
{
  (void)state;
  static const char *const names[][2] = {
      {"users", "users"}, {"Users_2", "Users_2"}, {"key", "key"}, {"order", "\"order\""}, {"2a", "\"2a\""},
      {"a b", "\"a b\""}, {"a\"b", "\"a\"\"b\""}, {"", "\"\""},   {"a.b", "\"a.b\""},     {"ä", "\"ä\""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *quoted = name_quote(names[i][0]);
    assert_string_equal(quoted, names[i][1]);
  }
}

static void test_names(void **state)
{
  (void)state;
  static const char *const orders[][3] = {{"Id", "ID", "id"}, {"id", "Id", "ID"}, {"ID", "id", "Id"}};
  for (guint i = 0; i < G_N_ELEMENTS(orders); i++) {
    g_autoptr(GHashTable) names = names_new();
    for (guint j = 0; j < 3; j++)
      names_add(names, g_strdup(orders[i][j]));
    assert_int_equal(g_hash_table_size(names), 1);
    assert_string_equal(names_find(names, "iD"), "ID");
    assert_null(names_find(names, "i"));
  }
  assert_null(names_find(NULL, "id"));
}

static void test_codes(void **state)
{
  (void)state;
  assert_string_equal(sqlite_code_name(SQLITE_CONSTRAINT_FOREIGNKEY), "SQLITE_CONSTRAINT_FOREIGNKEY");
  assert_string_equal(sqlite_code_name(SQLITE_BUSY), "SQLITE_BUSY");
  assert_string_equal(sqlite_code_name(SQLITE_BUSY_SNAPSHOT), "SQLITE_BUSY");
  assert_string_equal(sqlite_code_name(SQLITE_IOERR | 200 << 8), "SQLITE_IOERR");
  assert_string_equal(sqlite_code_name(99), "SQLITE_ERROR");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_reserved), cmocka_unit_test(test_keywords), cmocka_unit_test(test_packed),
      cmocka_unit_test(test_quotes),   cmocka_unit_test(test_names),    cmocka_unit_test(test_codes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
