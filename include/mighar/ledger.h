/* The tables in which tools keep which migrations are applied: how they are known, and what they say. Pure:
 * what is to be read of a ledger is a query, and somebody else runs it. */
#pragma once

#include <mighar/snapshot.h>

/* What there is to know of one tool's ledger. */
typedef struct {
  const char *format;         /* the tool, as the format of its migrations is called */
  const char *table;          /* its name, without a schema */
  const char *const *columns; /* that the table must have; NULL ends */
  const char *const *lacks;   /* that it must not have, where two tools use one name; NULL ends; or NULL */
  gboolean last_only;         /* the ledger holds the last version alone: all before it are applied, too */
  gboolean by_file;           /* the queries give names of files, not versions */
  const char *applied;    /* the query for the versions that are applied, one a row; "%s" is the table; NULL:
                             what    the ledger says is not read */
  const char *unfinished; /* the query for versions that were begun and not ended; NULL: it does not tell */
} MigharLedgerFacts;

/* A ledger in a database. */
typedef struct {
  const MigharLedgerFacts *facts;
  const char *table; /* its name in the snapshot, which is one that SQL understands; the snapshot's */
} MigharLedger;

/* All ledgers in the snapshot: an array of MigharLedger. Free with g_array_unref(). */
GArray *mighar_ledgers_find(const MigharSnapshot *snapshot);

/* The query for one of the ledger's tables, applied or unfinished. Free with g_free(). */
char *mighar_ledger_query(const MigharLedger *ledger, const char *query);

/* The snapshot without the ledgers and all that is a part of them. Free with mighar_snapshot_unref(). */
MigharSnapshot *mighar_ledgers_remove(const MigharSnapshot *snapshot, const GArray *ledgers);
