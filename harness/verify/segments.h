/* Where a chain is cut, so that several threads walk along it at a time. Pure. */
#pragma once

#include <mighar/plan.h>

typedef struct {
  guint jobs;        /* at most so many segments, at least 1 */
  guint length;      /* of each segment, however little that helps; 0: so that the slowest is done soonest */
  gboolean grows;    /* a step is the dearer, the more steps there are before it */
  gboolean descends; /* who walks the last one also takes the chain down and up again */
} SegmentsWish;

/* steps: MigharStep. The index that each segment begins with (guint), the first of them 0. There are more
 * than one only where that helps. Free with g_array_unref(). */
GArray *segments_plan(const GArray *steps, const SegmentsWish *wish);
