/* The times of the legs of one migration, taken often enough to be worth something. */
#pragma once

#include "scratch.h"

#include <mighar/report.h>

typedef enum {
  ROUND_UP,
  ROUND_DOWN,
  ROUND_LEGS,
} RoundLeg;

/* "up", "down" */
extern const char *const round_leg_names[ROUND_LEGS];

#define MOST_ROUNDS 15

/* Seconds of one leg with one number of rows. */
typedef struct {
  double rounds[MOST_ROUNDS];
  guint n; /* 0: it did not apply */
} Timings;

/* One database for each number of rows. */
typedef struct {
  guint64 rows;
  Scratch scratch;
  Timings timings[ROUND_LEGS]; /* of the migration that is at it */
  double spent;                /* seconds, on that migration */
} Rung;

/* Runs up and down of the migration on copies of each rung's database, from the fewest rows to the most, as
 * often as it takes. A rung of more than always rows with which it would take too long is left out, and those
 * above it: n is less then, and their databases are gone. */
gboolean rounds_take(Rung *rungs, guint *n, guint64 always, const MigharMigration *migration, GError **error);

/* What the times are worth. */
MigharTiming timings_sum_up(const Timings *timings, guint64 rows);
