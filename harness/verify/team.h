/* Several walks along one chain, side by side, each on its own scratch databases and in its own thread. */
#pragma once

#include "pace.h"
#include "walk.h"

/* pace: where the walks begin, which stays the caller's. The course's team is this one from now on. Free with
 * team_free(). */
Team *team_new(Course *course, Pace *pace);
void team_free(Team *team);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Team, team_free)

/* Goes all walks and returns when all have ended; their databases are gone then. *vain tells that they are
 * worth nothing: not all could begin, or they have seen each other's work on the server, or their databases
 * were not alike where one ends and the next begins. */
void team_go(Team *team, gboolean *vain);

/* The walks that have ended, in the chain's order: of Walk. The team keeps them. */
const GPtrArray *team_walks(const Team *team);

/* For walks */

/* Which steps the walk judges, as far as that is known when it comes to the next one; see pace_ask(). */
void team_set_bounds(Team *team, Walk *walk);

/* Looks whether migrations have left something on the server that walks share; all are vain then. FALSE:
 * mighar itself cannot go on. */
gboolean team_look(Team *team, GError **error);

/* To be called by who has seen that walks disturb each other: all are vain. */
void team_disturb(Team *team);

/* Whether what the walk still finds out will be of no use. */
gboolean team_is_vain(Team *team, const Walk *walk);

/* Whether what became of a step that another walk judges can be had without waiting. */
gboolean team_has_stage(Team *team, guint step);

/* What became of a step that another walk judges; waits until that one has ended. NULL when it has not come
 * so far. */
const Stage *team_stage(Team *team, Walk *asking, guint step);

/* Tells whoever wants to know that a migration begins. */
void team_tell(Team *team, const MigharMigration *migration);
