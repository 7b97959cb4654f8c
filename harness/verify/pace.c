#include "pace.h"

/* Less than this tells nothing. */
#define LEAST_TRIALS     16
#define LEAST_APPROACHED 32

/* After how many steps of a walk what is planned is planned anew. */
#define PLAN_INTERVAL 16

/* A down and an up on the way down and up again, in such as the scripts of an approach are: what comes
 * between scripts is in it, too. */
#define DESCENT_PER_UP 2.3

struct Pace {
  GMutex mutex; /* of all that follows */
  GArray *steps;
  SegmentsWish wish;
  GArray *begins;
  PaceMark *marks;   /* of each walk */
  gboolean verified; /* all steps */
  gboolean settled;
};

static gboolean are_verified(const GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    if (!g_array_index(steps, MigharStep, i).verified)
      return FALSE;
  return TRUE;
}

Pace *pace_new(const GArray *steps, const SegmentsWish *wish)
{
  Pace *pace = g_new0(Pace, 1);
  g_mutex_init(&pace->mutex);
  pace->steps = g_array_copy((GArray *)steps);
  pace->wish = *wish;
  pace->begins = segments_plan(steps, wish);
  pace->marks = g_new0(PaceMark, pace->begins->len);
  pace->verified = are_verified(steps);
  pace->settled = wish->length > 0;
  return pace;
}

void pace_free(Pace *pace)
{
  if (pace == NULL)
    return;
  g_mutex_clear(&pace->mutex);
  g_array_unref(pace->steps);
  g_array_unref(pace->begins);
  g_free(pace->marks);
  g_free(pace);
}

guint pace_count(const Pace *pace)
{
  return pace->begins->len;
}

static guint begin_of(const Pace *pace, guint walk)
{
  return walk < pace->begins->len ? g_array_index(pace->begins, guint, walk) : pace->steps->len;
}

/* Where only some steps are verified, the first ones tell little of the others. FALSE: nothing is known. */
static gboolean measure(const Pace *pace, SegmentsCosts *costs)
{
  const PaceMark *first = &pace->marks[0];
  double trials = segments_weight(&pace->wish, first->at), approached = 0;
  gboolean known = pace->verified && first->at >= LEAST_TRIALS;
  *costs = (SegmentsCosts){.trial = (double)(first->now - first->set_out) / trials};
  for (guint i = 1; known && i < pace->begins->len; i++) {
    const PaceMark *mark = &pace->marks[i];
    known = mark->at >= LEAST_APPROACHED;
    approached += segments_weight(&pace->wish, mark->at);
    costs->approach += (double)(mark->now - mark->set_out);
    costs->descent += (double)mark->approach * DESCENT_PER_UP;
    costs->begin += (double)(mark->set_out - first->set_out) / (pace->begins->len - 1);
  }
  costs->approach /= approached;
  costs->descent /= approached;
  return known;
}

/* No walk begins before where it, or the one before it, has come to. FALSE: not all would find a place. */
static gboolean make_room(const Pace *pace, guint asking, GArray *begins)
{
  if (begins->len != pace->begins->len)
    return FALSE;
  for (guint i = 1; i < begins->len; i++) {
    guint *begin = &g_array_index(begins, guint, i), before = i > 1 ? begin[-1] : pace->marks[0].at;
    *begin = MAX(*begin, MAX(before + 1, pace->marks[i].at + (i != asking)));
  }
  return g_array_index(begins, guint, begins->len - 1) < pace->steps->len;
}

static void plan_anew(Pace *pace, guint asking)
{
  SegmentsCosts costs;
  if (!measure(pace, &costs))
    return;
  SegmentsWish wish = pace->wish;
  wish.costs = &costs;
  g_autoptr(GArray) begins = segments_plan(pace->steps, &wish);
  if (!make_room(pace, asking, begins))
    return;
  g_array_unref(pace->begins);
  pace->begins = g_steal_pointer(&begins);
}

void pace_ask(Pace *pace, guint walk, const PaceMark *mark, guint *from, guint *to)
{
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&pace->mutex);
  pace->marks[walk] = *mark;
  if (!pace->settled && walk > 0 && mark->at % PLAN_INTERVAL == 0)
    plan_anew(pace, walk);
  pace->settled = pace->settled || mark->at >= begin_of(pace, walk > 0 ? walk : 1);
  *from = begin_of(pace, walk);
  *to = begin_of(pace, walk + 1);
}

guint pace_begin(Pace *pace, guint walk)
{
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&pace->mutex);
  return begin_of(pace, walk);
}

guint pace_find(Pace *pace, guint step)
{
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&pace->mutex);
  guint walk = pace->begins->len - 1;
  while (begin_of(pace, walk) > step)
    walk--;
  return walk;
}
