/* Which migrations of a chain are applied to a database, as its ledger says. */
#pragma once

#include "schema.h"

#include <mighar/ledger.h>

typedef struct {
  const char *format;  /* whose ledger it is; NULL: none was found that can be read */
  gboolean *wanted;    /* for each migration of the chain: it is applied */
  GPtrArray *notes;    /* char *: what to know of the ledger */
  GPtrArray *findings; /* MigharFinding: versions that the project does not have, or that were not ended */
} Applied;

void applied_clear(Applied *applied);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Applied, applied_clear)

/* Reads the one of the ledgers (MigharLedger) that counts for the chain. Without one, and where several could
 * be, all migrations are taken for applied, and a note says so. applied starts as zeros. */
gboolean applied_read(Applied *applied, MigharDatabase *database, const GArray *ledgers,
                      const MigharChain *chain, GError **error);
