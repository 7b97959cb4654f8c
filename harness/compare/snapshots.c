#include "differences.h"

#include <string.h>

/* Walks two sorted lists of objects side by side. */
typedef struct {
  Comparing comparing;
  GHashTable *missing;   /* names of objects that are gone: their parts are not told one by one */
  GHashTable *left_over; /* the same for those that should not be there */
} Walk;

static int compare_keys(const MigharObject *a, const MigharObject *b)
{
  int order = strcmp(a->kind, b->kind);
  return order != 0 ? order : strcmp(a->name, b->name);
}

typedef void (*PairFunction)(const Walk *, const MigharObject *expected, const MigharObject *found);

/* Calls visit for every key that either side has; the side that lacks it is NULL. */
static void walk_pairs(const Walk *walk, PairFunction visit)
{
  const GPtrArray *a = walk->comparing.expected->objects, *b = walk->comparing.found->objects;
  guint i = 0, j = 0;
  while (i < a->len || j < b->len) {
    const MigharObject *left = i < a->len ? g_ptr_array_index(a, i) : NULL;
    const MigharObject *right = j < b->len ? g_ptr_array_index(b, j) : NULL;
    int order = left == NULL ? 1 : right == NULL ? -1 : compare_keys(left, right);
    visit(walk, order <= 0 ? left : NULL, order >= 0 ? right : NULL);
    i += order <= 0;
    j += order >= 0;
  }
}

static void note_presence(const Walk *walk, const MigharObject *expected, const MigharObject *found)
{
  if (renames_partner(walk->comparing.renames, found == NULL ? expected : found) != NULL)
    return;
  if (found == NULL)
    g_hash_table_add(walk->missing, (gpointer)expected->name);
  else if (expected == NULL)
    g_hash_table_add(walk->left_over, (gpointer)found->name);
}

/* Objects of two kinds may have one name (a table and its trigger in SQLite), and a part names its whole by
 * that alone: where one of them is still there, parts are told. */
static void forget_presence(const Walk *walk, const MigharObject *expected, const MigharObject *found)
{
  if (expected == NULL || found == NULL)
    return;
  g_hash_table_remove(walk->missing, expected->name);
  g_hash_table_remove(walk->left_over, expected->name);
}

void add_finding(const Comparing *comparing, MigharFinding *finding, const MigharObject *left,
                 const MigharObject *right, const char *property)
{
  MigharRemedy remedy = {0};
  if (comparing->how->mend != NULL && !finding->cosmetic)
    comparing->how->mend(&(MigharDifference){comparing->expected, comparing->found, left, right, property},
                         &remedy);
  finding->fix = remedy.fix;
  finding->hint = remedy.hint;
  finding->fix_order = remedy.order;
  g_ptr_array_add(comparing->findings, finding);
}

/* Only one of the two is there. */
static void add_presence(const Walk *walk, const MigharObject *left, const MigharObject *right)
{
  const MigharObject *object = left != NULL ? left : right;
  GHashTable *wholes = left != NULL ? walk->missing : walk->left_over;
  if (object->parent != NULL && g_hash_table_contains(wholes, object->parent))
    return;
  g_autofree char *title = mighar_object_title(object);
  const char *when = walk->comparing.how->when;
  MigharFinding *finding = left != NULL ? mighar_finding_new("missing", "%s is missing %s", title, when)
                                        : mighar_finding_new("left-over", "%s is left over %s", title, when);
  finding->object = g_steal_pointer(&title);
  add_finding(&walk->comparing, finding, left, right, NULL);
}

static void compare_pair(const Walk *walk, const MigharObject *expected, const MigharObject *found)
{
  const Comparing *comparing = &walk->comparing;
  const MigharObject *partner = renames_partner(comparing->renames, expected != NULL ? expected : found);
  if (partner != NULL && expected != NULL) {
    renames_tell(comparing, expected, partner);
    compare_properties(comparing, expected, partner);
  } else if (partner == NULL && (expected == NULL || found == NULL)) {
    add_presence(walk, expected, found);
  } else if (partner == NULL && expected != found) {
    compare_properties(comparing, expected, found);
  }
}

static int compare_findings(gconstpointer a, gconstpointer b)
{
  const MigharFinding *left = *(const MigharFinding *const *)a, *right = *(const MigharFinding *const *)b;
  int order = g_strcmp0(left->object, right->object);
  return order != 0 ? order : g_strcmp0(left->property, right->property);
}

GPtrArray *mighar_compare(const MigharSnapshot *expected, const MigharSnapshot *found,
                          const MigharComparison *how)
{
  g_autoptr(GHashTable) missing = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) left_over = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *findings = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  g_autoptr(Renames) renames = renames_find(expected, found, how->same_server);
  const Walk walk = {{expected, found, how, findings, renames}, missing, left_over};
  walk_pairs(&walk, note_presence);
  if (g_hash_table_size(missing) > 0 || g_hash_table_size(left_over) > 0)
    walk_pairs(&walk, forget_presence);
  walk_pairs(&walk, compare_pair);
  compare_order(expected, found, how->when, findings);
  g_ptr_array_sort(findings, compare_findings);
  return findings;
}

GPtrArray *mighar_compare_snapshots(const MigharSnapshot *expected, const MigharSnapshot *found,
                                    MigharDialect dialect, const char *when)
{
  return mighar_compare(expected, found, &(MigharComparison){.dialect = dialect, .when = when});
}
