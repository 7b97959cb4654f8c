#include <mighar/migration.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int sign(int number)
{
  return (number > 0) - (number < 0);
}

static const struct {
  const char *a, *b;
  int order;
} rows[] = {
    {"2", "100", -1},
    {"0010", "10", 0},
    {"0", "0000", 0},
    {"20240102150405", "20231231235959", 1},
    {"99999999999999999999999998", "99999999999999999999999999", -1}, /* more than 64 bits */
    {"9", "99999999999999999999999999", -1},
    {"1a", "1b", -1}, /* no numbers: bytewise */
    {"10", "9a", -1},
    {"1.2", "1.10", -1},
    {"1.0", "1", 0},
    {"1.0.1", "1", 1},
    {"2", "1.9.9", 1},
    {"1.02", "1.2", 0},
    {"1.", "1.0", -1}, /* no number either */
    {"1..2", "1.1", -1},
    {"", "1", -1},
    {"", "0", -1},
    {"0.0", "0", 0},
    {"1.0.1", "1.1", -1},
    {"=1", "1", 1},
    {".1", "1", -1},
};

static void orders_versions(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    assert_int_equal(sign(mighar_version_compare(rows[i].a, rows[i].b)), rows[i].order);
    assert_int_equal(sign(mighar_version_compare(rows[i].b, rows[i].a)), -rows[i].order);
  }
}

static void gives_equal_versions_one_key(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    for (guint j = 0; j < G_N_ELEMENTS(rows); j++) {
      g_autofree char *a = mighar_version_key(rows[i].a), *b = mighar_version_key(rows[j].b);
      assert_int_equal(g_str_equal(a, b), mighar_version_compare(rows[i].a, rows[j].b) == 0);
    }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(orders_versions),
      cmocka_unit_test(gives_equal_versions_one_key),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
