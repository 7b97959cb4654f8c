/* The objects of a snapshot that are parts of others: a family for each of those. A family never changes and
 * is counted, so that snapshots of nearly the same schema have nearly all of them in common. */
#pragma once

#include <mighar/snapshot.h>

/* One that is among the parts, or is there no more. */
typedef struct {
  const MigharObject *object; /* has a parent */
  gboolean is_there;
} PartEdit;

/* Of the objects of a snapshot, sorted as they are there. Families own none of them. Free with
 * g_ptr_array_unref(). */
GPtrArray *families_new(const GPtrArray *objects);

/* What old has become: without the objects of edits (PartEdit, which are sorted), but for those that are
 * there. Free with g_ptr_array_unref(). */
GPtrArray *families_after(const GPtrArray *old, GArray *edits);

/* The parts of an object, sorted by kind, then name; *n: how many. The families keep them. */
const MigharObject *const *families_find(const GPtrArray *families, const char *parent, guint *n);
