#include "differences.h"

#include <stdlib.h>
#include <string.h>

/* A column that both sides have, with its rank on each. */
typedef struct {
  const char *name; /* without its table's */
  int before;
  int after;
} Column;

static int by_before(gconstpointer a, gconstpointer b)
{
  return ((const Column *)a)->before - ((const Column *)b)->before;
}

static int by_after(gconstpointer a, gconstpointer b)
{
  return ((const Column *)a)->after - ((const Column *)b)->after;
}

static char *list_names(const GArray *columns)
{
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", g_array_index(columns, Column, i).name);
  return g_string_free(g_steal_pointer(&names), FALSE);
}

static void add_order(const char *table, GArray *columns, const char *when, GPtrArray *findings)
{
  g_array_sort(columns, by_before);
  g_autofree char *before = list_names(columns);
  g_array_sort(columns, by_after);
  g_autofree char *after = list_names(columns);
  if (g_str_equal(before, after))
    return;
  MigharFinding *finding =
      mighar_finding_new("order", "table %s: the columns are in another order %s", table, when);
  finding->object = g_strdup_printf("table %s", table);
  finding->property = g_strdup("column order");
  finding->before = g_steal_pointer(&before);
  finding->after = g_steal_pointer(&after);
  finding->cosmetic = TRUE;
  g_ptr_array_add(findings, finding);
}

static void free_columns(gpointer columns)
{
  g_array_unref(columns);
}

/* Table name -> Column array, of the tables in which some column's rank differs. */
static GHashTable *collect_moved(const GArray *pairs)
{
  GHashTable *tables = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_columns);
  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index(pairs, Pair, i);
    const MigharObject *left = pair->expected;
    if (left == NULL || pair->found == NULL || left->parent == NULL)
      continue;
    const char *before = mighar_object_get(left, POSITION), *after = mighar_object_get(pair->found, POSITION);
    if (before != NULL && after != NULL && !g_str_equal(before, after) &&
        !g_hash_table_contains(tables, left->parent))
      g_hash_table_insert(tables, (gpointer)left->parent, g_array_new(FALSE, FALSE, sizeof(Column)));
  }
  return tables;
}

static void collect_columns(const MigharSnapshot *expected, const MigharSnapshot *found, GHashTable *tables)
{
  for (guint i = 0; i < expected->objects->len; i++) {
    const MigharObject *left = g_ptr_array_index(expected->objects, i);
    GArray *columns = left->parent != NULL ? g_hash_table_lookup(tables, left->parent) : NULL;
    const char *before = columns != NULL ? mighar_object_get(left, POSITION) : NULL;
    const MigharObject *right = before != NULL ? mighar_snapshot_find(found, left->kind, left->name) : NULL;
    const char *after = right != NULL ? mighar_object_get(right, POSITION) : NULL;
    if (after == NULL)
      continue;
    Column column = {mighar_object_own_name(left), atoi(before), atoi(after)};
    g_array_append_val(columns, column);
  }
}

void compare_order(const Comparing *comparing, const GArray *pairs)
{
  g_autoptr(GHashTable) tables = collect_moved(pairs);
  if (g_hash_table_size(tables) == 0)
    return;
  collect_columns(comparing->expected, comparing->found, tables);
  GHashTableIter iterator;
  gpointer table, columns;
  g_hash_table_iter_init(&iterator, tables);
  while (g_hash_table_iter_next(&iterator, &table, &columns))
    add_order(table, columns, comparing->how->when, comparing->findings);
}
