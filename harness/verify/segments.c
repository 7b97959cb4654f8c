#include "segments.h"

/* What a migration costs, in the time that its up takes where nobody looks, as measured on chains of 200 and
 * 1,000 by --timings. A walk that begins in the middle applies the ups of all that is before. */
#define COST_UP      1.0
#define COST_TRIAL   5.0
#define COST_DESCENT 2.0
/* What a further walk costs: its databases and sessions. */
#define COST_BEGIN 400.0
/* What a further walk has to gain to be worth the second processor. */
#define LEAST_GAIN 0.9

typedef struct {
  const GArray *steps;
  double descent;
} Costs;

static double trial_cost(const Costs *costs, guint step)
{
  return g_array_index(costs->steps, MigharStep, step).verified ? COST_TRIAL : COST_UP;
}

/* Fills begins with segments of which none costs more than limit, each as long as that allows. FALSE: n of
 * them do not suffice. */
static gboolean cut(const Costs *costs, double limit, guint n, GArray *begins)
{
  g_array_set_size(begins, 0);
  guint step = 0, all = costs->steps->len;
  while (begins->len < n && step < all) {
    g_array_append_val(begins, step);
    double cost = step * COST_UP + (begins->len > 1 ? COST_BEGIN : 0);
    while (step < all && cost + trial_cost(costs, step) + (step + 1 == all ? costs->descent : 0) <= limit)
      cost += trial_cost(costs, step++);
    if (step == g_array_index(begins, guint, begins->len - 1))
      return FALSE;
  }
  return step == all;
}

static double whole_cost(const Costs *costs)
{
  double cost = costs->descent;
  for (guint i = 0; i < costs->steps->len; i++)
    cost += trial_cost(costs, i);
  return cost;
}

/* The least that the dearest of n segments costs; begins becomes the segments. */
static double cut_evenly(const Costs *costs, guint n, GArray *begins)
{
  double low = 0, high = whole_cost(costs);
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
  const Costs costs = {steps, wish->descends ? steps->len * COST_DESCENT : 0};
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
