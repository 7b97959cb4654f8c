/* The keeper of what mighar makes on a server that exists: drops it when mighar is gone and has not. */
#pragma once

#include "parameters.h"

typedef struct {
  const Parameters *parameters;
  const char *database; /* to connect to */
  const char *run;      /* what this run calls itself, and what the names of its databases begin with */
} CleanerPlan;

/* What it is told. */
enum {
  CLEANER_KEEP, /* the database of this number stays */
  CLEANER_DONE, /* mighar has dropped everything itself */
};

/* The work of the keeper; plan is a CleanerPlan. */
void cleaner_keeper(int channel, void *plan);
