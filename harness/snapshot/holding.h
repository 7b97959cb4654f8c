/* What keeps the objects of snapshots alive. A snapshot that was made of another one has nearly all of its
 * objects in common with that: it holds what that holds, and the few that are new. */
#pragma once

#include <glib.h>

typedef struct Holding Holding;

/* Of these objects: MigharObject, of which it takes references of its own. Free with holding_unref(). */
Holding *holding_new(const GPtrArray *objects);

/* Of the objects of a snapshot that was made of one with this holding. all: MigharObject.
 * added: those of them that the old holding may not have. Free with holding_unref(). */
Holding *holding_after(Holding *old, const GPtrArray *all, const GPtrArray *added);

void holding_unref(Holding *holding);
