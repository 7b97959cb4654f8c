#include "secrets.h"

#include <glib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_shown(const char *argument, const char *shown)
{
  g_autofree char *original = g_strdup(argument);
  char *argv[] = {original, NULL};
  g_auto(GStrv) taken = secrets_take(1, argv);
  assert_string_equal(taken[0], argument);
  assert_null(taken[1]);
  assert_string_equal(original, shown);
}

static void test_passwords_of_urls(void **state)
{
  (void)state;
  assert_shown("postgres://joe:secret@db:5432/app", "postgres://joe:xxxxxx@db:5432/app");
  assert_shown("--postgres=postgres://joe:s@c/r:t@db", "--postgres=postgres://joe:xxxxxxx@db");
  assert_shown("postgres://db/app?user=joe&password=secret&x=y",
               "postgres://db/app?user=joe&password=xxxxxxxxxx");
}

static void test_passwords_of_connection_strings(void **state)
{
  (void)state;
  assert_shown("host=db password='a b' user=joe", "host=db password=xxxxxxxxxxxxxx");
}

static void test_what_has_no_password_stays(void **state)
{
  (void)state;
  assert_shown("postgres://joe@db:5432/app", "postgres://joe@db:5432/app");
  assert_shown("postgres://db:5432/app", "postgres://db:5432/app");
  assert_shown("migrations/a@b:c", "migrations/a@b:c");
  assert_shown("", "");
}

static void test_urls_are_shown_without_their_passwords(void **state)
{
  (void)state;
  static const struct {
    const char *url, *shown;
  } rows[] = {
      {"postgres://joe:secret@db:5432/app", "postgres://joe@db:5432/app"},
      {"postgres://joe:s@c/r:t@db/app?x=y", "postgres://joe@db/app?x=y"},
      {"postgres://joe@db:5432/app", "postgres://joe@db:5432/app"},
      {"postgres://db/app?password=secret&x=y", "postgres://db/app?x=y"},
      {"postgres://db/app?x=y&password=secret", "postgres://db/app?x=y"},
      {"postgres://db/app?password=secret", "postgres://db/app"},
      {"sqlite:a@b:c.db", "sqlite:a@b:c.db"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *shown = secrets_hide(rows[i].url);
    assert_string_equal(shown, rows[i].shown);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_urls_are_shown_without_their_passwords),
      cmocka_unit_test(test_passwords_of_urls),
      cmocka_unit_test(test_passwords_of_connection_strings),
      cmocka_unit_test(test_what_has_no_password_stays),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
