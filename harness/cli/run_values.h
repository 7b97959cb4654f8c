/* The values of the options of `mighar run`. */
#pragma once

#include "run_options.h"

#include <mighar/config.h>

/* Reads levels and selection, and checks every value that can be known to be wrong before the project is
 * read: MIGHAR_ERROR_USAGE. */
gboolean run_values_read(RunOptions *options, GError **error);

/* Whether a report for programs goes to standard output. */
gboolean run_values_use_stdout(const RunOptions *options);

/* What the project fixes of which nothing was said on the command line; config may be NULL.
 * MIGHAR_ERROR_USAGE with the place. */
gboolean run_values_fix(RunOptions *options, const MigharConfig *config, GError **error);
