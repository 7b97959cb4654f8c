/* A snapshot made from another one and what has changed. */
#include "families.h"
#include "order.h"

#include <string.h>

/* At a place in the old objects: one more is put before it, or the one that is there is left out. */
typedef struct {
  guint place;
  MigharObject *object; /* NULL: left out */
} Edit;

static MigharObject *object_at(const GPtrArray *objects, guint place)
{
  return g_ptr_array_index(objects, place);
}

/* The place of the first object that does not come before this one. */
static guint find_place(const GPtrArray *objects, const MigharObject *object)
{
  guint low = 0, high = objects->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (order_objects(object_at(objects, middle), object) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void add_edit(GArray *edits, guint place, MigharObject *object)
{
  const Edit edit = {place, object};
  g_array_append_val(edits, edit);
}

static gboolean is_at(const GPtrArray *objects, guint place, const MigharObject *object)
{
  return place < objects->len && order_objects(object_at(objects, place), object) == 0;
}

static void leave_out(GArray *edits, const GPtrArray *objects, const MigharObject *object)
{
  guint place = find_place(objects, object);
  if (is_at(objects, place, object))
    add_edit(edits, place, NULL);
}

static void put_in(GArray *edits, const GPtrArray *objects, MigharObject *object)
{
  guint place = find_place(objects, object);
  gboolean present = is_at(objects, place, object);
  MigharObject *old = present ? object_at(objects, place) : NULL;
  add_edit(edits, place, present && is_same_object(old, object) ? old : object);
  if (present)
    add_edit(edits, place, NULL);
}

/* By place; what is put in comes, sorted, before what is left out. */
static int compare_edits(gconstpointer a, gconstpointer b)
{
  const Edit *left = a, *right = b;
  if (left->place != right->place)
    return left->place < right->place ? -1 : 1;
  if (left->object == NULL || right->object == NULL)
    return (left->object == NULL) - (right->object == NULL);
  return order_objects(left->object, right->object);
}

static GArray *collect_edits(const GPtrArray *objects, const GPtrArray *removed, const GPtrArray *added)
{
  GArray *edits = g_array_new(FALSE, FALSE, sizeof(Edit));
  for (guint i = 0; removed != NULL && i < removed->len; i++)
    leave_out(edits, objects, g_ptr_array_index(removed, i));
  for (guint i = 0; added != NULL && i < added->len; i++)
    put_in(edits, objects, g_ptr_array_index(added, i));
  g_array_sort(edits, compare_edits);
  return edits;
}

/* The same edits of the parts among the objects. */
static GArray *collect_part_edits(const MigharSnapshot *old, const GArray *edits)
{
  GArray *of_parts = g_array_new(FALSE, FALSE, sizeof(PartEdit));
  for (guint i = 0; i < edits->len; i++) {
    const Edit *edit = &g_array_index(edits, Edit, i);
    gboolean is_there = edit->object != NULL;
    const PartEdit part = {is_there ? edit->object : object_at(old->objects, edit->place), is_there};
    if (part.object->parent != NULL)
      g_array_append_val(of_parts, part);
  }
  return of_parts;
}

/* Pointers that are put into an array that is large enough. */
typedef struct {
  gpointer *end;
  const GPtrArray *old;
} Filling;

static void copy_run(Filling *filling, guint from, guint to)
{
  if (from >= to)
    return;
  memcpy(filling->end, &filling->old->pdata[from], (to - from) * sizeof(gpointer));
  filling->end += to - from;
}

/* GLib makes room for a power of two, which is a waste in what stays as it is; room for no more than there
 * are would leave holes that the next array, which is a little longer, does not fit in. */
static guint room_for(guint n)
{
  guint step = 16;
  while (step * 16 < n)
    step *= 2;
  return (n + step - 1) / step * step;
}

static GPtrArray *make_array(gpointer *pointers, guint n)
{
  GPtrArray *array = g_ptr_array_new();
  array->pdata = pointers;
  array->len = n;
  return array;
}

static GPtrArray *apply_edits(const GPtrArray *old, const GArray *edits)
{
  gpointer *pointers = g_new(gpointer, room_for(old->len + edits->len));
  Filling filling = {pointers, old};
  guint at = 0;
  for (guint i = 0; i < edits->len; i++) {
    const Edit *edit = &g_array_index(edits, Edit, i);
    copy_run(&filling, at, edit->place);
    at = MAX(at, edit->place);
    if (edit->object != NULL)
      *filling.end++ = edit->object;
    else
      at = edit->place + 1;
  }
  copy_run(&filling, at, old->len);
  return make_array(pointers, (guint)(filling.end - pointers));
}

static gboolean are_same_pointers(const GPtrArray *a, const GPtrArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp(a->pdata, b->pdata, a->len * sizeof *a->pdata) == 0);
}

/* Those that the edits put in. */
static GPtrArray *list_added(const GArray *edits)
{
  GPtrArray *added = g_ptr_array_new();
  for (guint i = 0; i < edits->len; i++)
    if (g_array_index(edits, Edit, i).object != NULL)
      g_ptr_array_add(added, g_array_index(edits, Edit, i).object);
  return added;
}

MigharSnapshot *mighar_snapshot_merge(MigharSnapshot *old, const GPtrArray *removed, const GPtrArray *added)
{
  g_autoptr(GArray) edits = collect_edits(old->objects, removed, added);
  g_autoptr(GPtrArray) objects = apply_edits(old->objects, edits);
  if (are_same_pointers(objects, old->objects))
    return mighar_snapshot_ref(old);
  g_autoptr(GArray) part_edits = collect_part_edits(old, edits);
  g_autoptr(GPtrArray) taken = list_added(edits);
  Holding *holding = holding_after(snapshot_holding(old), objects, taken);
  GPtrArray *families = families_after(snapshot_families(old), part_edits);
  return snapshot_of_sorted(g_steal_pointer(&objects), families, holding);
}
