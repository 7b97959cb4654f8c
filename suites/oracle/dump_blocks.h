/* Two dumps of pg_dump as sets of statements: in which order it writes what does not depend on each other is
 * by names and by chance. */
#pragma once

#include <glib.h>
#include <string.h>

static inline int dump_compare_blocks(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What a line sets for the statements behind it, "SET default_tablespace = x;", kept in the place of its
 * name. FALSE for any other line. */
static inline gboolean dump_note_setting(const char *line, char **tablespace, char **method)
{
  char **setting = g_str_has_prefix(line, "SET default_tablespace =")            ? tablespace
                   : g_str_has_prefix(line, "SET default_table_access_method =") ? method
                                                                                 : NULL;
  if (setting == NULL)
    return FALSE;
  g_free(*setting);
  *setting = g_strdup(line);
  return TRUE;
}

/* The blocks of a dump, each with the settings that it is under, sorted: an array of char * that owns them.
 */
static inline GPtrArray *dump_blocks(const char *dump)
{
  g_autofree char *tablespace = g_strdup("");
  g_autofree char *method = g_strdup("");
  g_auto(GStrv) texts = g_strsplit(dump, "\n\n", -1);
  GPtrArray *blocks = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; texts[i] != NULL; i++) {
    const char *text = g_strstrip(texts[i]);
    if (*text == '\0' || dump_note_setting(text, &tablespace, &method))
      continue;
    gboolean placed = strstr(text, "CREATE ") != NULL;
    gboolean stored = g_str_has_prefix(text, "CREATE TABLE") || g_str_has_prefix(text, "CREATE UNLOGGED") ||
                      g_str_has_prefix(text, "CREATE MATERIALIZED");
    g_ptr_array_add(blocks, g_strconcat(text, placed ? tablespace : "", stored ? method : "", NULL));
  }
  g_ptr_array_sort(blocks, dump_compare_blocks);
  return blocks;
}

/* The first block that one of them has and the other has not, for people; NULL when they are the same. */
static inline const char *dump_difference(const GPtrArray *a, const GPtrArray *b)
{
  for (guint i = 0; i < MAX(a->len, b->len); i++) {
    const char *left = i < a->len ? g_ptr_array_index(a, i) : NULL;
    const char *right = i < b->len ? g_ptr_array_index(b, i) : NULL;
    int order = left == NULL ? 1 : right == NULL ? -1 : strcmp(left, right);
    if (order != 0)
      return order < 0 ? left : right;
  }
  return NULL;
}
