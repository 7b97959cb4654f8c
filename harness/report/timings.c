#include "timings.h"

GArray *timings_of_stages(const MigharEngineReport *report)
{
  GArray *timings = g_array_new(FALSE, FALSE, sizeof(Timing));
  for (guint i = 0; i < MIGHAR_N_COSTS; i++) {
    Timing timing = {mighar_cost_name(i), report->costs[i]};
    g_array_append_val(timings, timing);
  }
  return timings;
}

static void add(GArray *timings, const char *name, double seconds)
{
  for (guint i = 0; i < timings->len; i++) {
    Timing *known = &g_array_index(timings, Timing, i);
    if (!g_str_equal(known->name, name))
      continue;
    known->seconds += seconds;
    return;
  }
  Timing timing = {name, seconds};
  g_array_append_val(timings, timing);
}

static void add_all(GArray *timings, const GPtrArray *checks)
{
  for (guint i = 0; i < checks->len; i++) {
    const MigharCheckReport *check = g_ptr_array_index(checks, i);
    add(timings, check->check, check->seconds);
  }
}

GArray *timings_of_checks(const MigharEngineReport *report)
{
  GArray *timings = g_array_new(FALSE, FALSE, sizeof(Timing));
  for (guint i = 0; i < report->migrations->len; i++) {
    g_autoptr(GPtrArray) checks = mighar_migration_report_checks(g_ptr_array_index(report->migrations, i));
    add_all(timings, checks);
  }
  add_all(timings, report->checks);
  return timings;
}
