/* Directories of servers: copied, kept pristine, locked, swept. */
#include "place.h"
#include "pristine.h"
#include "titles.h"
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A directory for each test: *state is its path. */
static int make_room(void **state)
{
  *state = g_dir_make_tmp("mighar-files-XXXXXX", NULL);
  return *state != NULL ? 0 : -1;
}

static int remove_room(void **state)
{
  tree_remove(*state);
  g_free(*state);
  return 0;
}

static char *path_in(void **state, const char *name)
{
  return g_build_filename(*state, name, NULL);
}

static void write_file(void **state, const char *name, const char *text)
{
  g_autofree char *path = path_in(state, name);
  g_autofree char *directory = g_path_get_dirname(path);
  assert_int_equal(g_mkdir_with_parents(directory, 0700), 0);
  assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void assert_file(void **state, const char *name, const char *expected)
{
  g_autofree char *path = path_in(state, name);
  g_autofree char *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  assert_string_equal(text, expected);
}

static gboolean is_there(const char *path)
{
  struct stat status;
  return lstat(path, &status) == 0;
}

/* A small data directory. */
static char *make_data(void **state)
{
  g_autofree char *large = g_strnfill(1000000, 'x');
  write_file(state, "data/PG_VERSION", "15\n");
  write_file(state, "data/base/1/112", large);
  write_file(state, "data/base/1/empty", "");
  write_file(state, "data/base/5/112", "y");
  return path_in(state, "data");
}

static void a_copy_is_the_same(void **state)
{
  TreeSize size;
  g_autofree char *data = make_data(state);
  g_autofree char *copy = path_in(state, "copy");
  g_autofree char *large = g_strnfill(1000000, 'x');
  assert_true(tree_copy(data, copy, NULL, &size));
  assert_int_equal(size.files, 4);
  assert_int_equal(size.bytes, 1000004);
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
  assert_int_equal(symlink("/etc/passwd", link), 0);
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

/* As the keeper loads one, with the start of a server in between. */
static gboolean load(const char *entry, const char *data)
{
  TreeSize loaded;
  return pristine_load(entry, data, NULL, &loaded) && pristine_complete(entry, data, NULL, &loaded);
}

static void an_entry_is_stored_and_loaded(void **state)
{
  g_autofree char *data = make_data(state);
  g_autofree char *entry = path_in(state, "entry");
  g_autofree char *draft = path_in(state, "entry~1");
  g_autofree char *copy = path_in(state, "copy");
  g_autofree char *large = g_strnfill(1000000, 'x');
  assert_false(load(entry, copy));
  pristine_store(entry, draft, data);
  assert_false(is_there(draft));
  assert_true(load(entry, copy));
  assert_file(state, "copy/PG_VERSION", "15\n");
  assert_file(state, "copy/base/1/112", large);
  assert_file(state, "copy/base/5/112", "y");
}

static void a_server_starts_without_what_comes_later(void **state)
{
  TreeSize loaded;
  g_autofree char *data = make_data(state);
  g_autofree char *entry = path_in(state, "entry");
  g_autofree char *draft = path_in(state, "entry~1");
  g_autofree char *copy = path_in(state, "copy");
  g_autofree char *template = path_in(state, "copy/base/1");
  pristine_store(entry, draft, data);
  assert_true(pristine_load(entry, copy, NULL, &loaded));
  assert_file(state, "copy/base/5/112", "y");
  assert_false(is_there(template));
  assert_true(pristine_complete(entry, copy, NULL, &loaded));
  assert_true(is_there(template));
}

static void what_a_new_server_does_without_is_left_out(void **state)
{
  static const char *const left[] = {"data/base/5/112", "data/base/5/notes_fsm_", "data/base/5/_vm",
                                     "data/pg_wal/00000001000000000000000F",
                                     "data/pg_wal/archive_status/00000001000000000000000F.done"};
  static const char *const gone[] = {"data/base/1/112_fsm", "data/base/5/112_vm",
                                     "data/pg_wal/000000010000000000000010",
                                     "data/pg_wal/000000010000000100000000"};
  g_autofree char *data = make_data(state);
  for (guint i = 0; i < G_N_ELEMENTS(left); i++)
    write_file(state, left[i], "x");
  for (guint i = 0; i < G_N_ELEMENTS(gone); i++)
    write_file(state, gone[i], "x");
  pristine_trim(data);
  for (guint i = 0; i < G_N_ELEMENTS(left); i++)
    assert_file(state, left[i], "x");
  for (guint i = 0; i < G_N_ELEMENTS(gone); i++) {
    g_autofree char *path = path_in(state, gone[i]);
    assert_false(is_there(path));
  }
  g_autofree char *nothing = path_in(state, "nothing");
  pristine_trim(nothing);
}

static void the_first_of_two_entries_stays(void **state)
{
  g_autofree char *data = make_data(state);
  g_autofree char *entry = path_in(state, "entry");
  g_autofree char *draft = path_in(state, "entry~1");
  pristine_store(entry, draft, data);
  write_file(state, "data/PG_VERSION", "16\n");
  pristine_store(entry, draft, data);
  assert_file(state, "entry/data/PG_VERSION", "15\n");
  assert_false(is_there(draft));
}

/* As a power cut may leave it, or somebody who tidies up. */
static void a_damaged_entry_is_noticed(void **state)
{
  static const char *const damages[] = {"entry/data/PG_VERSION", "entry/later/1/empty", "entry/complete"};
  for (guint i = 0; i < G_N_ELEMENTS(damages); i++) {
    g_autofree char *data = make_data(state);
    g_autofree char *entry = path_in(state, "entry");
    g_autofree char *draft = path_in(state, "entry~1");
    g_autofree char *copy = path_in(state, "copy");
    g_autofree char *damaged = path_in(state, damages[i]);
    pristine_store(entry, draft, data);
    assert_int_equal(g_unlink(damaged), 0);
    assert_false(load(entry, copy));
    tree_remove(copy);
    write_file(state, damages[i], "");
    assert_int_equal(load(entry, copy), i == 1); // that one is empty
    pristine_discard(entry, draft);
    assert_false(is_there(entry));
    tree_remove(copy);
  }
}

static void an_interrupted_store_leaves_no_entry(void **state)
{
  g_autofree char *data = make_data(state);
  g_autofree char *entry = path_in(state, "entry");
  g_autofree char *draft = path_in(state, "entry~1");
  g_autofree char *link = path_in(state, "data/link");
  assert_int_equal(symlink("/", link), 0);
  pristine_store(entry, draft, data);
  assert_false(is_there(entry));
  assert_false(is_there(draft));
}

/* A program is asked for its title once, as long as it stays what it is; a script may be another one each
 * time. */
static void titles_are_kept_of_binaries(void **state)
{
  g_autofree char *program = path_in(state, "bin/postgres");
  write_file(state, "bin/postgres",
             "\x7f"
             "ELF 1");
  assert_null(titles_find(program));
  titles_keep(program, "postgres (PostgreSQL) 15.18");
  g_autofree char *title = titles_find(program);
  assert_string_equal(title, "postgres (PostgreSQL) 15.18");
  write_file(state, "bin/postgres",
             "\x7f"
             "ELF 15");
  assert_null(titles_find(program));
  write_file(state, "bin/postgres", "#!/bin/sh");
  titles_keep(program, "postgres (PostgreSQL) 15.18");
  assert_null(titles_find(program));
  assert_int_equal(g_unlink(program), 0);
  titles_keep(program, "postgres (PostgreSQL) 15.18");
  assert_null(titles_find(program));
}

static void touch_days_ago(const char *path, int days)
{
  struct timespec times[2] = {{.tv_sec = time(NULL) - days * 24 * 60 * 60}};
  times[1] = times[0];
  assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* Entries are named by what they depend on; old ones go when a new one is made. The cache is of this
 * program's own: see main(). */
static void entries_differ_and_old_ones_go(void **state)
{
  static const char *const arguments[] = {"--locale=C", NULL}, *const others[] = {"--locale=D", NULL};
  write_file(state, "bin/postgres", "x");
  g_autofree char *directory = path_in(state, "bin");
  Programs programs = {
      .directory = directory, .title = (char *)"postgres (PostgreSQL) 15.18", .version = 150018};
  g_autofree char *entry = pristine_entry(&programs, arguments);
  g_autofree char *same = pristine_entry(&programs, arguments);
  g_autofree char *other = pristine_entry(&programs, others);
  assert_non_null(entry);
  assert_string_equal(entry, same);
  assert_string_not_equal(entry, other);
  programs.title = (char *)"postgres (PostgreSQL) 15.19";
  g_autofree char *newer = pristine_entry(&programs, arguments);
  assert_string_not_equal(entry, newer);

  g_autofree char *draft = g_strconcat(entry, "~12345678", NULL);
  assert_int_equal(g_mkdir(entry, 0700) | g_mkdir(other, 0700) | g_mkdir(draft, 0700), 0);
  touch_days_ago(entry, 100);
  touch_days_ago(other, 80);
  touch_days_ago(draft, 1);
  g_free(pristine_entry(&programs, arguments));
  assert_false(is_there(entry));
  assert_true(is_there(other));
  assert_false(is_there(draft));
  tree_remove(other);
}

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

#define in_a_room(test) cmocka_unit_test_setup_teardown(test, make_room, remove_room)

int main(void)
{
  const struct CMUnitTest tests[] = {
      in_a_room(a_copy_is_the_same),
      in_a_room(a_copy_is_private),
      in_a_room(a_copy_overwrites_nothing_and_follows_nothing),
      in_a_room(a_removal_stays_inside),
      in_a_room(an_entry_is_stored_and_loaded),
      in_a_room(a_server_starts_without_what_comes_later),
      in_a_room(what_a_new_server_does_without_is_left_out),
      in_a_room(titles_are_kept_of_binaries),
      in_a_room(the_first_of_two_entries_stays),
      in_a_room(a_damaged_entry_is_noticed),
      in_a_room(an_interrupted_store_leaves_no_entry),
      in_a_room(entries_differ_and_old_ones_go),
      in_a_room(a_place_is_private_and_locked),
      in_a_room(a_place_is_chosen_that_fits_a_socket),
      in_a_room(only_what_nobody_holds_is_swept),
      in_a_room(what_is_of_others_is_not_swept),
      in_a_room(an_account_reaches_what_is_open_to_it),
  };
  g_autofree char *cache = g_dir_make_tmp("mighar-cache-XXXXXX", NULL);
  g_setenv("XDG_CACHE_HOME", cache, TRUE);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  tree_remove(cache);
  return failed;
}
