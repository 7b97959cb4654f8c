#include "holding.h"

#include <mighar/snapshot.h>

/* So often objects that are gone stay in memory, for each snapshot after the first: once in so many all are
 * counted anew. */
#define MOST_LAYERS 32

struct Holding {
  Holding *below; /* or NULL */
  guint layers;
  guint n;
  MigharObject *objects[]; /* owned */
};

static Holding *make(Holding *below, const GPtrArray *objects)
{
  Holding *holding = g_atomic_rc_box_alloc(sizeof(Holding) + objects->len * sizeof(MigharObject *));
  *holding = (Holding){below, below != NULL ? below->layers + 1 : 1, objects->len};
  for (guint i = 0; i < objects->len; i++)
    holding->objects[i] = mighar_object_ref(g_ptr_array_index(objects, i));
  return holding;
}

Holding *holding_new(const GPtrArray *objects)
{
  return make(NULL, objects);
}

Holding *holding_after(Holding *old, const GPtrArray *all, const GPtrArray *added)
{
  return old->layers < MOST_LAYERS ? make(g_atomic_rc_box_acquire(old), added) : make(NULL, all);
}

static void clear(gpointer data)
{
  Holding *holding = data;
  for (guint i = 0; i < holding->n; i++)
    mighar_object_unref(holding->objects[i]);
  if (holding->below != NULL)
    holding_unref(holding->below);
}

void holding_unref(Holding *holding)
{
  g_atomic_rc_box_release_full(holding, clear);
}
