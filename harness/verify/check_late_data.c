#include "check.h"

#include "losses.h"

static void add_copy(GPtrArray *findings, const MigharFinding *finding)
{
  if (finding != NULL)
    g_ptr_array_add(findings, mighar_finding_copy(finding));
}

static GPtrArray *copy_findings(const Late *late)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  add_copy(findings, late->down_failure);
  for (guint i = 0; late->findings != NULL && i < late->findings->len; i++)
    add_copy(findings, g_ptr_array_index(late->findings, i));
  add_copy(findings, late->replay_failure);
  return findings;
}

static void judge(const Trial *trial, MigharCheckReport *report)
{
  const Late *late = &trial->late;
  g_autofree char *why_not = trial_why_no_down(trial);
  if (why_not != NULL || late->skipped != NULL || trial->rows_before == NULL) {
    report_skip(report, "%s",
                why_not != NULL         ? why_not
                : late->skipped != NULL ? late->skipped
                                        : "rows cannot be read here");
    return;
  }
  report_findings(report, copy_findings(late), trial->migration->down);
  losses_accept(trial, report);
  for (guint i = 0; late->inherent != NULL && i < late->inherent->len; i++)
    losses_use(trial, g_ptr_array_index(late->inherent, i));
  if (trial->has_rows)
    losses_add_unneeded(trial, report);
}

const Check check_late_data = {
    .facts = {.name = "late-data",
              .asserts = "rows written between up and down survive the down, as far as the old schema can "
                         "hold them",
              .level = MIGHAR_LEVEL_FAIL},
    .phase = PHASE_REPLAY,
    .needs_rows = TRUE,
    .writes_rows = TRUE,
    .judge = judge,
};
