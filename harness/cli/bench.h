/* Chains, and the servers that they are verified on. */
#pragma once

#include "run_options.h"

#include <mighar/driver.h>

/* One chain on one server of its engine, or without one. */
typedef struct {
  const MigharChain *chain;
  MigharServer *server; /* ready; NULL where there is none */
  GPtrArray *servers;   /* the array that owns the server, which is stopped with its last bench */
  char *missing;        /* why there is no server, or why none is needed; else NULL */
} Bench;

/* Benches for all chains, in their order: an array of Bench that owns them and borrows the chains. A server
 * that options ask for and that does not answer is an error, as is a required engine without one:
 * MIGHAR_ERROR_ENVIRONMENT. So is a selection of nothing: MIGHAR_ERROR_USAGE. */
GPtrArray *benches_open(const GPtrArray *chains, const RunOptions *options, GError **error);

/* Verifies each chain on its server and adds to the report what came of it, in their order. With
 * options->jobs several are at work at a time, in threads of their own. Where the environment ends a
 * verification, the report says so and the next one goes on; the last such error is the result, FALSE. A
 * mistake (MIGHAR_ERROR_USAGE) ends everything. */
gboolean benches_run(const GPtrArray *benches, const MigharVerifyOptions *options, MigharReport *report,
                     GError **error);
