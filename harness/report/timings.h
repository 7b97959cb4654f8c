/* What the time went to: of each engine by stages, and by checks. */
#pragma once

#include <mighar/report.h>

typedef struct {
  const char *name; /* static */
  double seconds;
} Timing;

/* Of all stages, in their order: an array of Timing. Free with g_array_unref(). */
GArray *timings_of_stages(const MigharEngineReport *report);

/* What each check tells of its time (of the scripts that it is about, or of comparing), all migrations
 * together, in the order of reports: as above. */
GArray *timings_of_checks(const MigharEngineReport *report);
