#include "check.h"

static void judge(const Trial *trial, MigharCheckReport *report)
{
  report->seconds = trial->up.seconds;
  if (trial->up.applied)
    return;
  if (trial->migration->cannot_run != NULL) {
    report_skip(report, "%s", trial->migration->cannot_run);
    return;
  }
  g_ptr_array_add(report->findings, mighar_finding_copy(trial->up.failure));
  if (trial->blocked_by != NULL)
    report->reason = g_strdup_printf("%s, before it, is not applied", trial->blocked_by);
}

const Check check_up = {
    .facts = {.name = "up", .asserts = "the up script applies", .level = MIGHAR_LEVEL_FAIL},
    .phase = PHASE_UP,
    .judge = judge,
};
