#include "check.h"

#include "losses.h"

/* What the up has done to a sequence is no news after the down. */
static void remove_told(const MigharCheckReport *report, GPtrArray *findings)
{
  for (guint i = findings->len; i > 0; i--) {
    const MigharFinding *finding = g_ptr_array_index(findings, i - 1);
    gboolean told = FALSE;
    for (guint j = 0; j < report->findings->len && !told; j++)
      told = g_strcmp0(((const MigharFinding *)g_ptr_array_index(report->findings, j))->object,
                       finding->object) == 0;
    if (told)
      g_ptr_array_remove_index(findings, i - 1);
  }
}

static void judge(const Trial *trial, MigharCheckReport *report)
{
  g_autofree char *why_not = trial_why_no_down(trial);
  if (why_not != NULL || trial->rows_after_down == NULL) {
    report_skip(report, "%s", why_not != NULL ? why_not : "rows cannot be read here");
    return;
  }
  /* Late rows have moved sequences on. */
  const MigharMoment *before_down = trial->rows_late != NULL ? trial->rows_late : trial->rows_after_up;
  gint64 start = g_get_monotonic_time();
  report_findings(report,
                  mighar_compare_data(trial->rows_before, trial->rows_after_up, trial->rows_after_down),
                  trial->migration->down);
  report_findings(report,
                  mighar_compare_positions(trial->rows_before, NULL, trial->rows_after_up, "after the up"),
                  trial->migration->up);
  GPtrArray *after_down =
      mighar_compare_positions(trial->rows_before, before_down, trial->rows_after_down, "after the down");
  remove_told(report, after_down);
  report_findings(report, after_down, trial->migration->down);
  losses_accept(trial, report);
  if (trial->has_rows && !trial->late.wanted) // else late rows may need what these did not
    losses_add_unneeded(trial, report);
  report->seconds = (g_get_monotonic_time() - start) / 1e6;
}

const Check check_data = {
    .facts = {.name = "data",
              .asserts = "every row and value from before the up is there after the down",
              .level = MIGHAR_LEVEL_FAIL},
    .phase = PHASE_DOWN,
    .needs_rows = TRUE,
    .judge = judge,
};
