#include "check.h"

#include <mighar/compare.h>

/* What all ups again did not mend has been told when all downs left it. */
static void remove_told(const MigharCheckReport *report, GPtrArray *findings)
{
  g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < report->findings->len; i++)
    g_hash_table_add(told, accepted_key(g_ptr_array_index(report->findings, i)));
  for (guint i = findings->len; i > 0; i--) {
    g_autofree char *key = accepted_key(g_ptr_array_index(findings, i - 1));
    if (g_hash_table_contains(told, key))
      g_ptr_array_remove_index(findings, i - 1);
  }
}

/* A difference that somebody has accepted, or that is cosmetic, in the migration that makes it is not held
 * against the chain a second time. */
static void mark_accepted(const Descent *descent, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++) {
    MigharFinding *finding = g_ptr_array_index(findings, i);
    g_autofree char *key = accepted_key(finding);
    if (g_hash_table_contains(descent->accepted, key))
      finding->cosmetic = TRUE;
  }
}

static void compare(const Descent *descent, const MigharSnapshot *expected, const MigharSnapshot *found,
                    const char *when, MigharCheckReport *report)
{
  if (found == NULL)
    return;
  const MigharComparison how = {
      .dialect = descent->chain->engine->dialect, .when = when, .same_server = TRUE};
  GPtrArray *findings = mighar_compare(expected, found, &how);
  remove_told(report, findings);
  report_findings(report, findings, NULL);
}

static void judge(const Descent *descent, MigharCheckReport *report)
{
  if (descent->skipped != NULL) {
    report_skip(report, "%s", descent->skipped);
    return;
  }
  report->reason = g_strdup(descent->stopped);
  const MigharFinding *const failures[] = {descent->over_rows, descent->failure};
  for (guint i = 0; i < G_N_ELEMENTS(failures); i++)
    if (failures[i] != NULL)
      g_ptr_array_add(report->findings, mighar_finding_copy(failures[i]));
  compare(descent, descent->expected_bottom, descent->bottom, "after all downs", report);
  compare(descent, descent->expected_top, descent->top, "after all ups again", report);
  mark_accepted(descent, report->findings);
}

const Check check_chain = {
    .facts = {.name = "chain",
              .asserts =
                  "all the way down leaves what was there before the first migration; all the way up again "
                  "gives the same end",
              .level = MIGHAR_LEVEL_FAIL},
    .phase = PHASE_CHAIN,
    .judge_chain = judge,
};
