/* A file of goose, and what is read of it. */
#pragma once

#include "project.h"

static inline void assert_shows(const char *text, const char *expected)
{
  g_autofree char *all = g_strconcat("postgres goose migrations\n1 x migrations/1_x.sql\n", expected, NULL);
  write_file("migrations/1_x.sql", text);
  assert_loads("migrations", "goose", "postgres", all);
}

static inline void assert_wrong(const char *text, const char *message)
{
  g_autofree char *all = g_strconcat("migrations/1_x.sql:", message, NULL);
  write_file("migrations/1_x.sql", text);
  assert_refuses("migrations", "goose", "postgres", MIGHAR_ERROR_USAGE, all);
}
