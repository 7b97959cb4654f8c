/* One way along a part of a chain, migration by migration, on scratch databases of its own. Nothing else of a
 * verification is in the same walk, so that several can go on at a time. */
#pragma once

#include "corner.h"
#include "descent.h"

#include <mighar/plan.h>

typedef struct Team Team; /* team.h */

/* What all walks along a chain have in common; none of them changes it. */
typedef struct {
  const MigharChain *chain;
  const MigharVerifyOptions *options;
  MigharServer *server;
  GArray *steps;              /* MigharStep, from the chain's first migration on */
  MigharEngineReport *report; /* what becomes of it all; for those who are told of progress */
  Team *team;                 /* NULL: there is one walk, over all steps */
} Course;

typedef struct {
  const Course *course;
  guint index;     /* among the team's walks; 0: the first one, or the only one */
  guint from, to;  /* the steps that it judges, as far as is known: from is one of them, to is not */
  guint at;        /* the step that it is at */
  gint64 set_out;  /* when it did, in microseconds */
  gint64 approach; /* microseconds that ups took that others judge */
  Scratch scratch;
  GArray *stages;          /* Stage: of all steps before at, those before from included */
  MigharSnapshot *first;   /* the schema before step from; NULL: not known */
  MigharSnapshot *last;    /* the schema before step to; NULL: not known */
  const char *not_applied; /* version of the first migration that is not applied, or NULL */
  GPtrArray *migrations;   /* MigharMigrationReport */
  GHashTable *accepted;    /* see Descent */
  char *kept;              /* see MigharEngineReport */
  Descent descent;         /* of the last walk */
  Corner corner;           /* that it stays on, with an engine that does so, too */
  GError *failure;         /* why mighar could not go on */
} Walk;

/* Makes the first database. index: among the walks of the course's team. walk is overwritten; clear it with
 * walk_clear() also on failure. */
gboolean walk_init(Walk *walk, const Course *course, guint index, GError **error);
void walk_clear(Walk *walk);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Walk, walk_clear)

/* Goes all the way, and the last walk down and up again. What keeps mighar from going on is in walk->failure
 * then; where others have made the walk vain, it just ends early. */
void walk_go(Walk *walk);

/* Keeps the database as it is if that is asked for, the check has failed and it is the first that has. */
gboolean walk_keep_if_failed(Walk *walk, const MigharCheckReport *report, GError **error);

/* Adds a report of the step to migrations in which nothing has been looked at. */
void walk_report_untried(const Course *course, guint step, const char *reason, GPtrArray *migrations);
