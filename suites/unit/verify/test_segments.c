#include "segments.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static GArray *make_steps(guint n, guint first_verified)
{
  GArray *steps = g_array_new(FALSE, TRUE, sizeof(MigharStep));
  for (guint i = 0; i < n; i++) {
    MigharStep step = {.verified = i >= first_verified};
    g_array_append_val(steps, step);
  }
  return steps;
}

static GArray *plan(guint n, guint first_verified, SegmentsWish wish)
{
  g_autoptr(GArray) steps = make_steps(n, first_verified);
  return segments_plan(steps, &wish);
}

static guint begin(const GArray *begins, guint i)
{
  return g_array_index(begins, guint, i);
}

static void one_thread_has_one_segment(void **state)
{
  (void)state;
  g_autoptr(GArray) begins = plan(5000, 0, (SegmentsWish){.jobs = 1, .descends = TRUE});
  assert_int_equal(begins->len, 1);
  assert_int_equal(begin(begins, 0), 0);
}

static void a_short_chain_is_not_cut(void **state)
{
  (void)state;
  for (guint n = 1; n <= 20; n++) {
    g_autoptr(GArray) begins = plan(n, 0, (SegmentsWish){.jobs = 8, .descends = TRUE});
    assert_int_equal(begins->len, 1);
  }
}

static void a_long_one_is_and_the_last_segment_is_the_shortest(void **state)
{
  (void)state;
  g_autoptr(GArray) begins = plan(1000, 0, (SegmentsWish){.jobs = 2, .descends = TRUE});
  assert_int_equal(begins->len, 2);
  assert_true(begin(begins, 1) > 500 && begin(begins, 1) < 900);
  g_autoptr(GArray) more = plan(1000, 0, (SegmentsWish){.jobs = 3, .descends = TRUE});
  assert_int_equal(more->len, 3);
  assert_true(begin(more, 1) > begin(more, 2) - begin(more, 1));
}

static void where_costs_grow_the_last_ones_are_the_dearest(void **state)
{
  (void)state;
  g_autoptr(GArray) even = plan(1000, 0, (SegmentsWish){.jobs = 2, .descends = TRUE});
  g_autoptr(GArray) growing = plan(1000, 0, (SegmentsWish){.jobs = 2, .grows = TRUE, .descends = TRUE});
  assert_int_equal(growing->len, 2);
  assert_true(begin(growing, 1) > begin(even, 1) + 50);
}

static void threads_that_gain_little_are_not_used(void **state)
{
  (void)state;
  g_autoptr(GArray) begins = plan(1000, 0, (SegmentsWish){.jobs = 64, .descends = TRUE});
  assert_true(begins->len < 10);
}

static void nobody_else_is_needed_to_judge_the_last_few(void **state)
{
  (void)state;
  g_autoptr(GArray) begins = plan(1000, 995, (SegmentsWish){.jobs = 4});
  assert_int_equal(begins->len, 1);
}

static void a_length_is_obeyed(void **state)
{
  (void)state;
  g_autoptr(GArray) begins = plan(7, 0, (SegmentsWish){.jobs = 1, .length = 3, .descends = TRUE});
  assert_int_equal(begins->len, 3);
  assert_int_equal(begin(begins, 1), 3);
  assert_int_equal(begin(begins, 2), 6);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_thread_has_one_segment),
      cmocka_unit_test(a_short_chain_is_not_cut),
      cmocka_unit_test(a_long_one_is_and_the_last_segment_is_the_shortest),
      cmocka_unit_test(where_costs_grow_the_last_ones_are_the_dearest),
      cmocka_unit_test(threads_that_gain_little_are_not_used),
      cmocka_unit_test(nobody_else_is_needed_to_judge_the_last_few),
      cmocka_unit_test(a_length_is_obeyed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
