/* A database that exists, opened to be worked on. */
#pragma once

#include "parameters.h"
#include "session.h"
#include "target_twin.h"

#include <mighar/target.h>

typedef struct {
  MigharTarget base;
  char *url;
  PGconn *session; /* NULL: it was lost */
  MigharTargetSettings settings;
  gint64 lock_key; /* of the lock that is held */
  gboolean locked;
} PostgresTarget;

extern const MigharTargetDriver postgres_target;

/* MigharTargetDriver's functions of these names. */
gboolean target_execute(MigharTarget *target, const MigharWork *work, MigharWorkOutcome *outcome,
                        GError **error);
GString *target_render(MigharTarget *target, const MigharWork *work);

/* Gives the session its first state back, but for its advisory locks, with the target's settings. */
gboolean target_reset(PostgresTarget *target, GError **error);
