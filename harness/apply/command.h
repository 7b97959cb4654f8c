/* Legs that are command lines of another program. */
#pragma once

#include <mighar/apply.h>

/* As mighar_apply(), for a script with a target. */
gboolean command_apply(MigharDatabase *database, const MigharChain *chain, const MigharScript *script,
                       MigharLeg *leg, GError **error);
