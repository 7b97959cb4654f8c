/* Threads that stay on a processor each, as far as there are processors. */
#include "corner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#ifdef __linux__

static int count_allowed(void)
{
  cpu_set_t allowed;
  assert_int_equal(sched_getaffinity(0, sizeof allowed, &allowed), 0);
  return CPU_COUNT(&allowed);
}

static void a_thread_stays_and_leaves(void **state)
{
  (void)state;
  Corner corner = {0};
  int before = count_allowed();
  corner_stay(&corner);
  corner_stay(&corner);
  assert_true(corner.stays);
  assert_int_equal(count_allowed(), 1);
  assert_int_equal(sched_getcpu(), corner.number);
  corner_leave(&corner);
  corner_leave(&corner);
  assert_int_equal(count_allowed(), before);
}

static gpointer stay_elsewhere(gpointer data)
{
  corner_stay(data);
  return GINT_TO_POINTER(count_allowed());
}

/* As many threads as there are processors have one each, and one more goes where it likes. */
static void nobody_stays_where_another_does(void **state)
{
  (void)state;
  int n = count_allowed();
  g_autofree Corner *corners = g_new0(Corner, n + 1);
  for (int i = 0; i <= n; i++) {
    int allowed = GPOINTER_TO_INT(g_thread_join(g_thread_new(NULL, stay_elsewhere, &corners[i])));
    assert_int_equal(corners[i].stays, i < n);
    assert_int_equal(allowed, i < n ? 1 : n);
    for (int j = 0; j < i && i < n; j++)
      assert_int_not_equal(corners[i].number, corners[j].number);
  }
  for (int i = 0; i <= n; i++)
    corner_leave(&corners[i]);
  assert_int_equal(count_allowed(), n);
}

static void it_is_free_to_move_now_and_then(void **state)
{
  (void)state;
  Corner corner = {0};
  int free = 0;
  for (int i = 0; i < 160; i++) {
    corner_step(&corner);
    free += !corner.stays;
  }
  corner_leave(&corner);
  assert_int_equal(free, 10);
}

#endif

int main(void)
{
#ifdef __linux__
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_thread_stays_and_leaves),
      cmocka_unit_test(nobody_stays_where_another_does),
      cmocka_unit_test(it_is_free_to_move_now_and_then),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
#else
  return 0;
#endif
}
