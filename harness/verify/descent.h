/* The whole chain down and up again. */
#pragma once

#include "check.h"
#include "scratch.h"

/* What became of one migration of the chain on the way up: what the descent needs to know. */
typedef struct {
  const MigharMigration *migration;
  gboolean applied;      /* its up is in the database */
  gboolean minds_rows;   /* it has been told that its up, or its down, fails over rows */
  char *not_reversible;  /* why its down is not run; NULL: it is */
  MigharSnapshot *after; /* the schema after its up; kept only where the descent may stop */
} Stage;

void stage_clear(Stage *stage);

/* The stages of the chain's migrations, n of them. find() may take until a stage is known; NULL when it never
 * will be. expect() takes no time: what is known so far, which may turn out to be wrong in one thing, that a
 * migration can be taken down; NULL where it expects that it cannot. */
typedef struct {
  const Stage *(*find)(void *data, guint index);
  const Stage *(*expect)(void *data, guint index);
  void *data;
  guint n;
} Stages;

/* stages: of which the last ones are applied to work. Fills descent but for chain, accepted, and, where the
 * chain goes down all the way, expected_bottom. Where a stage cannot be known, it is skipped. FALSE: mighar
 * itself cannot go on. */
gboolean run_descent(Descent *descent, Scratch *scratch, const Stages *stages, GError **error);
