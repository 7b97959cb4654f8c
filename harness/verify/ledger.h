/* What the tool keeps its own account in, which is no part of the schema that is verified. */
#pragma once

#include <mighar/snapshot.h>

/* The snapshot without the tables and sequences of these names (with or without their schema), and without
 * what is a part of them. Takes the snapshot over; the caller owns a reference to the result. */
MigharSnapshot *ledger_hide(MigharSnapshot *snapshot, char *const *names);
