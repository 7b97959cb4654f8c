/* Removes databases, whatever migrations have done to hold them. */
#pragma once

#include "parameters.h"

/* Drops the database, which nobody in mighar is connected to. administration is a connection to another one
 * of the same server, and parameters are how it was made. MIGHAR_ERROR_ENVIRONMENT. */
gboolean removal_drop(PGconn *administration, const Parameters *parameters, const char *name, GError **error);

/* Ends all sessions of the run, which is over, and drops all databases of it: their names are that of the
 * run, an underscore and a number. Those of the numbers in kept, an array of guint, stay. */
void removal_drop_all(const Parameters *parameters, const char *database, const char *run,
                      const GArray *kept);
