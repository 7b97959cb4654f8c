#include "check.h"

static gboolean has_assertions(const MigharMigration *migration)
{
  return migration->verify != NULL;
}

static void judge(const Trial *trial, MigharCheckReport *report)
{
  report->seconds = trial->verify.seconds;
  if (!trial->verify.run) {
    g_autofree char *reason = trial_why_no_up(trial);
    report_skip(report, "%s", reason);
  } else if (!trial->verify.applied) {
    g_ptr_array_add(report->findings, mighar_finding_copy(trial->verify.failure));
  }
}

const Check check_expect = {
    .facts = {.name = "expect",
              .asserts = "the assertions that come with the migration hold after its up",
              .level = MIGHAR_LEVEL_FAIL},
    .phase = PHASE_UP,
    .concerns = has_assertions,
    .judge = judge,
};
