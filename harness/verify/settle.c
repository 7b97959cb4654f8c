#include "settle.h"

static MigharVerdict weigh_findings(const MigharCheckReport *report, MigharLevel level)
{
  MigharVerdict verdict = MIGHAR_PASS;
  for (guint i = 0; i < report->findings->len; i++) {
    const MigharFinding *finding = g_ptr_array_index(report->findings, i);
    MigharVerdict weight = finding->cosmetic || level == MIGHAR_LEVEL_WARN ? MIGHAR_WARN : MIGHAR_FAIL;
    verdict = MAX(verdict, weight);
  }
  return verdict;
}

static void allow(MigharCheckReport *report, const MigharDirective *allowance)
{
  g_autofree char *before = report->reason;
  report->reason = before == NULL ? g_strdup_printf("allowed: %s", allowance->reason)
                                  : g_strdup_printf("allowed: %s; %s", allowance->reason, before);
}

static void add_unneeded(MigharCheckReport *report, const MigharDirective *allowance)
{
  MigharFinding *finding =
      mighar_finding_new("unneeded", "nothing needed the allowance of '%s'", report->check);
  finding->file = allowance->file;
  finding->line = allowance->line;
  finding->hint = g_strdup("remove the directive, so that the next difference is seen");
  finding->cosmetic = TRUE;
  g_ptr_array_add(report->findings, finding);
}

static void settle(MigharCheckReport *report, const Check *check, const MigharDirective *allowance,
                   const MigharVerifyOptions *options)
{
  if (report->verdict == MIGHAR_SKIP)
    return;
  MigharVerdict verdict = weigh_findings(report, levels_get(options->levels, check));
  gboolean allowed = allowance != NULL && verdict > MIGHAR_PASS;
  if (allowed) {
    allow(report, allowance);
    verdict = MIGHAR_WARN;
  } else if (allowance != NULL) {
    add_unneeded(report, allowance);
    verdict = MIGHAR_WARN;
  }
  if (options->strict && verdict == MIGHAR_WARN && !allowed)
    verdict = MIGHAR_FAIL;
  report->verdict = verdict;
}

void settle_check(MigharCheckReport *report, const Check *check, const MigharMigration *migration,
                  const MigharVerifyOptions *options)
{
  settle(report, check, mighar_migration_directive(migration, MIGHAR_DIRECTIVE_ALLOW, report->check),
         options);
}

void settle_chain(MigharCheckReport *report, const Check *check, const MigharChain *chain,
                  const MigharVerifyOptions *options)
{
  const MigharDirective *allowance = NULL;
  for (guint i = 0; i < chain->migrations->len && allowance == NULL; i++)
    allowance = mighar_migration_directive(g_ptr_array_index(chain->migrations, i), MIGHAR_DIRECTIVE_ALLOW,
                                           report->check);
  settle(report, check, allowance, options);
}
