#include <mighar/snapshot.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void there_is_one_of_a_text(void **state G_GNUC_UNUSED)
{
  g_autofree char *copy = g_strdup("public.users");
  const char *name = mighar_name_take("public.users"), *other = mighar_name_take("public.user");
  assert_ptr_equal(mighar_name_take(copy), name);
  assert_ptr_not_equal(other, name);
  assert_string_equal(name, "public.users");
  mighar_name_release(name);
  assert_string_equal(name, "public.users");
  mighar_name_release(name);
  mighar_name_release(other);
}

static void null_is_null(void **state G_GNUC_UNUSED)
{
  assert_null(mighar_name_take(NULL));
  mighar_name_release(NULL);
}

#define TIMES 200000

/* Each time nobody else may hold it: one thread frees it just as the other wants it. */
static gpointer take_and_release(gpointer data G_GNUC_UNUSED)
{
  guint wrong = 0;
  for (guint i = 0; i < TIMES; i++) {
    const char *name = mighar_name_take("public.users");
    wrong += !g_str_equal(name, "public.users");
    mighar_name_release(name);
  }
  return GUINT_TO_POINTER(wrong);
}

static void threads_may_share_it(void **state G_GNUC_UNUSED)
{
  GThread *threads[3];
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    threads[i] = g_thread_new(NULL, take_and_release, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    assert_int_equal(GPOINTER_TO_UINT(g_thread_join(threads[i])), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(there_is_one_of_a_text),
      cmocka_unit_test(null_is_null),
      cmocka_unit_test(threads_may_share_it),
  };
  return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
