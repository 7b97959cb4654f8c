#include "check.h"

static void add_no_down(const Trial *trial, MigharCheckReport *report)
{
  MigharFinding *finding = mighar_finding_new("no-down", "there is no down script");
  finding->file = trial->migration->file;
  finding->hint = g_strdup("write one, or say why none is owed: -- mighar: irreversible <reason>");
  g_ptr_array_add(report->findings, finding);
}

static void add_empty_down(const MigharScript *down, MigharCheckReport *report)
{
  MigharFinding *finding = mighar_finding_new("empty-down", "the down script holds no statement");
  finding->file = down->file;
  finding->line = down->line;
  finding->hint =
      g_strdup("write what undoes the up, or say why none is owed: -- mighar: irreversible <reason>");
  g_ptr_array_add(report->findings, finding);
}

static void judge(const Trial *trial, MigharCheckReport *report)
{
  const MigharMigration *migration = trial->migration;
  report->seconds = trial->down.seconds;
  if (trial->down.applied)
    return;
  g_autofree char *why_not =
      trial_irreversible(trial) != NULL ? trial_why_no_down(trial) : trial_why_no_up(trial);
  if (why_not != NULL)
    report_skip(report, "%s", why_not);
  else if (trial->down.run)
    g_ptr_array_add(report->findings, mighar_finding_copy(trial->down.failure));
  else if (migration->down == NULL)
    add_no_down(trial, report);
  else
    add_empty_down(migration->down, report);
}

const Check check_down = {
    .facts = {.name = "down",
              .asserts =
                  "there is a down script that does something, and it applies; or the migration is declared "
                  "irreversible",
              .level = MIGHAR_LEVEL_FAIL},
    .phase = PHASE_DOWN,
    .judge = judge,
};
