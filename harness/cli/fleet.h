/* One command on many databases. */
#pragma once

#include "targets.h"

/* Runs mighar with the arguments, but for those that name targets, on each of the targets that the options
 * name in a process of its own, as many at a time as options say, tells of each, and prints what became of
 * all in the order of targets. After a signal no more are started, and those that run end their step.
 * options->failed_to gets the URLs of those that are not done. */
ExitCode fleet_run(const MigrateCommand *command, const MigrateOptions *options, char **arguments);
