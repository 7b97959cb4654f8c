#include <mighar/compare.h>

#include "differences.h"

#include <string.h>

/* Walks two sorted lists of objects side by side. */
typedef struct {
  const MigharSnapshot *expected;
  const MigharSnapshot *found;
  MigharDialect dialect;
  const char *when;
  GHashTable *missing;   /* names of objects that are gone: their parts are not told one by one */
  GHashTable *left_over; /* the same for those that should not be there */
  GPtrArray *findings;
} Comparison;

static int compare_keys(const MigharObject *a, const MigharObject *b)
{
  int order = strcmp(a->kind, b->kind);
  return order != 0 ? order : strcmp(a->name, b->name);
}

typedef void (*PairFunction)(Comparison *, const MigharObject *expected, const MigharObject *found);

/* Calls visit for every key that either side has; the side that lacks it is NULL. */
static void walk_pairs(Comparison *comparison, PairFunction visit)
{
  const GPtrArray *a = comparison->expected->objects, *b = comparison->found->objects;
  guint i = 0, j = 0;
  while (i < a->len || j < b->len) {
    const MigharObject *left = i < a->len ? g_ptr_array_index(a, i) : NULL;
    const MigharObject *right = j < b->len ? g_ptr_array_index(b, j) : NULL;
    int order = left == NULL ? 1 : right == NULL ? -1 : compare_keys(left, right);
    visit(comparison, order <= 0 ? left : NULL, order >= 0 ? right : NULL);
    i += order <= 0;
    j += order >= 0;
  }
}

static void note_presence(Comparison *comparison, const MigharObject *expected, const MigharObject *found)
{
  if (found == NULL)
    g_hash_table_add(comparison->missing, (gpointer)expected->name);
  else if (expected == NULL)
    g_hash_table_add(comparison->left_over, (gpointer)found->name);
}

static void add_presence(Comparison *comparison, const MigharObject *object, GHashTable *wholes,
                         const char *kind, const char *words)
{
  if (object->parent != NULL && g_hash_table_contains(wholes, object->parent))
    return;
  g_autofree char *title = mighar_object_title(object);
  MigharFinding *finding = mighar_finding_new(kind, "%s is %s %s", title, words, comparison->when);
  finding->object = g_steal_pointer(&title);
  g_ptr_array_add(comparison->findings, finding);
}

static void compare_pair(Comparison *comparison, const MigharObject *expected, const MigharObject *found)
{
  if (found == NULL)
    add_presence(comparison, expected, comparison->missing, "missing", "missing");
  else if (expected == NULL)
    add_presence(comparison, found, comparison->left_over, "left-over", "left over");
  else if (expected != found)
    compare_properties(expected, found, comparison->dialect, comparison->when, comparison->findings);
}

static int compare_findings(gconstpointer a, gconstpointer b)
{
  const MigharFinding *left = *(const MigharFinding *const *)a, *right = *(const MigharFinding *const *)b;
  int order = g_strcmp0(left->object, right->object);
  return order != 0 ? order : g_strcmp0(left->property, right->property);
}

GPtrArray *mighar_compare_snapshots(const MigharSnapshot *expected, const MigharSnapshot *found,
                                    MigharDialect dialect, const char *when)
{
  g_autoptr(GHashTable) missing = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) left_over = g_hash_table_new(g_str_hash, g_str_equal);
  Comparison comparison = {
      .expected = expected,
      .found = found,
      .dialect = dialect,
      .when = when,
      .missing = missing,
      .left_over = left_over,
      .findings = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free),
  };
  walk_pairs(&comparison, note_presence);
  walk_pairs(&comparison, compare_pair);
  compare_order(expected, found, when, comparison.findings);
  g_ptr_array_sort(comparison.findings, compare_findings);
  return comparison.findings;
}
