#include "check.h"

#include <mighar/compare.h>

static void judge(const Trial *trial, MigharCheckReport *report)
{
  if (trial->after_down == NULL) {
    g_autofree char *reason = trial_why_no_down(trial);
    report_skip(report, "%s", reason);
    return;
  }
  gint64 start = g_get_monotonic_time();
  const MigharComparison how = {.dialect = trial->chain->engine->dialect,
                                .when = "after the down",
                                .same_server = TRUE,
                                .mend = trial->driver->mend};
  GPtrArray *findings = mighar_compare(trial->before, trial->after_down, &how);
  report_findings(report, findings, trial->migration->down);
  report->seconds = (g_get_monotonic_time() - start) / 1e6;
}

const Check check_schema = {
    .facts = {.name = "schema",
              .asserts = "the schema after the down is the schema before the up",
              .level = MIGHAR_LEVEL_FAIL},
    .phase = PHASE_DOWN,
    .judge = judge,
};
