#include "families.h"

#include "order.h"

#include <string.h>

typedef struct {
  guint n; /* never 0 */
  const MigharObject *parts[];
} Family;

static const char *parent_of(const Family *family)
{
  return family->parts[0]->parent;
}

static Family *family_new(const GPtrArray *parts)
{
  Family *family = g_atomic_rc_box_alloc(sizeof(Family) + parts->len * sizeof *family->parts);
  family->n = parts->len;
  memcpy(family->parts, parts->pdata, parts->len * sizeof *family->parts);
  return family;
}

static GPtrArray *families_sized(guint n)
{
  return g_ptr_array_new_full(n, g_atomic_rc_box_release);
}

/* Appends a family of what is in parts, if anything is, and empties that. */
static void take_family(GPtrArray *families, GPtrArray *parts)
{
  if (parts->len > 0)
    g_ptr_array_add(families, family_new(parts));
  g_ptr_array_set_size(parts, 0);
}

static int compare_parts(gconstpointer a, gconstpointer b)
{
  return order_parts(*(const MigharObject *const *)a, *(const MigharObject *const *)b);
}

GPtrArray *families_new(const GPtrArray *objects)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new(), parts = g_ptr_array_new();
  for (guint i = 0; i < objects->len; i++)
    if (((const MigharObject *)g_ptr_array_index(objects, i))->parent != NULL)
      g_ptr_array_add(all, g_ptr_array_index(objects, i));
  g_ptr_array_sort(all, compare_parts);
  GPtrArray *families = families_sized(0);
  for (guint i = 0; i < all->len; i++) {
    const MigharObject *part = g_ptr_array_index(all, i);
    if (parts->len > 0 && !g_str_equal(((const MigharObject *)parts->pdata[0])->parent, part->parent))
      take_family(families, parts);
    g_ptr_array_add(parts, (gpointer)part);
  }
  take_family(families, parts);
  return families;
}

/* The place of the first family whose parent does not come before this one. */
static guint find_place(const GPtrArray *families, const char *parent)
{
  guint low = 0, high = families->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (strcmp(parent_of(g_ptr_array_index(families, middle)), parent) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static const Family *family_at(const GPtrArray *families, guint place, const char *parent)
{
  const Family *family = place < families->len ? g_ptr_array_index(families, place) : NULL;
  return family != NULL && g_str_equal(parent_of(family), parent) ? family : NULL;
}

const MigharObject *const *families_find(const GPtrArray *families, const char *parent, guint *n)
{
  const Family *family = family_at(families, find_place(families, parent), parent);
  *n = family != NULL ? family->n : 0;
  return family != NULL ? family->parts : NULL;
}

/* The old family, which may be NULL, with the edits of its parent, which are n. */
static void edit_family(const Family *old, const PartEdit *edits, guint n, GPtrArray *parts)
{
  guint at = 0, end = old != NULL ? old->n : 0;
  for (guint i = 0; i < n; i++) {
    while (at < end && order_objects(old->parts[at], edits[i].object) < 0)
      g_ptr_array_add(parts, (gpointer)old->parts[at++]);
    if (at < end && order_objects(old->parts[at], edits[i].object) == 0)
      at++;
    if (edits[i].is_there)
      g_ptr_array_add(parts, (gpointer)edits[i].object);
  }
  while (at < end)
    g_ptr_array_add(parts, (gpointer)old->parts[at++]);
}

static void copy_families(GPtrArray *families, const GPtrArray *old, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    g_ptr_array_add(families, g_atomic_rc_box_acquire(g_ptr_array_index(old, i)));
}

static guint count_siblings(const PartEdit *edits, guint n)
{
  guint siblings = 1;
  while (siblings < n && g_str_equal(edits[siblings].object->parent, edits[0].object->parent))
    siblings++;
  return siblings;
}

static int compare_edits(gconstpointer a, gconstpointer b)
{
  return order_parts(((const PartEdit *)a)->object, ((const PartEdit *)b)->object);
}

GPtrArray *families_after(const GPtrArray *old, GArray *edits)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new();
  GPtrArray *families = families_sized(old->len);
  guint at = 0;
  g_array_sort(edits, compare_edits);
  for (guint i = 0, n; i < edits->len; i += n) {
    const PartEdit *edit = &g_array_index(edits, PartEdit, i);
    const char *parent = edit->object->parent;
    guint place = find_place(old, parent);
    const Family *family = family_at(old, place, parent);
    n = count_siblings(edit, edits->len - i);
    copy_families(families, old, at, place);
    edit_family(family, edit, n, parts);
    take_family(families, parts);
    at = place + (family != NULL);
  }
  copy_families(families, old, at, old->len);
  return families;
}
