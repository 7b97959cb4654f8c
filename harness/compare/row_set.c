/* Digests of tables. A row's key is hashed once, each value once; sums of hashes do not depend on the order
 * in which an engine gives its rows. */
#include "row_set.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Making */

/* A unique key whose columns are never NULL does as well as a primary one. */
static gboolean tells_apart(const MigharTable *table, const MigharKey *key)
{
  if (key->expression || key->columns->len == 0)
    return FALSE;
  for (guint i = 0; i < key->columns->len; i++) {
    const MigharColumn *column = g_ptr_array_index(table->columns, g_array_index(key->columns, guint, i));
    if (column->nullable && !key->primary)
      return FALSE;
  }
  return TRUE;
}

static void choose_key(MigharRowSet *set, const MigharTable *table)
{
  const MigharKey *chosen = NULL;
  for (guint i = 0; i < table->keys->len; i++) {
    const MigharKey *key = g_ptr_array_index(table->keys, i);
    if (tells_apart(table, key) && (chosen == NULL || (key->primary && !chosen->primary)))
      chosen = key;
  }
  if (chosen != NULL)
    g_array_append_vals(set->key, chosen->columns->data, chosen->columns->len);
}

static gsize size_of(const char *name)
{
  return name != NULL ? strlen(name) + 1 : 0;
}

static const char *put_name(char **end, const char *name)
{
  if (name == NULL)
    return NULL;
  char *copy = *end;
  *end = g_stpcpy(copy, name) + 1;
  return copy;
}

/* Mostly "public.users.status" ends in "status". */
static const char *end_of(const char *object, const char *name)
{
  return object != NULL && g_str_has_suffix(object, name) ? object + strlen(object) - strlen(name) : NULL;
}

static void put_column(RowColumn *column, char **end, const MigharColumn *from)
{
  *column = (RowColumn){.object = put_name(end, from->object),
                        .identity = put_name(end, from->identity),
                        .type = g_intern_string(from->type)};
  column->name = end_of(column->object, from->name);
  if (column->name == NULL)
    column->name = put_name(end, from->name);
}

static RowColumns *make_columns(const MigharTable *table)
{
  guint n = table->columns->len;
  gsize size = sizeof(RowColumns) + n * sizeof(RowColumn);
  for (guint i = 0; i < n; i++) {
    const MigharColumn *from = g_ptr_array_index(table->columns, i);
    size += size_of(from->object) + size_of(from->identity);
    size += end_of(from->object, from->name) == NULL ? size_of(from->name) : 0;
  }
  RowColumns *columns = g_malloc(size);
  char *end = (char *)&columns->of[n];
  columns->len = n;
  for (guint i = 0; i < n; i++)
    put_column(&columns->of[i], &end, g_ptr_array_index(table->columns, i));
  return columns;
}

MigharRowSet *mighar_row_set_new(const MigharTable *table)
{
  MigharRowSet *set = g_new0(MigharRowSet, 1);
  g_atomic_ref_count_init(&set->references);
  set->table = g_strdup(table->name);
  set->whole = TRUE;
  set->columns = make_columns(table);
  set->key = g_array_new(FALSE, FALSE, sizeof(guint));
  set->kept = g_ptr_array_new();
  choose_key(set, table);
  set->foreign_keys = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_reference_free);
  for (guint i = 0; i < table->references->len; i++)
    g_ptr_array_add(set->foreign_keys, mighar_reference_copy(g_ptr_array_index(table->references, i)));
  return set;
}

MigharRowSet *mighar_row_set_ref(MigharRowSet *set)
{
  g_atomic_ref_count_inc(&set->references);
  return set;
}

void mighar_row_set_unref(MigharRowSet *set)
{
  if (set == NULL || !g_atomic_ref_count_dec(&set->references))
    return;
  row_set_free_kept(set);
  g_clear_pointer(&set->expected, g_hash_table_unref);
  g_clear_pointer(&set->told_by, g_array_unref);
  g_clear_pointer(&set->apart, g_ptr_array_unref);
  g_free(set->columns);
  g_array_unref(set->key);
  g_ptr_array_unref(set->foreign_keys);
  g_free(set->table);
  g_free(set);
}

/* Digests */

static void add_hash(RowDigest *digest, XXH128_hash_t hash)
{
  guint64 low = digest->low + hash.low64;
  digest->high += hash.high64 + (low < digest->low);
  digest->low = low;
}

