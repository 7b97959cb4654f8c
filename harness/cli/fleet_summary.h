/* What became of one command on many databases. */
#pragma once

#include "targets.h"

typedef struct {
  const Target *target;
  gboolean started;
  int code; /* an ExitCode; -1: it was ended by a signal */
  double seconds;
  char *output;
  char *errors;
} FleetResult;

/* An array of FleetResult that owns what they said. */
GArray *fleet_results_new(void);

/* "done", "nothing to do", "failed", "stopped", "not started". */
const char *fleet_word(const FleetResult *result);

/* What the program ends with: a migration that failed says more than a database that does not answer. */
ExitCode fleet_code(const GArray *results);

/* Prints a line for each, with the reasons below those that failed, and how many there are of each kind; with
 * --json an array of what each has printed. */
ExitCode fleet_print(const MigrateCommand *command, const MigrateOptions *options, const GArray *results);
