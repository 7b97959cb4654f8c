#include "clock.h"

ClockStage clock_begin(Clock *clock, MigharCost cost)
{
  ClockStage stage = {.cost = cost};
  if (clock->running)
    return stage;
  clock->running = TRUE;
  stage.clock = clock;
  stage.start = g_get_monotonic_time();
  stage.waited = clock->waited;
  return stage;
}

void clock_end(ClockStage *stage)
{
  if (stage->clock == NULL)
    return;
  gint64 waited = stage->clock->waited - stage->waited;
  stage->clock->costs[stage->cost] +=
      (double)(g_get_monotonic_time() - stage->start - waited) / G_USEC_PER_SEC;
  stage->clock->running = FALSE;
  stage->clock = NULL;
}

void clock_wait(Clock *clock, gint64 microseconds)
{
  clock->waited += microseconds;
}
