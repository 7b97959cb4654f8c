/* Legs that are command lines of another program. */
#pragma once

#include <mighar/apply.h>

/* As mighar_apply(), for a script with a target. */
gboolean command_apply(MigharDatabase *database, const MigharChain *chain, const MigharScript *script,
                       MigharLeg *leg, GError **error);

/* Runs the command line with the database that url names. */
gboolean command_line_run(const MigharChain *chain, const MigharScript *script, const char *url,
                          MigharLeg *leg, GError **error);

/* The versions that the chain's program tells to be in the database: char *, owned by the array. NULL and
 * MIGHAR_ERROR_ENVIRONMENT, with the place of its command line, where it fails. */
GPtrArray *command_list_versions(const MigharChain *chain, const char *url, GError **error);

/* What an outcome that is no success says, as a finding with its place. */
MigharFinding *apply_failure(const MigharChain *chain, const MigharScript *script,
                             const MigharOutcome *outcome);
