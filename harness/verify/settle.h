/* From findings to a verdict: levels, directives, strictness. The same for all checks. */
#pragma once

#include "check.h"

/* Sets the verdict of a check of one migration. An allowance turns a failure into a warning, also under
 * strict, since somebody gave a reason for it; one that nothing needed is a finding. */
void settle_check(MigharCheckReport *report, const Check *check, const MigharMigration *migration,
                  const MigharVerifyOptions *options);

/* The same for a check of the chain; an allowance may stand in any of its migrations. */
void settle_chain(MigharCheckReport *report, const Check *check, const MigharChain *chain,
                  const MigharVerifyOptions *options);
