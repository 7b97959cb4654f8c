/* Losses that somebody has accepted: "-- mighar: loses users.phone <reason>". */
#pragma once

#include "check.h"

/* Takes findings about a table or column out that a directive of the migration accepts, and tells its reason;
 * of what is left the first one tells how to accept it. */
void losses_accept(const Trial *trial, MigharCheckReport *report);

/* That something of the object ("column public.users.kind") had to go is what a directive may be about, even
 * where that is no finding. */
void losses_use(const Trial *trial, const char *object);

/* Adds a finding for every such directive that no check has needed. */
void losses_add_unneeded(const Trial *trial, MigharCheckReport *report);
