#include "differences.h"

#include <string.h>

/* Both sides of a comparison, pair by pair. */
typedef struct {
  Comparing comparing;
  const GArray *pairs;   /* Pair */
  GHashTable *missing;   /* names of objects that are gone: their parts are not told one by one */
  GHashTable *left_over; /* the same for those that should not be there */
} Walk;

static int compare_keys(const MigharObject *a, const MigharObject *b)
{
  int order = a->kind != b->kind ? strcmp(a->kind, b->kind) : 0;
  return order != 0 ? order : strcmp(a->name, b->name);
}

/* Snapshots made one from the other share what has not changed: an object that both have is equal to itself,
 * and needs no look at its name. */
static GArray *find_pairs(const GPtrArray *a, const GPtrArray *b)
{
  GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
  guint i = 0, j = 0;
  while (i < a->len || j < b->len) {
    const MigharObject *left = i < a->len ? g_ptr_array_index(a, i) : NULL;
    const MigharObject *right = j < b->len ? g_ptr_array_index(b, j) : NULL;
    int order = left == right ? 0 : left == NULL ? 1 : right == NULL ? -1 : compare_keys(left, right);
    const Pair pair = {order <= 0 ? left : NULL, order >= 0 ? right : NULL};
    if (left != right)
      g_array_append_val(pairs, pair);
    i += order <= 0;
    j += order >= 0;
  }
  return pairs;
}

typedef void (*PairFunction)(const Walk *, const MigharObject *expected, const MigharObject *found);

static void walk_pairs(const Walk *walk, PairFunction visit)
{
  for (guint i = 0; i < walk->pairs->len; i++) {
    const Pair *pair = &g_array_index(walk->pairs, Pair, i);
    visit(walk, pair->expected, pair->found);
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
static void forget_presence(const Walk *walk)
{
  const GPtrArray *objects = walk->comparing.expected->objects;
  if (g_hash_table_size(walk->missing) == 0 && g_hash_table_size(walk->left_over) == 0)
    return;
  for (guint i = 0; i < objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(objects, i);
    if ((g_hash_table_contains(walk->missing, object->name) ||
         g_hash_table_contains(walk->left_over, object->name)) &&
        mighar_snapshot_find(walk->comparing.found, object->kind, object->name) != NULL) {
      g_hash_table_remove(walk->missing, object->name);
      g_hash_table_remove(walk->left_over, object->name);
    }
  }
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
  finding->cosmetic |= remedy.cosmetic;
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
  } else if (partner == NULL) {
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
  g_autoptr(GArray) pairs = find_pairs(expected->objects, found->objects);
  g_autoptr(GHashTable) missing = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) left_over = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *findings = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  g_autoptr(Renames) renames = renames_find(pairs, how->same_server);
  const Walk walk = {{expected, found, how, findings, renames}, pairs, missing, left_over};
  walk_pairs(&walk, note_presence);
  forget_presence(&walk);
  walk_pairs(&walk, compare_pair);
  compare_order(&walk.comparing, pairs);
  g_ptr_array_sort(findings, compare_findings);
  return findings;
}

GPtrArray *mighar_compare_snapshots(const MigharSnapshot *expected, const MigharSnapshot *found,
                                    MigharDialect dialect, const char *when)
{
  return mighar_compare(expected, found, &(MigharComparison){.dialect = dialect, .when = when});
}
