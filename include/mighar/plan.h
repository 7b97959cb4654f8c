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
gboolean mighar_selection_has(const MigharSelection *selection, const MigharMigration *migration);

/* The steps of a verification, in the chain's order: an array of MigharStep, ending with the last selected
 * migration. selection NULL: all. MIGHAR_ERROR_USAGE when it selects nothing. Free with g_array_unref(). */
GArray *mighar_plan_verification(const MigharChain *chain, const MigharSelection *selection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharSelection, mighar_selection_free)
