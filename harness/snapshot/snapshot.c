#include "families.h"
#include "lists.h"
#include "order.h"

#include <string.h>

static gsize string_size(const char *string)
{
  return string != NULL ? strlen(string) + 1 : 0;
}

static const char *put_string(char **end, const char *string)
{
  if (string == NULL)
    return NULL;
  char *copy = *end;
  *end = g_stpcpy(copy, string) + 1;
  return copy;
}

/* Name and identity follow in the same block of memory. What it is a part of and its properties are shared:
 * of one and the same text, or list, there is one. */
MigharObject *mighar_object_new(const char *kind, const char *name, const char *parent, const char *identity,
                                const MigharProperty *properties, guint n_properties)
{
  MigharObject *object = g_malloc(sizeof(MigharObject) + string_size(name) + string_size(identity));
  char *end = (char *)(object + 1);
  *object = (MigharObject){
      .kind = g_intern_string(kind),
      .name = put_string(&end, name),
      .parent = mighar_name_take(parent),
      .identity = put_string(&end, identity),
  };
  g_atomic_ref_count_init(&object->references);
  object->properties = lists_take(properties, n_properties, &object->n_properties);
  return object;
}

MigharObject *mighar_object_ref(MigharObject *object)
{
  g_atomic_ref_count_inc(&object->references);
  return object;
}

void mighar_object_unref(MigharObject *object)
{
  if (object == NULL || !g_atomic_ref_count_dec(&object->references))
    return;
  lists_release(object->properties);
  mighar_name_release(object->parent);
  g_free(object);
}

const char *mighar_object_get(const MigharObject *object, const char *property)
{
  for (guint i = 0; i < object->n_properties; i++) {
    const char *name = object->properties[i].name;
    if (*name == *property && strcmp(name, property) == 0)
      return object->properties[i].value;
  }
  return NULL;
}

char *mighar_object_title(const MigharObject *object)
{
  return g_strdup_printf("%s %s", object->kind, object->name);
}

/* Kinds are interned: mostly one pointer is the other. */
static int compare_keys(const MigharObject *object, const char *kind, const char *name)
{
  int order = object->kind != kind ? strcmp(object->kind, kind) : 0;
  return order != 0 ? order : strcmp(object->name, name);
}

int order_objects(const MigharObject *a, const MigharObject *b)
{
  return compare_keys(a, b->kind, b->name);
}

int order_parts(const MigharObject *a, const MigharObject *b)
{
  int order = a->parent != b->parent ? strcmp(a->parent, b->parent) : 0;
  return order != 0 ? order : order_objects(a, b);
}

static int compare_objects(gconstpointer a, gconstpointer b)
{
  return order_objects(*(const MigharObject *const *)a, *(const MigharObject *const *)b);
}

/* A MigharSnapshot is the first member, so that a pointer to one is a pointer to the other. */
typedef struct {
  MigharSnapshot snapshot;
  GPtrArray *families;
  Holding *holding;
} Held;

MigharSnapshot *snapshot_of_sorted(GPtrArray *objects, GPtrArray *families, Holding *holding)
{
  Held *held = g_atomic_rc_box_new0(Held);
  *held = (Held){{objects}, families, holding};
  return &held->snapshot;
}

const GPtrArray *snapshot_families(const MigharSnapshot *snapshot)
{
  return ((const Held *)snapshot)->families;
}

Holding *snapshot_holding(MigharSnapshot *snapshot)
{
  return ((Held *)snapshot)->holding;
}

MigharSnapshot *mighar_snapshot_new(GPtrArray *objects)
{
  g_ptr_array_sort(objects, compare_objects);
  return snapshot_of_sorted(objects, families_new(objects), holding_new(objects));
}

MigharSnapshot *mighar_snapshot_ref(MigharSnapshot *snapshot)
{
  return g_atomic_rc_box_acquire(snapshot);
}

static void clear_snapshot(gpointer data)
{
  Held *held = data;
  g_ptr_array_unref(held->snapshot.objects);
  g_ptr_array_unref(held->families);
  holding_unref(held->holding);
}

void mighar_snapshot_unref(MigharSnapshot *snapshot)
{
  if (snapshot != NULL)
    g_atomic_rc_box_release_full(snapshot, clear_snapshot);
}

const MigharObject *mighar_snapshot_find(const MigharSnapshot *snapshot, const char *kind, const char *name)
{
  guint low = 0, high = snapshot->objects->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    const MigharObject *object = g_ptr_array_index(snapshot->objects, middle);
    int order = compare_keys(object, kind, name);
    if (order == 0)
      return object;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

gboolean mighar_object_equal(const MigharObject *a, const MigharObject *b)
{
  return a == b ||
         (a->properties == b->properties && a->parent == b->parent && compare_keys(a, b->kind, b->name) == 0);
}

gboolean is_same_object(const MigharObject *a, const MigharObject *b)
{
  return mighar_object_equal(a, b) && g_strcmp0(a->identity, b->identity) == 0;
}

MigharObject *mighar_snapshot_share(const MigharSnapshot *old, MigharObject *object)
{
  MigharObject *known =
      old != NULL ? (MigharObject *)mighar_snapshot_find(old, object->kind, object->name) : NULL;
  if (known == NULL || !is_same_object(known, object))
    return object;
  mighar_object_unref(object);
  return mighar_object_ref(known);
}

gboolean mighar_snapshot_equal(const MigharSnapshot *a, const MigharSnapshot *b)
{
  if (a == b)
    return TRUE;
  if (a->objects->len != b->objects->len)
    return FALSE;
  for (guint i = 0; i < a->objects->len; i++)
    if (!mighar_object_equal(g_ptr_array_index(a->objects, i), g_ptr_array_index(b->objects, i)))
      return FALSE;
  return TRUE;
}
