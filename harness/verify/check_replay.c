#include "check.h"

#include <mighar/compare.h>

static void judge(const Trial *trial, MigharCheckReport *report)
{
  report->seconds = trial->replay.seconds;
  if (!trial->replay.run) {
    g_autofree char *reason = trial_why_no_down(trial);
    report_skip(report, "%s", reason);
  } else if (!trial->replay.applied) {
    g_ptr_array_add(report->findings, mighar_finding_copy(trial->replay.failure));
  } else {
    const MigharComparison how = {
        .dialect = trial->chain->engine->dialect, .when = "after the second up", .same_server = TRUE};
    report_findings(report, mighar_compare(trial->after_up, trial->after_replay, &how), trial->migration->up);
  }
}

const Check check_replay = {
    .facts = {.name = "replay",
              .asserts = "the up applies again and gives the same schema as the first time",
              .level = MIGHAR_LEVEL_FAIL},
    .phase = PHASE_REPLAY,
    .judge = judge,
};
