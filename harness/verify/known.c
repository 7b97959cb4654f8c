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

static gboolean count_rows(const void *data, const char *table, guint64 limit, guint64 *rows)
{
  const Scratch *scratch = data;
  const MigharRowSet *set = find_set(scratch, table);
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
