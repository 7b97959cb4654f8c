/* The programs of a server of mighar's own, as the keeper's children. */
#pragma once

#include "cluster_keeper.h"

/* Executes one of the plan's calls as its user, in its directory, in a process group of its own, with its log
 * for output; input is a descriptor to be read from, or -1. Only system calls. -1 with errno. */
pid_t cluster_child_start(const ClusterPlan *plan, char **call, int input);
