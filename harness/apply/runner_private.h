/* What a runner holds; for the files runner*.c. */
#pragma once

#include "checksum.h"
#include "history.h"

#include <mighar/runner.h>

struct MigharRunner {
  const MigharChain *chain;
  const MigharTargetDriver *driver;
  MigharTarget *target;
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
