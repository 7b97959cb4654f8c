/* What a process had of the processor. */
#include "processor.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define BUSY 0.02

static pid_t this_thread(void)
{
  return (pid_t)syscall(SYS_gettid);
}

static ProcessorUse look(pid_t process)
{
  ProcessorUse use;
  if (!processor_use(process, &use))
    skip(); /* a kernel that does not count */
  return use;
}

static void work_counts_and_sleep_does_not(void **state)
{
  (void)state;
  ProcessorUse before = look(this_thread()), after = before;
  while (after.had - before.had < BUSY)
    after = look(this_thread());
  assert_true(after.waited >= before.waited);
  before = look(this_thread());
  g_usleep((gulong)(BUSY * 5 * G_USEC_PER_SEC));
  after = look(this_thread());
  assert_true(after.had - before.had < BUSY);
}

static void another_process_is_seen(void **state)
{
  (void)state;
  ProcessorUse use = look(this_thread());
  pid_t child = fork();
  if (child == 0)
    for (;;)
      ;
  assert_true(child > 0);
  for (use.had = 0; use.had < BUSY; use = look(child))
    g_usleep(1000);
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  assert_false(processor_use(child, &use)); /* it is gone */
}

static void nobody_is_not_seen(void **state)
{
  (void)state;
  ProcessorUse use = {.had = 7};
  assert_false(processor_use(0, &use));
  assert_false(processor_use(-1, &use));
  assert_true(use.had == 7);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(work_counts_and_sleep_does_not),
      cmocka_unit_test(another_process_is_seen),
      cmocka_unit_test(nobody_is_not_seen),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
