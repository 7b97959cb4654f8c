#include "check.h"

/* It applies to empty tables, and to no others. */
static void add_refusal(const MigharFinding *refusal, MigharCheckReport *report)
{
  MigharFinding *finding = mighar_finding_copy(refusal);
  g_autofree char *message = finding->message;
  finding->message = g_strdup_printf("fails where the table holds rows: %s", message);
  g_free(finding->hint);
  finding->hint = g_strdup("give the column a DEFAULT, or let it be NULL until an UPDATE has filled it");
  g_ptr_array_add(report->findings, finding);
}

static void judge(const Trial *trial, MigharCheckReport *report)
{
  report->seconds = trial->up.seconds;
  if (trial->up.applied) {
    if (trial->refuses_any)
      add_refusal(trial->refusal, report);
    return;
  }
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
