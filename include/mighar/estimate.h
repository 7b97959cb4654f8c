/* How long a leg takes with more rows, told from how long it took with fewer. */
#pragma once

#include <glib.h>

/* How the time of a leg grows with the number of rows, as far as the times themselves show it. */
typedef enum {
  MIGHAR_GROWTH_UNCERTAIN, /* it may be any that is not said to be out of the question by least and most */
  MIGHAR_GROWTH_CONSTANT,  /* no growth is seen */
  MIGHAR_GROWTH_LESS,      /* less than linear */
  MIGHAR_GROWTH_LINEAR,
  MIGHAR_GROWTH_WORSE,
} MigharGrowth;

/* "uncertain", "constant", "less than linear", "linear", "worse than linear" */
const char *mighar_growth_name(MigharGrowth growth);

/* What was measured with one number of rows. */
typedef struct {
  guint64 rows;
  double seconds; /* the shortest of its times */
  double spread;  /* by how much it may be off, as far as its own times show it */
} MigharTiming;

/* A few rows, for what a leg costs anyway; then three larger numbers, each as many times as many as the one
 * before. */
#define MIGHAR_TIMINGS 4

typedef struct {
  const char *leg; /* "up" or "down"; static */
  guint64 rows;    /* in each table: what is asked for */
  MigharTiming timings[MIGHAR_TIMINGS];
  MigharGrowth growth;
  double exponent;    /* of the number of rows, as measured; 0 where no growth is seen */
  double least, most; /* seconds with that many rows: between these */
  double seconds;     /* if it goes on as it did; the range need not be around the middle of it */
} MigharEstimate;

/* Sets what follows from leg, rows and timings. Two of the larger numbers give a curve; the third one is held
 * out, and by as much as it misses the curve for each step from one number to the next, the estimate may miss
 * what is beyond. A growth has a name where all that the times allow has that name. */
void mighar_estimate_fit(MigharEstimate *estimate);

/* "1.3 ms", "41 s", "2 h 5 min". Free with g_free(). */
char *mighar_duration_text(double seconds);
