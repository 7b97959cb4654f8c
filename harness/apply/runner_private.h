/* What a runner holds; for the files runner*.c. */
#pragma once

#include "checksum.h"
#include "history.h"

#include <mighar/runner.h>

struct MigharRunner {
  const MigharChain *chain;
  const MigharTargetDriver *driver;
  MigharTarget *target;
  MigharTargetSettings settings;
  guint lock_retries;
  char *url;
  const Ledger *ledger;
  char *schema;  /* of the ledger and the history; NULL: the engine has none */
  char *name;    /* the ledger's, without a schema */
  char *table;   /* both, as SQL takes it */
  char *history; /* the history's name, as SQL takes it */
  gboolean has_ledger;
  gboolean has_history;
  GPtrArray *states; /* MigharState; NULL: not read */
  gboolean *applied; /* for each of the chain's migrations */
};

/* "schema"."name" or "name". Free with g_free(). */
char *runner_qualify(const MigharRunner *runner, const char *name);

/* Lists of filled templates; add to statements. */
void runner_fill_list(const MigharRunner *runner, GPtrArray *statements, const char *const *templates,
                      const TemplateValue *values);

/* Does the work, and again where all that is wrong is a lock that was not to be had in time and nothing of
 * the work is done: after a pause that doubles, of which settings.event is told. Goes on behind what an
 * interrupted statement left unusable, which is removed if the statement to go on with is the one that made
 * it; resumed says that there was an attempt before. What is left unusable by a failure is named in the
 * outcome's hint. */
gboolean runner_do(MigharRunner *runner, const MigharWork *work, gboolean resumed, MigharWorkOutcome *outcome,
                   GError **error);
