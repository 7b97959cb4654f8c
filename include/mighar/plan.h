/* What to do with which migration, decided before anything is done. Pure. */
#pragma once

#include <mighar/migration.h>

typedef struct {
  const MigharMigration *migration;
  gboolean verified; /* false: its up only brings the database to where the next one starts */
} MigharStep;

/* Which migrations a person means: a version ("0003", and "3" means the same), a "version_name", a range
 * ("0003..0007", either end may be left out), or a glob over "version_name" ("*_users*"). Several can be
 * given with commas. */
typedef struct MigharSelection MigharSelection;

/* NULL and MIGHAR_ERROR_USAGE when the text is none of these. */
MigharSelection *mighar_selection_parse(const char *text, GError **error);
void mighar_selection_free(MigharSelection *selection);
gboolean mighar_selection_has(const MigharSelection *selection, const MigharFormatFacts *format,
                              const MigharMigration *migration);

/* The steps of a verification, in the chain's order: an array of MigharStep, ending with the last selected
 * migration. selection NULL: all. MIGHAR_ERROR_USAGE when it selects nothing. Free with g_array_unref(). */
GArray *mighar_plan_verification(const MigharChain *chain, const MigharSelection *selection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharSelection, mighar_selection_free)

/* One step of the apply runner. */
typedef struct {
  const MigharMigration *migration;
  MigharDirection direction;
  const char *before; /* the version of the last migration that is applied below this one, or NULL */
} MigharRunnerStep;

/* The index of a version in the chain; "0" is -1, the state before the first. FALSE and MIGHAR_ERROR_USAGE
 * when the chain has none of that name. */
gboolean mighar_plan_find(const MigharChain *chain, const char *version, int *index, GError **error);

/* All three: applied has a gboolean for each of the chain's migrations; an array of MigharRunnerStep, perhaps
 * empty. Free with g_array_unref(). */

/* The ups of what is not applied, in order, at most n (0: all), none after the migration of index last (-1:
 * all are allowed). */
GArray *mighar_plan_up(const MigharChain *chain, const gboolean *applied, guint n, int last);

/* The downs of what is applied, the last first, at most n (0: all), and of those only what is after the
 * migration of index last (-1: all). */
GArray *mighar_plan_down(const MigharChain *chain, const gboolean *applied, guint n, int last);

/* FALSE and MIGHAR_ERROR_USAGE, with the place, when one of the steps cannot be run at all: it has no script,
 * its script is for its own tool alone, or ends the transaction that the format puts around it, so that what
 * it does could not be recorded together with it. */
gboolean mighar_plan_check(const MigharChain *chain, const GArray *steps, GError **error);

/* FALSE and MIGHAR_ERROR_USAGE, with the place, when a statement of the steps' scripts leaves something in
 * its session: see MigharEngine.lasting. */
gboolean mighar_plan_check_sessions(const MigharChain *chain, const GArray *steps, GError **error);

/* MIGHAR_ERROR_USAGE when a down of the steps is not there, or its migration is declared irreversible (force:
 * it may be, if there is a down). */
gboolean mighar_plan_check_downs(const GArray *steps, gboolean force, GError **error);
