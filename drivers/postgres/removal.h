/* Removes databases, whatever migrations have done to hold them. */
#pragma once

#include "parameters.h"

/* Drops the database, which nobody in mighar is connected to. administration is a connection to another one
 * of the same server, and parameters are how it was made. MIGHAR_ERROR_ENVIRONMENT. */
gboolean removal_drop(PGconn *administration, const Parameters *parameters, const char *name, GError **error);

/* Drops all databases whose names begin with prefix, but not those in kept, an array of guint, which are the
 * numbers after the prefix. */
void removal_drop_all(const Parameters *parameters, const char *database, const char *prefix,
                      const GArray *kept);
