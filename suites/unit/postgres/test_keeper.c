/* The process beside mighar: what it has of mighar's, and what it has not. */
#include "keeper.h"
#include "watch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 64 };

static gboolean is_nothing(int descriptor)
{
  struct stat nothing, own;
  return stat("/dev/null", &nothing) == 0 && fstat(descriptor, &own) == 0 && own.st_rdev == nothing.st_rdev;
}

/* Tells the channel's number, and how many descriptors lead anywhere else. */
static void tell_descriptors(int channel, void *plan G_GNUC_UNUSED)
{
  gint32 n = 0;
  for (int i = 0; i < MOST; i++)
    n += i != channel && fcntl(i, F_GETFD) >= 0 && !is_nothing(i);
  watch_tell(channel, channel, n);
}

static KeeperMessage hear(Keeper *keeper)
{
  KeeperMessage message = {0};
  assert_int_equal(keeper_hear(keeper, 10000, &message), KEEPER_SPOKE);
  return message;
}

static void nothing_of_mighars_is_open_in_a_keeper(void **state G_GNUC_UNUSED)
{
  int own = open("/dev/null", O_RDONLY);
  g_autoptr(Keeper) keeper = keeper_start(tell_descriptors, NULL, NULL);
  assert_non_null(keeper);
  assert_int_equal(hear(keeper).number, 0);
  close(own);
}

/* Libraries keep numbers of descriptors: what reads from one of its own must not read from the channel. */
static void the_channel_takes_nobodys_number(void **state G_GNUC_UNUSED)
{
  int own[2];
  assert_int_equal(pipe(own), 0);
  g_autoptr(Keeper) keeper = keeper_start(tell_descriptors, NULL, NULL);
  assert_non_null(keeper);
  int channel = hear(keeper).what;
  assert_in_range(channel, STDERR_FILENO + 1, MOST - 1);
  assert_int_equal(fcntl(channel, F_GETFD), -1);
  close(own[0]);
  close(own[1]);
}

/* Tells how many of the standard streams are there, and outlive an execve(). */
static void tell_streams(int channel, void *plan G_GNUC_UNUSED)
{
  gint32 n = 0;
  for (int i = 0; i <= STDERR_FILENO; i++)
    n += is_nothing(i) && (fcntl(i, F_GETFD) & FD_CLOEXEC) == 0;
  watch_tell(channel, channel, n);
}

static void a_keeper_has_streams_where_mighar_has_none(void **state G_GNUC_UNUSED)
{
  int input = dup(STDIN_FILENO);
  close(STDIN_FILENO); // the channel may get its number
  g_autoptr(Keeper) keeper = keeper_start(tell_streams, NULL, NULL);
  KeeperMessage message = hear(keeper);
  if (input >= 0) {
    dup2(input, STDIN_FILENO);
    close(input);
  }
  assert_in_range(message.what, STDERR_FILENO + 1, MOST - 1);
  assert_int_equal(message.number, 3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_of_mighars_is_open_in_a_keeper),
      cmocka_unit_test(the_channel_takes_nobodys_number),
      cmocka_unit_test(a_keeper_has_streams_where_mighar_has_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
