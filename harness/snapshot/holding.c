#include "holding.h"

#include <mighar/snapshot.h>

/* So often objects that are gone stay in memory, for each snapshot after the first: once in so many all are
 * counted anew. */
#define MOST_LAYERS 32

struct Holding {
  Holding *below;     /* or NULL */
  GPtrArray *objects; /* owned */
  guint layers;
};

static Holding *make(Holding *below, GPtrArray *objects)
{
  Holding *holding = g_atomic_rc_box_new0(Holding);
  *holding = (Holding){below, objects, below != NULL ? below->layers + 1 : 1};
  return holding;
}

Holding *holding_new(GPtrArray *objects)
{
  return make(NULL, objects);
}

static GPtrArray *own(const GPtrArray *objects)
{
  GPtrArray *owned = g_ptr_array_new_full(objects->len, (GDestroyNotify)mighar_object_unref);
  for (guint i = 0; i < objects->len; i++)
    g_ptr_array_add(owned, mighar_object_ref(g_ptr_array_index(objects, i)));
  return owned;
}

Holding *holding_after(Holding *old, const GPtrArray *all, const GPtrArray *added)
{
  return old->layers < MOST_LAYERS ? make(g_atomic_rc_box_acquire(old), own(added)) : make(NULL, own(all));
}

static void clear(gpointer data)
{
  Holding *holding = data;
  g_ptr_array_unref(holding->objects);
  if (holding->below != NULL)
    holding_unref(holding->below);
}

void holding_unref(Holding *holding)
{
  g_atomic_rc_box_release_full(holding, clear);
}
