#include "proof.h"

static MigharFinding *note_place(MigharFinding *finding, const MigharMigration *migration)
{
  if (migration != NULL) {
    finding->file = migration->file;
    finding->line = migration->up->line;
  }
  return finding;
}

static void doubt(Scratch *scratch, const MigharSnapshot *whole, const MigharSnapshot *changed)
{
  const MigharMigration *at = scratch->at;
  g_autofree char *when =
      g_strdup_printf("in the snapshot made of changes, at %s", at != NULL ? at->version : "the start");
  g_autoptr(GPtrArray) findings =
      mighar_compare_snapshots(whole, changed, scratch->chain->engine->dialect, when);
  if (findings->len == 0)
    g_ptr_array_add(findings, mighar_finding_new("changed", "something is another one %s", when));
  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add(scratch->doubts, note_place(mighar_finding_copy(g_ptr_array_index(findings, i)), at));
}

gboolean proof_make(Scratch *scratch, GError **error)
{
  CLOCK(&scratch->clock, MIGHAR_COST_PROOF);
  g_autoptr(MigharSnapshot) changed = scratch_snapshot(scratch, error);
  MigharSnapshot *whole =
      changed != NULL ? scratch_read(scratch, scratch->work, MIGHAR_READ_ANEW, error) : NULL;
  if (whole == NULL)
    return FALSE;
  if (!mighar_snapshot_equal(whole, changed))
    doubt(scratch, whole, changed);
  scratch_touch(scratch);
  scratch->current = whole;
  return TRUE;
}

MigharCheckReport *proof_report(const GPtrArray *doubts)
{
  if (doubts->len == 0)
    return NULL;
  MigharCheckReport *report = mighar_check_report_new(PROOF_NAME);
  report->verdict = MIGHAR_UNKNOWN;
  report->reason =
      g_strdup("a mistake of mighar: what it read of changes is not what is in the catalog, so that "
               "verdicts up to there may be wrong; --snapshot full does without");
  for (guint i = 0; i < doubts->len; i++)
    g_ptr_array_add(report->findings, mighar_finding_copy(g_ptr_array_index(doubts, i)));
  return report;
}
