/* Where a chain is cut, so that several threads walk along it at a time. Pure. */
#pragma once

#include <mighar/plan.h>

/* What the first step of a chain costs, in any unit that is the same for all of these. */
typedef struct {
  double approach; /* its up, where another walk judges it */
  double trial;    /* up, down, up, and all that is looked at */
  double descent;  /* its down and its up when the whole chain goes down and up */
  double begin;    /* of a further walk: its databases and sessions, or that it sets out later */
} SegmentsCosts;

typedef struct {
  guint jobs;        /* at most so many segments, at least 1 */
  guint length;      /* of each segment, however little that helps; 0: so that the slowest is done soonest */
  gboolean grows;    /* a step is the dearer, the more steps there are before it */
  gboolean descends; /* who walks the last one also takes the chain down and up again */
  const SegmentsCosts *costs; /* NULL: as is usual */
} SegmentsWish;

/* What the first n steps of a chain cost, in such as the first one is. */
double segments_weight(const SegmentsWish *wish, guint n);

/* steps: MigharStep. The index that each segment begins with (guint), the first of them 0. There are more
 * than one only where that helps. Free with g_array_unref(). */
GArray *segments_plan(const GArray *steps, const SegmentsWish *wish);
