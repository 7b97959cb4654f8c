/* What is known of a database, for a copy of it. */
#include "changes_private.h"

static gboolean is_settled(const Changes *changes)
{
  GHashTableIter catalogs;
  gpointer catalog;
  if (changes->unknown || changes->renamed || changes->too_many || changes->own_row < 0 ||
      g_hash_table_size(changes->dirty) > 0)
    return FALSE;
  g_hash_table_iter_init(&catalogs, changes->catalogs);
  while (g_hash_table_iter_next(&catalogs, NULL, &catalog))
    if (g_hash_table_size(((Catalog *)catalog)->rows) > 0)
      return FALSE;
  return TRUE;
}

static Catalog *copy_catalog(const Catalog *catalog)
{
  Catalog *copy = changes_new_catalog(mirror_copy(catalog->mirror));
  GHashTable *rows = copy->rows;
  Mirror *mirror = copy->mirror;
  *copy = *catalog;
  copy->mirror = mirror;
  copy->rows = rows;
  copy->logged = logged_copy(catalog->logged);
  return copy;
}

/* Adds what a table holds to another one; copy makes its values, and NULL leaves them as they are. */
static void add_copies(GHashTable *to, GHashTable *from, gpointer (*copy)(gconstpointer))
{
  GHashTableIter all;
  gpointer key, value;
  g_hash_table_iter_init(&all, from);
  while (g_hash_table_iter_next(&all, &key, &value))
    g_hash_table_insert(to, key, copy != NULL ? copy(value) : value);
}

static gpointer copy_catalog_value(gconstpointer catalog)
{
  return copy_catalog(catalog);
}

static gpointer copy_letters(gconstpointer letters)
{
  GHashTable *copy = g_hash_table_new(NULL, NULL);
  add_copies(copy, (GHashTable *)letters, NULL);
  return copy;
}

static gpointer copy_name(gconstpointer name)
{
  return g_strdup(name);
}

static gpointer copy_parents(gconstpointer parents)
{
  return g_array_copy((GArray *)parents);
}

/* The one that made the copy has waited until all before it was in the files. */
Changes *changes_copy(Changes *changes)
{
  if (!changes_read_on(changes) || !is_settled(changes))
    return NULL;
  Changes *copy = changes_new(NULL, NULL);
  wal_source_clear(&copy->source);
  wal_source_copy(&copy->source, &changes->source);
  copy->ready = TRUE;
  copy->unknown = FALSE;
  copy->own_row = -1;
  copy->unsettled = copy->other_sessions = copy->names_stale = TRUE;
  add_copies(copy->catalogs, changes->catalogs, copy_catalog_value);
  add_copies(copy->letters, changes->letters, copy_letters);
  add_copies(copy->files, changes->files, NULL);
  add_copies(copy->names, changes->names, copy_name);
  add_copies(copy->parents, changes->parents, copy_parents);
  add_copies(copy->unlogged, changes->unlogged, NULL);
  return copy;
}
