/* The tables in which tools keep which migrations are applied: how they are known, and what they say. What
 * is to be read of a ledger is a query, and somebody else runs it; only a scratch database is given one. */
#pragma once

#include <mighar/driver.h>
#include <mighar/snapshot.h>
#include <mighar/sql.h>

/* A ledger in a database, or another table that mighar keeps beside one. */
typedef struct {
  const struct Ledger *kind; /* how it is kept */
  const char *format;        /* the tool, as the format of its migrations is called */
  const char *table;         /* its name in the snapshot, which is one that SQL understands; the snapshot's */
  gboolean tells;            /* it says which migrations are applied */
  gboolean by_file;          /* by names of files, not by versions */
} MigharLedger;

/* What a ledger can be asked for. What is told in front of others holds until these say otherwise. */
typedef enum {
  MIGHAR_LEDGER_UNTIL,      /* versions before all of which all are applied */
  MIGHAR_LEDGER_APPLIED,    /* versions that are applied */
  MIGHAR_LEDGER_TAKEN_BACK, /* versions that were applied and are not any more, though others say so */
  MIGHAR_LEDGER_UNFINISHED, /* versions that were begun and not ended */
} MigharLedgerQuestion;

/* All ledgers in the snapshot: an array of MigharLedger. Free with g_array_unref(). */
GArray *mighar_ledgers_find(const MigharSnapshot *snapshot);

/* The query for the versions, one a row. Free with g_free(). */
char *mighar_ledger_query(const MigharLedger *ledger, MigharDialect dialect, MigharLedgerQuestion question);

/* The name of the table that is the ledger of the chain's tool, where a migration speaks of it and none makes
 * a table of that name itself; or NULL. Static. */
const char *mighar_ledger_needed(const MigharChain *chain);

/* Makes that ledger, where there is one, in a scratch database as the tool does before the first migration,
 * with no migration in it. MIGHAR_ERROR_ENVIRONMENT. */
gboolean mighar_ledger_provide(MigharDatabase *database, const MigharChain *chain, GError **error);

/* The snapshot without the ledgers and all that is a part of them. Free with mighar_snapshot_unref(). */
MigharSnapshot *mighar_ledgers_remove(const MigharSnapshot *snapshot, const GArray *ledgers);
