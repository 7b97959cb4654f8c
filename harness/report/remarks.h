/* Why checks were not made, or not made whole, told once for all migrations that it holds for. */
#pragma once

#include <mighar/report.h>

typedef struct {
  MigharVerdict verdict; /* MIGHAR_SKIP, or MIGHAR_PASS with a restriction */
  char *checks;          /* "down, schema, replay" */
  const char *reason;    /* the report's */
  GPtrArray *migrations; /* char *: their titles, in the chain's order; empty for checks of the whole chain */
} Remark;

/* In the order in which they come up first: an array of Remark that owns them, and borrows from the report.
 */
GPtrArray *remarks_collect(const MigharEngineReport *report);
