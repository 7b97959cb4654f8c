/* What the time of a verification goes to. */
#pragma once

#include <mighar/report.h>

typedef struct {
  double costs[MIGHAR_N_COSTS]; /* seconds */
  gboolean running;
  gint64 waited; /* microseconds that count for nothing, so far */
} Clock;

typedef struct {
  Clock *clock; /* NULL: it is counted elsewhere */
  MigharCost cost;
  gint64 start; /* microseconds */
  gint64 waited;
} ClockStage;

/* Counts what follows as cost, up to clock_end(). Of stages within stages the outermost one counts: what a
 * restoration reads is a part of the restoration. */
ClockStage clock_begin(Clock *clock, MigharCost cost);
void clock_end(ClockStage *stage);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ClockStage, clock_end)

/* To be told of time that was spent on waiting for others. */
void clock_wait(Clock *clock, gint64 microseconds);

/* The rest of the block is counted as cost. */
#define CLOCK(clock, cost) G_GNUC_UNUSED g_auto(ClockStage) clock_stage = clock_begin(clock, cost)
