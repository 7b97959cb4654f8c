/* Chains, and the servers that they are verified on. */
#pragma once

#include "run_options.h"

#include <mighar/driver.h>

/* One chain on the servers of its engine. */
typedef struct {
  const MigharChain *chain;
  GPtrArray *servers; /* MigharServer, ready; stopped with the bench */
  char *missing;      /* why there is no server, or why none is needed; NULL where there is one */
} Bench;

/* A bench for each chain: an array of Bench that owns them and borrows the chains. A server that options ask
 * for and that does not answer is an error, as is a required engine without one: MIGHAR_ERROR_ENVIRONMENT. So
 * is a selection of nothing: MIGHAR_ERROR_USAGE. */
GPtrArray *benches_open(const GPtrArray *chains, const RunOptions *options, GError **error);

/* Verifies every chain on every server and adds to the report what came of it. What keeps one chain from
 * being verified does not keep the next: the last such error is the result, FALSE. */
gboolean benches_run(const GPtrArray *benches, const MigharVerifyOptions *options, MigharReport *report,
                     GError **error);
