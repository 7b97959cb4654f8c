/* Variables that a project keeps in a file. */
#pragma once

#include <glib.h>

/* Sets the environment's variables from the file's lines "NAME=value" ("export" in front, quotes around the
 * value and comments are understood), but for those that are set already. path NULL: ".env" if it is there.
 * MIGHAR_ERROR_USAGE, with the line, for what is no such line; no value is repeated in it. */
gboolean env_file_read(const char *path, GError **error);
