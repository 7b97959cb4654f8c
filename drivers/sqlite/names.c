#include "names.h"

#include "keywords.h"

#include <string.h>

static guint hash_name(gconstpointer name)
{
  guint hash = 5381; // as g_str_hash()
  for (const char *c = name; *c != '\0'; c++)
    hash = hash * 33 + (guchar)g_ascii_tolower(*c);
  return hash;
}

static gboolean equal_names(gconstpointer a, gconstpointer b)
{
  return g_ascii_strcasecmp(a, b) == 0;
}

GHashTable *names_new(void)
{
  return g_hash_table_new_full(hash_name, equal_names, g_free, NULL);
}

void names_add(GHashTable *names, char *name)
{
  const char *present = names_find(names, name);
  if (present != NULL && strcmp(present, name) <= 0)
    g_free(name);
  else
    g_hash_table_replace(names, name, name);
}

const char *names_find(GHashTable *names, const char *name)
{
  gpointer declared = NULL;
  if (names != NULL)
    g_hash_table_lookup_extended(names, name, &declared, NULL);
  return declared;
}

static gsize size_of_names(GHashTable *names)
{
  GHashTableIter iterator;
  gpointer name;
  gsize size = 0;
  g_hash_table_iter_init(&iterator, names);
  while (g_hash_table_iter_next(&iterator, &name, NULL))
    size += strlen(name) + 1;
  return size;
}

char **names_pack(GHashTable *names)
{
  GHashTableIter iterator;
  gpointer name;
  guint n = 0;
  gsize size_of_array = (g_hash_table_size(names) + 1) * sizeof(char *);
  char **packed = g_malloc(size_of_array + size_of_names(names));
  char *at = (char *)packed + size_of_array;
  g_hash_table_iter_init(&iterator, names);
  while (g_hash_table_iter_next(&iterator, &name, NULL)) {
    packed[n++] = at;
    at = g_stpcpy(at, name) + 1;
  }
  packed[n] = NULL;
  return packed;
}

GHashTable *names_unpack(char *const *packed)
{
  GHashTable *names = names_new();
  for (guint i = 0; packed[i] != NULL; i++)
    names_add(names, g_strdup(packed[i]));
  return names;
}

static gboolean is_plain(const char *name)
{
  gsize length = strspn(name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_");
  return length > 0 && name[length] == '\0' && !g_ascii_isdigit(*name) && !is_reserved(name, length);
}

char *name_quote(const char *name)
{
  if (is_plain(name))
    return g_strdup(name);
  g_auto(GStrv) parts = g_strsplit(name, "\"", -1);
  g_autofree char *doubled = g_strjoinv("\"\"", parts);
  return g_strdup_printf("\"%s\"", doubled);
}
