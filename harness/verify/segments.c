#include "segments.h"

/* In such as an up is where nobody judges it; as --timings tells them of long chains on both engines. */
static const SegmentsCosts even = {.approach = 1, .trial = 3.2, .descent = 0.85, .begin = 45},
                           growing = {.approach = 1, .trial = 3.2, .descent = 1.5, .begin = 45};

/* What a further walk has to gain to be worth another processor's time. */
#define LEAST_GAIN 0.9
/* After how many steps one costs twice what the first one does. */
#define STEPS_TO_DOUBLE         3000.0
#define GROWING_STEPS_TO_DOUBLE 50.0

typedef struct {
  guint n;
  double *approaches; /* of each step and of the end: all ups before it */
  double *trials;     /* of each step; whoever tries the last one descends, too */
  double begin;       /* of a further walk */
} Costs;

static void costs_clear(Costs *costs)
{
  g_clear_pointer(&costs->approaches, g_free);
  g_clear_pointer(&costs->trials, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Costs, costs_clear)

static double steps_to_double(const SegmentsWish *wish)
{
  return wish->grows ? GROWING_STEPS_TO_DOUBLE : STEPS_TO_DOUBLE;
}

double segments_weight(const SegmentsWish *wish, guint n)
{
  return n + n * (n - 1.0) / 2 / steps_to_double(wish);
}

static Costs find_costs(const GArray *steps, const SegmentsWish *wish)
{
  const SegmentsCosts *usual = wish->grows ? &growing : &even,
                      *first = wish->costs != NULL ? wish->costs : usual;
  Costs costs = {.n = steps->len, .begin = first->begin};
  costs.approaches = g_new0(double, steps->len + 1);
  costs.trials = g_new0(double, steps->len);
  for (guint i = 0; i < steps->len; i++) {
    double weight = 1 + i / steps_to_double(wish);
    gboolean verified = g_array_index(steps, MigharStep, i).verified;
    costs.approaches[i + 1] = costs.approaches[i] + weight * first->approach;
    costs.trials[i] = weight * (verified ? first->trial : first->approach);
  }
  if (wish->descends && steps->len > 0)
    costs.trials[steps->len - 1] += segments_weight(wish, steps->len) * first->descent;
  return costs;
}

static double begin_cost(const Costs *costs, guint step)
{
  return step > 0 ? costs->begin + costs->approaches[step] : 0;
}

/* Fills begins with segments of which none costs more than limit, each as long as that allows. FALSE: n of
 * them do not suffice. */
static gboolean cut(const Costs *costs, double limit, guint n, GArray *begins)
{
  g_array_set_size(begins, 0);
  guint step = 0;
  while (begins->len < n && step < costs->n) {
    guint first = step;
    g_array_append_val(begins, first);
    for (double cost = begin_cost(costs, first); step < costs->n && cost + costs->trials[step] <= limit;
         step++)
      cost += costs->trials[step];
    if (step == first)
      return FALSE;
  }
  return step == costs->n;
}

/* The least that all costs with n segments, whose walks go on at a time; begins becomes the segments. */
static double cut_evenly(const Costs *costs, guint n, GArray *begins)
{
  double low = 0, high = 0;
  for (guint i = 0; i < costs->n; i++)
    high += costs->trials[i];
  high *= 1 + 1e-9;
  for (guint i = 0; i < 40; i++) {
    double limit = (low + high) / 2;
    if (cut(costs, limit, n, begins))
      high = limit;
    else
      low = limit;
  }
  cut(costs, high, n, begins);
  return high;
}

static GArray *new_begins(void)
{
  return g_array_new(FALSE, FALSE, sizeof(guint));
}

static GArray *cut_by_length(const GArray *steps, guint length)
{
  GArray *begins = new_begins();
  for (guint i = 0; i < steps->len; i += length)
    g_array_append_val(begins, i);
  return begins;
}

GArray *segments_plan(const GArray *steps, const SegmentsWish *wish)
{
  if (wish->length > 0)
    return cut_by_length(steps, wish->length);
  g_auto(Costs) costs = find_costs(steps, wish);
  g_autoptr(GArray) best = new_begins();
  double least = cut_evenly(&costs, 1, best);
  for (guint n = 2; n <= wish->jobs && n <= steps->len; n++) {
    g_autoptr(GArray) begins = new_begins();
    double cost = cut_evenly(&costs, n, begins);
    if (cost > least * LEAST_GAIN)
      break;
    least = cost;
    g_clear_pointer(&best, g_array_unref);
    best = g_steal_pointer(&begins);
  }
  return g_steal_pointer(&best);
}