/* The type is a part of the value: SQLite's 1, 1.0 and '1' are three. */
static XXH128_hash_t hash_cell(const MigharCell *cell)
{
  return XXH3_128bits_withSeed(cell->bytes, cell->length, (XXH64_hash_t)(guchar)cell->type);
}

guint64 row_hash(const MigharCell *cell)
{
  return hash_cell(cell).low64;
}

guint64 row_mix(guint64 key, guint64 hash)
{
  return XXH3_avalanche(key ^ (hash * 0x9E3779B185EBCA87ULL + 0x165667B19E3779F9ULL));
}

gboolean row_digest_equal(const RowDigest *a, const RowDigest *b)
{
  return a->low == b->low && a->high == b->high;
}

void mighar_row_set_add(MigharRowSet *set, const MigharCell *cells)
{
  guint n = set->columns->len;
  XXH128_hash_t *hashes =
      g_newa0(XXH128_hash_t, n + 1); /* zeroes for gcc 14, which sees no value where n is 0 */
  guint64 *low = g_newa0(guint64, n + 1), row = n, key = 0;
  for (guint i = 0; i < n; i++) {
    hashes[i] = cells[i].bytes != NULL ? hash_cell(&cells[i]) : (XXH128_hash_t){0};
    low[i] = hashes[i].low64;
    row = row_mix(row, low[i]);
  }
  for (guint i = 0; i < set->key->len; i++)
    key = row_mix(key, low[g_array_index(set->key, guint, i)]);
  if (set->key->len == 0)
    key = row;
  if (set->expected != NULL && row_set_take_apart(set, key, cells, low))
    return;
  for (guint i = 0; i < n; i++) {
    RowColumn *column = row_set_column(set, i);
    if (cells[i].bytes == NULL) {
      column->nulls++;
      continue;
    }
    add_hash(&column->values, hashes[i]);
    add_hash(&column->places,
             (XXH128_hash_t){row_mix(key, hashes[i].low64), row_mix(key + 1, hashes[i].high64)});
  }
  set->n++;
  row_set_keep(set, key, cells, low);
}

guint64 mighar_row_set_count(const MigharRowSet *set)
{
  return set->n;
}

/* Two sets */

static gboolean same_key(const MigharRowSet *a, const MigharRowSet *b)
{
  gsize bytes = a->key->len * sizeof(guint);
  return a->key->len == b->key->len && (bytes == 0 || memcmp(a->key->data, b->key->data, bytes) == 0);
}

static gboolean is_volatile(const RowColumn *column, GHashTable *volatile_columns)
{
  return volatile_columns != NULL && column->object != NULL &&
         g_hash_table_contains(volatile_columns, column->object);
}

static gboolean has_volatile_key(const MigharRowSet *set, GHashTable *volatile_columns)
{
  for (guint i = 0; i < set->key->len; i++)
    if (is_volatile(row_set_column(set, g_array_index(set->key, guint, i)), volatile_columns))
      return TRUE;
  return FALSE;
}

gboolean mighar_row_set_equal_but(const MigharRowSet *a, const MigharRowSet *b, GHashTable *volatile_columns)
{
  if (a->n != b->n || a->columns->len != b->columns->len || !same_key(a, b))
    return FALSE;
  gboolean by_values = has_volatile_key(a, volatile_columns);
  for (guint i = 0; i < a->columns->len; i++) {
    const RowColumn *left = row_set_column(a, i), *right = row_set_column(b, i);
    if (!g_str_equal(left->name, right->name) || left->nulls != right->nulls)
      return FALSE;
    if (is_volatile(left, volatile_columns))
      continue;
    if (!(by_values ? row_digest_equal(&left->values, &right->values)
                    : row_digest_equal(&left->places, &right->places)))
      return FALSE;
  }
  return TRUE;
}

gboolean mighar_row_set_equal(const MigharRowSet *a, const MigharRowSet *b)
{
  return mighar_row_set_equal_but(a, b, NULL);
}

int row_set_find_name(const MigharRowSet *set, const char *name)
{
  for (guint i = 0; i < set->columns->len; i++)
    if (g_str_equal(row_set_column(set, i)->name, name))
      return (int)i;
  return -1;
}

int row_set_find_column(const MigharRowSet *set, const RowColumn *column)
{
  int by_name = -1;
  for (guint i = 0; i < set->columns->len; i++) {
    const RowColumn *candidate = row_set_column(set, i);
    if (column->identity != NULL && g_strcmp0(column->identity, candidate->identity) == 0)
      return (int)i;
    if (g_str_equal(column->name, candidate->name))
      by_name = (int)i;
  }
  return by_name;
}
