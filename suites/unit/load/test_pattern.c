/* Regular expressions: compiled once for each text and its flags, whoever asks. */
#include "project.h"

#include "pattern.h"

static void is_compiled_once(void **state)
{
  (void)state;
  GRegex *pattern = mighar_pattern("^a+$", 0);
  assert_true(g_regex_match(pattern, "aaa", 0, NULL));
  assert_ptr_equal(mighar_pattern("^a+$", 0), pattern);
}

static void flags_make_another_one(void **state)
{
  (void)state;
  assert_false(g_regex_match(mighar_pattern("^a+$", 0), "AAA", 0, NULL));
  assert_true(g_regex_match(mighar_pattern("^a+$", G_REGEX_CASELESS), "AAA", 0, NULL));
}

static gpointer ask(gpointer text)
{
  return mighar_pattern(text, 0);
}

static void is_one_for_all_threads(void **state)
{
  (void)state;
  GThread *threads[8];
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    threads[i] = g_thread_new("ask", ask, "^of threads$");
  GRegex *pattern = mighar_pattern("^of threads$", 0);
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    assert_ptr_equal(g_thread_join(threads[i]), pattern);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(is_compiled_once),
      cmocka_unit_test(flags_make_another_one),
      cmocka_unit_test(is_one_for_all_threads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
