/* What is kept between runs: data directories, and what programs call themselves. */
#include "pristine.h"
#include "room.h"
#include "titles.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* As the keeper loads one, with the start of a server in between. */
static gboolean load(const char *entry, const char *data)
{
  TreeSize loaded;
  return pristine_load(entry, data, NULL, &loaded) && pristine_complete(entry, data, NULL, &loaded);
}

/* As the keeper stores data; it is as before then. */
static void store(void **state, const char *entry, const char *draft, const char *data)
{
  g_autofree char *original = path_in(state, "original");
  if (!pristine_arrange(original, data))
    return;
  assert_false(is_there(data));
  pristine_store(entry, draft, original);
  pristine_take_back(original, data);
  assert_false(is_there(original));
  assert_true(is_there(data));
}

static void an_entry_is_stored_and_loaded(void **state)
{
  g_autofree char *data = make_data(state);
  g_autofree char *entry = path_in(state, "entry");
  g_autofree char *draft = path_in(state, "entry~1");
  g_autofree char *copy = path_in(state, "copy");
  g_autofree char *large = g_strnfill(1000000, 'x');
  assert_false(load(entry, copy));
  store(state, entry, draft, data);
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
  g_autofree char *databases = path_in(state, "copy/base");
  g_autofree char *template = path_in(state, "copy/base/1");
  store(state, entry, draft, data);
  assert_true(pristine_load(entry, copy, NULL, &loaded));
  assert_file(state, "copy/PG_VERSION", "15\n");
  assert_true(is_there(databases));
  assert_false(is_there(template));
  assert_true(pristine_complete(entry, copy, NULL, &loaded));
  assert_true(is_there(template));
  assert_file(state, "copy/base/5/112", "y");
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
  store(state, entry, draft, data);
  write_file(state, "data/PG_VERSION", "16\n");
  store(state, entry, draft, data);
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
    store(state, entry, draft, data);
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
  store(state, entry, draft, data);
  assert_false(is_there(entry));
  assert_false(is_there(draft));
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

int main(void)
{
  const struct CMUnitTest tests[] = {
      in_a_room(an_entry_is_stored_and_loaded),
      in_a_room(a_server_starts_without_what_comes_later),
      in_a_room(what_a_new_server_does_without_is_left_out),
      in_a_room(the_first_of_two_entries_stays),
      in_a_room(a_damaged_entry_is_noticed),
      in_a_room(an_interrupted_store_leaves_no_entry),
      in_a_room(entries_differ_and_old_ones_go),
      in_a_room(titles_are_kept_of_binaries),
  };
  g_autofree char *cache = g_dir_make_tmp("mighar-cache-XXXXXX", NULL);
  g_setenv("XDG_CACHE_HOME", cache, TRUE);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  tree_remove(cache);
  return failed;
}
