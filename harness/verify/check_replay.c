#include "check.h"

#include <mighar/compare.h>

/* The keys of what differs between two schemas of one server. */
static GHashTable *collect_keys(const Trial *trial, const MigharSnapshot *a, const MigharSnapshot *b)
{
  const MigharComparison how = {.dialect = trial->chain->engine->dialect, .when = ""};
  g_autoptr(GPtrArray) findings = mighar_compare(a, b, &how);
  GHashTable *keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < findings->len; i++)
    g_hash_table_add(keys, accepted_key(g_ptr_array_index(findings, i)));
  return keys;
}

/* What is another one after the first up, after the second, and after the up on another database, the up
 * makes anew each time: it is no work of the down. */
static void mark_changing(const Trial *trial, GPtrArray *findings)
{
  if (trial->elsewhere == NULL)
    return;
  g_autoptr(GHashTable) first = collect_keys(trial, trial->after_up, trial->elsewhere);
  g_autoptr(GHashTable) second = collect_keys(trial, trial->after_replay, trial->elsewhere);
  for (guint i = 0; i < findings->len; i++) {
    MigharFinding *finding = g_ptr_array_index(findings, i);
    g_autofree char *key = accepted_key(finding);
    if (!g_str_equal(finding->kind, "changed") || !g_hash_table_contains(first, key) ||
        !g_hash_table_contains(second, key))
      continue;
    g_free(finding->message);
    finding->message =
        g_strdup_printf("%s: %s is another one each time the up is applied: it holds the time, "
                        "or something else that does not come from the migrations",
                        finding->object, finding->property);
    finding->cosmetic = TRUE;
  }
}

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
    GPtrArray *findings = mighar_compare(trial->after_up, trial->after_replay, &how);
    mark_changing(trial, findings);
    report_findings(report, findings, trial->migration->up);
  }
}

const Check check_replay = {
    .facts = {.name = "replay",
              .asserts = "the up applies again and gives the same schema as the first time",
              .level = MIGHAR_LEVEL_FAIL},
    .phase = PHASE_REPLAY,
    .judge = judge,
};
