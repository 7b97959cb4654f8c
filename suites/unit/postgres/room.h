/* A directory for each test, to make files in. */
#pragma once

#include "tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

/* A directory for each test: *state is its path. */
static inline int make_room(void **state)
{
  *state = g_dir_make_tmp("mighar-files-XXXXXX", NULL);
  return *state != NULL ? 0 : -1;
}

static inline int remove_room(void **state)
{
  tree_remove(*state);
  g_free(*state);
  return 0;
}

static inline char *path_in(void **state, const char *name)
{
  return g_build_filename(*state, name, NULL);
}

static inline void write_file(void **state, const char *name, const char *text)
{
  g_autofree char *path = path_in(state, name);
  g_autofree char *directory = g_path_get_dirname(path);
  assert_int_equal(g_mkdir_with_parents(directory, 0700), 0);
  assert_true(g_file_set_contents(path, text, -1, NULL));
}

static inline void assert_file(void **state, const char *name, const char *expected)
{
  g_autofree char *path = path_in(state, name);
  g_autofree char *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  assert_string_equal(text, expected);
}

static inline gboolean is_there(const char *path)
{
  struct stat status;
  return lstat(path, &status) == 0;
}

/* A small data directory. */
static inline char *make_data(void **state)
{
  g_autofree char *large = g_strnfill(1000000, 'x');
  write_file(state, "data/PG_VERSION", "15\n");
  write_file(state, "data/base/1/112", large);
  write_file(state, "data/base/1/empty", "");
  write_file(state, "data/base/5/112", "y");
  return path_in(state, "data");
}

#define in_a_room(test) cmocka_unit_test_setup_teardown(test, make_room, remove_room)
