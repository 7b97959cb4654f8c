/* Directories: copied for another account, and removed. */
#include "room.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

static void a_copy_is_the_same(void **state)
{
  TreeSize size;
  g_autofree char *data = make_data(state);
  g_autofree char *copy = path_in(state, "copy");
  g_autofree char *large = g_strnfill(1000000, 'x');
  assert_true(tree_copy(data, copy, NULL, &size));
  assert_int_equal(size.files, 4);
  assert_int_equal(size.bytes, 1000004);
  TreeSize measured;
  assert_true(tree_measure(data, &measured));
  assert_memory_equal(&measured, &size, sizeof size);
  assert_file(state, "copy/PG_VERSION", "15\n");
  assert_file(state, "copy/base/1/112", large);
  assert_file(state, "copy/base/1/empty", "");
}

static void a_copy_is_private(void **state)
{
  TreeSize size;
  GStatBuf status;
  g_autofree char *data = make_data(state);
  g_autofree char *copy = path_in(state, "copy");
  g_autofree char *file = path_in(state, "copy/PG_VERSION");
  const Account somebody = {.uid = 12345, .gid = 54321};
  const Account *owner = geteuid() == 0 ? &somebody : NULL;
  assert_true(tree_copy(data, copy, owner, &size));
  assert_int_equal(g_stat(file, &status), 0);
  assert_int_equal(status.st_mode & 07777, 0600);
  assert_int_equal(status.st_uid, owner != NULL ? owner->uid : geteuid());
  assert_int_equal(g_stat(copy, &status), 0);
  assert_int_equal(status.st_mode & 07777, 0700);
  assert_int_equal(status.st_gid, owner != NULL ? owner->gid : getegid());
}

static void a_copy_overwrites_nothing_and_follows_nothing(void **state)
{
  TreeSize size;
  g_autofree char *data = make_data(state);
  g_autofree char *copy = path_in(state, "copy");
  g_autofree char *link = path_in(state, "data/link");
  assert_false(tree_copy(data, data, NULL, &size));
  assert_int_equal(errno, EEXIST);
  assert_true(tree_measure(data, &size));
  assert_int_equal(symlink("/etc/passwd", link), 0);
  assert_false(tree_measure(data, &size));
  assert_false(tree_copy(data, copy, NULL, &size));
  assert_int_equal(errno, ELOOP);
}

static void a_removal_stays_inside(void **state)
{
  g_autofree char *data = make_data(state);
  g_autofree char *link = path_in(state, "data/link");
  g_autofree char *outside = path_in(state, "outside");
  write_file(state, "outside/file", "x");
  assert_int_equal(symlink(outside, link), 0);
  tree_remove(data);
  assert_false(is_there(data));
  assert_file(state, "outside/file", "x");
  tree_remove(data); // nothing is fine
  tree_remove(link);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      in_a_room(a_copy_is_the_same),
      in_a_room(a_copy_is_private),
      in_a_room(a_copy_overwrites_nothing_and_follows_nothing),
      in_a_room(a_removal_stays_inside),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
