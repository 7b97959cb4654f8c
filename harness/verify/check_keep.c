#include "check.h"

#include "losses.h"

static void judge(const Trial *trial, MigharCheckReport *report)
{
  g_autofree char *why_not = trial_why_no_up(trial);
  if (why_not != NULL || trial->rows_after_up == NULL) {
    report_skip(report, "%s", why_not != NULL ? why_not : "rows cannot be read here");
    return;
  }
  gint64 start = g_get_monotonic_time();
  report_findings(report, mighar_compare_kept(trial->rows_before, trial->rows_after_up, report->notes),
                  trial->migration->up);
  report_place(report->notes, trial->migration->up);
  losses_accept(trial, report);
  report->seconds = (g_get_monotonic_time() - start) / 1e6;
}

const Check check_keep = {
    .facts = {.name = "keep",
              .asserts = "the up makes no row vanish and no value turn NULL in a column that survives it",
              .level = MIGHAR_LEVEL_FAIL},
    .phase = PHASE_UP,
    .needs_rows = TRUE,
    .judge = judge,
};
