/* How long a leg takes with more rows, told from how long it took with fewer. */
#pragma once

#include <glib.h>

/* How the time of a leg grows with the number of rows. */
typedef enum {
  MIGHAR_GROWTH_UNCLEAR,  /* it grows, and its times differ too much from run to run to tell how */
  MIGHAR_GROWTH_CONSTANT, /* not by more than can be told */
  MIGHAR_GROWTH_LESS,     /* less than linear */
  MIGHAR_GROWTH_LINEAR,
  MIGHAR_GROWTH_WORSE,
} MigharGrowth;

/* "unclear", "constant", "less than linear", "linear", "worse than linear" */
const char *mighar_growth_name(MigharGrowth growth);

/* What was measured with one number of rows. */
typedef struct {
  guint64 rows;
  double seconds; /* the shortest of its times */
  double spread;  /* by how much the next one is longer */
} MigharTiming;

/* A few rows, for what a leg costs anyway; then two larger numbers, each more than the one before. */
#define MIGHAR_TIMINGS 3

typedef struct {
  const char *leg; /* "up" or "down"; static */
  guint64 rows;    /* in each table: what is asked for */
  MigharTiming timings[MIGHAR_TIMINGS];
  MigharGrowth growth;
  double exponent; /* of the number of rows; 0 where the growth is constant or unclear */
  double seconds;  /* with that many rows; of an unclear growth nothing */
  double factor;   /* by which this may be off, at least 1; of a constant growth: seconds is at most that many
                      times as much */
} MigharEstimate;

/* Sets what follows from leg, rows and timings. */
void mighar_estimate_fit(MigharEstimate *estimate);

/* "1.3 ms", "41 s", "2 h 5 min". Free with g_free(). */
char *mighar_duration_text(double seconds);
