#include "known.h"

#include <string.h>

static const MigharRowSet *find_set(const Scratch *scratch, const char *table)
{
  return scratch->rows_hold ? g_hash_table_lookup(scratch->rows->sets, table) : NULL;
}

/* Rows of children are counted with those of their parents, and looked at apart from them. */
static gboolean has_children(const MigharSnapshot *schema, const char *table)
{
  g_autoptr(GPtrArray) tables = mighar_snapshot_select(schema, "table", NULL);
  for (guint i = 0; i < tables->len; i++) {
    const char *parents = mighar_object_get(g_ptr_array_index(tables, i), "inherits");
    if (parents != NULL && strstr(parents, table) != NULL)
      return TRUE;
  }
  return FALSE;
}

static const char *identity_of(const MigharSnapshot *schema, const char *table)
{
  const MigharObject *object = mighar_snapshot_find(schema, "table", table);
  return object != NULL ? object->identity : NULL;
}

/* Where nobody has looked yet, nothing but ups and fillings has happened to the rows. A table that was full
 * then is full where no up has touched it since. */
static gboolean is_still_full(const Scratch *scratch, const char *table)
{
  const Fill *fill = &scratch->fill;
  gpointer reason;
  if (scratch->rows != NULL || scratch->current == NULL || fill->schema == NULL || fill->lacks ||
      fill->touched.all || fill->touched.tables == NULL || fill->tables == NULL ||
      g_hash_table_contains(fill->touched.tables, table) ||
      !g_hash_table_lookup_extended(fill->tables, table, NULL, &reason) || reason != NULL)
    return FALSE;
  const char *identity = identity_of(fill->schema, table);
  return identity != NULL && g_strcmp0(identity, identity_of(scratch->current, table)) == 0;
}

static gboolean count_rows(const void *data, const char *table, guint64 limit, guint64 *rows)
{
  const Scratch *scratch = data;
  const MigharRowSet *set = find_set(scratch, table);
  if (is_still_full(scratch, table)) {
    *rows = limit;
    return TRUE;
  }
  if (set == NULL || mighar_row_set_apart(set) > 0)
    return FALSE;
  *rows = MIN(mighar_row_set_count(set), limit);
  return *rows == limit || !has_children(scratch->rows->snapshot, table);
}

static GPtrArray *read_rows(const void *data, const char *table, const GPtrArray *columns, guint limit)
{
  const MigharRowSet *set = find_set(data, table);
  return set != NULL && mighar_row_set_count(set) <= limit ? mighar_row_set_texts(set, columns) : NULL;
}

MigharKnownRows known_rows(const Scratch *scratch)
{
  return (MigharKnownRows){.count = count_rows, .read = read_rows, .data = scratch};
}
