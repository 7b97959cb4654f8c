/* A database that exists, opened to be worked on. */
#pragma once

#include "connection.h"
#include "session.h"

#include <mighar/target.h>

typedef struct {
  MigharTarget base;
  sqlite3 *connection; /* NULL: not open */
  SqliteSession session;
  MigharTargetSettings settings;
} SqliteTarget;

extern const MigharTargetDriver sqlite_target;

/* MigharTargetDriver's functions of these names. */
gboolean sqlite_target_reopen(MigharTarget *target, GError **error);
gboolean sqlite_target_execute(MigharTarget *target, const MigharWork *work, MigharWorkOutcome *outcome,
                               GError **error);
GString *sqlite_target_render(MigharTarget *target, const MigharWork *work);
