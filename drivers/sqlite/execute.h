/* Runs a script. */
#pragma once

#include <mighar/driver.h>

/* As MigharDriver.execute. A script that leaves a transaction open fails in the statement that opened it; one
 * that ends the transaction it was to run in, at its end, when there is nothing to commit. */
gboolean sqlite_execute(MigharDatabase *database, const MigharScript *script, MigharOutcome *outcome,
                        GError **error);
