/* Proofs that a snapshot which was made of changes is what is in the database. A difference is mighar's own
 * mistake: never silent, and no verdict on a migration. */
#pragma once

#include "scratch.h"

/* What "snapshot" is called among the checks of the whole chain; it is there only when something is wrong. */
#define PROOF_NAME "snapshot"

/* How often there is a proof where not every snapshot has one. */
#define PROOF_INTERVAL 100

/* Reads the schema of work once more, as a whole, and from now on that is what is known of it. Where it is
 * not what was known before, findings are added to scratch->doubts. FALSE: mighar itself cannot go on. */
gboolean proof_make(Scratch *scratch, GError **error);

/* The check that tells of the doubts: MIGHAR_UNKNOWN. NULL when there are none. */
MigharCheckReport *proof_report(const GPtrArray *doubts);
