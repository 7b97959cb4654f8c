/* A database that is made in the pristine data directory, so that no run has to wait for its first one. */
#pragma once

#include "cluster_keeper.h"

#define SPARE_NAME "mighar_1"

/* Makes the database in the entry that is the plan's original. FALSE: it is no entry any more. Only system
 * calls. */
gboolean spare_add(const ClusterPlan *plan);

/* Whether a server's data directory has it. */
gboolean spare_is_in(const char *data);

/* Where in a data directory that has it: "base/13573". Free with g_free(). */
char *spare_directory(const char *data);
