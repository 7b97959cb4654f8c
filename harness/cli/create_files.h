/* The files of a new migration: all of them are written, or none. */
#pragma once

#include "command.h"

/* An array that owns what is added to it. */
GArray *create_files_new(void);

/* Takes the path; text is static. A file that serves several engines is one of each of their chains, and
 * written once. */
void create_files_add(GArray *files, char *path, const char *text);

/* MIGHAR_ERROR_USAGE where one of them is there already, MIGHAR_ERROR_ENVIRONMENT where one cannot be
 * written; nothing is left then. */
gboolean create_files_write(const GArray *files, GError **error);

/* Their paths, a line each. */
ExitCode create_files_print(const GArray *files);
