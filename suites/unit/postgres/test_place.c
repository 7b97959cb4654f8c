/* Where servers are: chosen, locked, swept; who reaches it. */
#include "place.h"
#include "room.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

static void a_place_is_private_and_locked(void **state)
{
  GStatBuf status;
  g_autofree char *path = path_in(state, "place");
  int lock = place_make(path, NULL);
  assert_true(lock >= 0);
  assert_int_equal(g_stat(path, &status), 0);
  assert_int_equal(status.st_mode & 07777, 0700);
  int other = open(path, O_RDONLY | O_DIRECTORY);
  assert_int_equal(flock(other, LOCK_EX | LOCK_NB), -1);
  close(lock);
  assert_int_equal(flock(other, LOCK_EX | LOCK_NB), 0);
  close(other);
  assert_int_equal(place_make(path, NULL), -1);
  assert_int_equal(errno, EEXIST);
  g_autofree char *nowhere = path_in(state, "nowhere/place");
  assert_int_equal(place_make(nowhere, NULL), -1);
  assert_int_equal(errno, ENOENT);
}

static void a_place_is_chosen_that_fits_a_socket(void **state)
{
  g_autofree char *deep = g_strnfill(120, 'd');
  g_autofree char *temporary = path_in(state, deep);
  g_mkdir(temporary, 0777);
  g_setenv("TMPDIR", temporary, TRUE);
  GError *error = NULL;
  g_autofree char *path = place_choose(NULL, &error);
  assert_null(error);
  assert_true(g_str_has_prefix(path, "/dev/shm/mighar-") || g_str_has_prefix(path, "/tmp/mighar-"));
  assert_in_range(strlen(path) + strlen("/.s.PGSQL.5432"), 1, 107);
  g_unsetenv("TMPDIR");
}

static void only_what_nobody_holds_is_swept(void **state)
{
  static const struct {
    const char *name;
    gboolean swept;
  } cases[] = {
      {"mighar-0123abcd", TRUE}, {"mighar-0123abcz", FALSE}, {"mighar-0123abc", FALSE},
      {"other", FALSE},          {"mighar-89abcdef", FALSE},
  };
  g_setenv("TMPDIR", *state, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *file = g_build_filename(cases[i].name, "data/file", NULL);
    write_file(state, file, "x");
  }
  g_autofree char *held = path_in(state, "mighar-89abcdef");
  int lock = open(held, O_RDONLY | O_DIRECTORY);
  assert_int_equal(flock(lock, LOCK_EX), 0);
  place_sweep(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = path_in(state, cases[i].name);
    assert_int_equal(is_there(path), !cases[i].swept);
  }
  close(lock);
  place_sweep(NULL);
  assert_false(is_there(held));
  g_unsetenv("TMPDIR");
}

static void what_is_of_others_is_not_swept(void **state)
{
  if (geteuid() != 0)
    skip();
  g_setenv("TMPDIR", *state, TRUE);
  write_file(state, "mighar-0123abcd/file", "x");
  write_file(state, "mighar-1123abcd/file", "x");
  g_autofree char *account_s = path_in(state, "mighar-0123abcd");
  g_autofree char *somebody_s = path_in(state, "mighar-1123abcd");
  const Account account = {.uid = 12345, .gid = 54321};
  assert_int_equal(chown(account_s, account.uid, account.gid), 0);
  assert_int_equal(chown(somebody_s, 23456, 23456), 0);
  place_sweep(&account);
  assert_false(is_there(account_s));
  assert_true(is_there(somebody_s));
  g_unsetenv("TMPDIR");
}

static void an_account_reaches_what_is_open_to_it(void **state)
{
  const Account account = {.uid = 12345, .gid = 54321};
  g_autofree char *closed = path_in(state, "closed");
  g_autofree char *inside = path_in(state, "closed/inside");
  assert_int_equal(g_mkdir(closed, 0700) | g_mkdir(inside, 0777), 0);
  assert_int_equal(chmod(*state, 0755), 0);
  assert_true(account_reaches(&account, *state));
  assert_false(account_reaches(&account, inside));
  assert_int_equal(chmod(closed, 0711), 0);
  assert_true(account_reaches(&account, inside));
  assert_false(account_reaches(&account, "/nonexistent"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      in_a_room(a_place_is_private_and_locked),         in_a_room(a_place_is_chosen_that_fits_a_socket),
      in_a_room(only_what_nobody_holds_is_swept),       in_a_room(what_is_of_others_is_not_swept),
      in_a_room(an_account_reaches_what_is_open_to_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
