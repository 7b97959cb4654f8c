/* Where the walks along a chain begin: as planned beforehand, and planned anew by how fast they turn out to
 * be, until the first of them comes to such a place. What comes after that cannot be changed. */
#pragma once

#include "segments.h"

typedef struct Pace Pace;

/* steps: MigharStep; wish: see segments_plan(). Both are copied. Free with pace_free(). */
Pace *pace_new(const GArray *steps, const SegmentsWish *wish);
void pace_free(Pace *pace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pace, pace_free)

/* How many walks there are to be, at least 1. */
guint pace_count(const Pace *pace);

/* How far a walk has come. */
typedef struct {
  guint at;        /* the step that is next: all before it are done */
  gint64 set_out;  /* when it did, in microseconds */
  gint64 now;      /* when it came here */
  gint64 approach; /* microseconds of these in which ups were executed that other walks judge */
} PaceMark;

/* The steps that a walk judges: *from is one of them, *to is not. It asks before each step, and goes on with
 * that one in any case, if there is one. */
void pace_ask(Pace *pace, guint walk, const PaceMark *mark, guint *from, guint *to);

/* The same as far as that is planned now. */
guint pace_begin(Pace *pace, guint walk);

/* The walk that judges the step. */
guint pace_find(Pace *pace, guint step);
