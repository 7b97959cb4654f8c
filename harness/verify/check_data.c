#include "check.h"

#include "losses.h"

static gboolean has_rows(const MigharMoment *moment)
{
  GHashTableIter iterator;
  gpointer set;
  g_hash_table_iter_init(&iterator, moment->sets);
  while (g_hash_table_iter_next(&iterator, NULL, &set))
    if (mighar_row_set_count(set) > 0)
      return TRUE;
  return FALSE;
}

static void judge(const Trial *trial, MigharCheckReport *report)
{
  g_autofree char *why_not = trial_why_no_down(trial);
  if (why_not != NULL || trial->rows_after_down == NULL) {
    report_skip(report, "%s", why_not != NULL ? why_not : "rows cannot be read here");
    return;
  }
  gint64 start = g_get_monotonic_time();
  report_findings(report,
                  mighar_compare_data(trial->rows_before, trial->rows_after_up, trial->rows_after_down),
                  trial->migration->down);
  report_findings(report, mighar_compare_positions(trial->positions_before, trial->positions_after_down),
                  trial->migration->down);
  losses_accept(trial, report);
  if (has_rows(trial->rows_before))
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
