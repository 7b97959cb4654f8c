/* The whole chain down and up again. */
#pragma once

#include "check.h"
#include "scratch.h"

/* What became of one migration of the chain on the way up: what the descent needs to know. */
typedef struct {
  const MigharMigration *migration;
  gboolean applied;      /* its up is in the database */
  char *not_reversible;  /* why its down is not run; NULL: it is */
  MigharSnapshot *after; /* the schema after its up; kept only where the descent may stop */
} Stage;

void stage_clear(Stage *stage);

/* stages: one for each migration, in order, of which the last ones are applied to work; bottom: the schema
 * before the first. Fills descent but for chain and accepted. FALSE: mighar itself cannot go on. */
gboolean run_descent(Descent *descent, Scratch *scratch, const GArray *stages, const MigharSnapshot *bottom,
                     GError **error);
