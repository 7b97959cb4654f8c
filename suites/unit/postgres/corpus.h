/* Statements with what they change, read from suites/oracle/postgres: the README there says how they are
 * written. */
#pragma once

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* How pg_dump's text is expected to change. */
typedef enum {
  DUMP_FOLLOWS, /* exactly when the snapshot changes */
  DUMP_SAME,
  DUMP_DIFFERS,
} Dump;

/* One block of a corpus file. */
typedef struct {
  guint line; /* of its first line */
  char *sql;
  GPtrArray *expected; /* char *, sorted: "+ table public.t", "~ column public.t.a: default" */
  gboolean setup;      /* makes what the cases of the file start from; nothing is compared */
  gboolean globals;    /* the dump to compare with is that of the whole server's roles and tablespaces too */
  gboolean fails;
  gboolean unmended; /* what is proposed to mend it cannot */
  guint from;        /* the first major version that knows the statement; 0: all */
  Dump dump;
} Case;

static inline void case_free(Case *one)
{
  g_free(one->sql);
  g_ptr_array_unref(one->expected);
  g_free(one);
}

static inline int compare_lines(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A comment that is none of these is for people. */
static inline void read_annotation(Case *one, const char *text)
{
  if (g_str_has_prefix(text, "+ ") || g_str_has_prefix(text, "- ") || g_str_has_prefix(text, "~ "))
    g_ptr_array_add(one->expected, g_strdup(text));
  else if (g_str_equal(text, "setup"))
    one->setup = TRUE;
  else if (g_str_equal(text, "with globals"))
    one->globals = TRUE;
  else if (g_str_equal(text, "fails"))
    one->fails = TRUE;
  else if (g_str_equal(text, "unmended"))
    one->unmended = TRUE;
  else if (g_str_equal(text, "dump: same"))
    one->dump = DUMP_SAME;
  else if (g_str_equal(text, "dump: differs"))
    one->dump = DUMP_DIFFERS;
  else if (g_regex_match_simple("^from [0-9]+$", text, 0, 0))
    one->from = (guint)atoi(text + strlen("from "));
}

static inline Case *read_case(const char *block, guint line)
{
  Case *one = g_new0(Case, 1);
  one->line = line;
  one->expected = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) lines = g_strsplit(block, "\n", -1);
  g_autoptr(GString) sql = g_string_new(NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix(lines[i], "-- "))
      read_annotation(one, lines[i] + strlen("-- "));
    else
      g_string_append_printf(sql, "%s\n", lines[i]);
  g_ptr_array_sort(one->expected, compare_lines);
  one->sql = g_string_free(g_steal_pointer(&sql), FALSE);
  return one;
}

/* Lines that a text takes, the empty one behind it counted. */
static inline guint count_lines(const char *block)
{
  guint n = 2;
  for (const char *c = block; *c != '\0'; c++)
    n += *c == '\n';
  return n;
}

/* All blocks of a file, in order: an array of Case that owns them. Exactly one empty line is between two. */
static inline GPtrArray *corpus_read(const char *path, GError **error)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, error))
    return NULL;
  g_auto(GStrv) blocks = g_strsplit(g_strchomp(text), "\n\n", -1);
  GPtrArray *cases = g_ptr_array_new_with_free_func((GDestroyNotify)case_free);
  guint line = 1;
  for (guint i = 0; blocks[i] != NULL; line += count_lines(blocks[i++]))
    g_ptr_array_add(cases, read_case(blocks[i], line));
  return cases;
}

/* The files of a folder, sorted; only those that are named, if any are: an array of char * that owns them. */
static inline GPtrArray *corpus_list(const char *folder, const char *const *named)
{
  GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
  for (const char *name; directory != NULL && (name = g_dir_read_name(directory)) != NULL;)
    if (g_str_has_suffix(name, ".sql") && (named[0] == NULL || g_strv_contains(named, name)))
      g_ptr_array_add(files, g_build_filename(folder, name, NULL));
  g_ptr_array_sort(files, compare_lines);
  return files;
}
