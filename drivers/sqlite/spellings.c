#include "spellings.h"

#include "names.h"

#include <string.h>

void spellings_init(Spellings *spellings)
{
  spellings->names = names_new();
  spellings->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  spellings->others = names_new();
}

void spellings_clear(Spellings *spellings)
{
  g_clear_pointer(&spellings->names, g_hash_table_unref);
  g_clear_pointer(&spellings->counts, g_hash_table_unref);
  g_clear_pointer(&spellings->others, g_hash_table_unref);
}

static guint look_up(GHashTable *table, const char *name)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(table, name));
}

static void change(GHashTable *table, const char *name, int by)
{
  guint count = look_up(table, name) + by;
  if (count > 0)
    g_hash_table_insert(table, g_strdup(name), GUINT_TO_POINTER(count));
  else
    g_hash_table_remove(table, name);
}

gboolean spellings_add(Spellings *spellings, const char *spelling)
{
  change(spellings->counts, spelling, 1);
  if (look_up(spellings->counts, spelling) > 1)
    return FALSE;
  change(spellings->others, spelling, 1);
  names_add(spellings->names, g_strdup(spelling));
  return g_str_equal(names_find(spellings->names, spelling), spelling);
}

/* Which spelling comes next. Names that are spelled in several ways are few. */
static void find_next(Spellings *spellings, const char *name)
{
  GHashTableIter iterator;
  gpointer spelling;
  g_hash_table_iter_init(&iterator, spellings->counts);
  while (g_hash_table_iter_next(&iterator, &spelling, NULL))
    if (g_ascii_strcasecmp(spelling, name) == 0)
      names_add(spellings->names, g_strdup(spelling));
}

gboolean spellings_remove(Spellings *spellings, const char *spelling)
{
  change(spellings->counts, spelling, -1);
  if (look_up(spellings->counts, spelling) > 0)
    return FALSE;
  change(spellings->others, spelling, -1);
  if (g_strcmp0(names_find(spellings->names, spelling), spelling) != 0)
    return FALSE;
  g_hash_table_remove(spellings->names, spelling);
  if (look_up(spellings->others, spelling) > 0)
    find_next(spellings, spelling);
  return TRUE;
}
