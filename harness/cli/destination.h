/* The files that reports are written to. */
#pragma once

#include <glib.h>
#include <stdio.h>

/* Whether the path can be written, as far as that can be told without touching it. MIGHAR_ERROR_USAGE when
 * not. option is named in the message: "--junit". */
gboolean destination_check(const char *option, const char *path, GError **error);

/* Writes what belongs in a file. FALSE with an error when there is nothing that could be written; what the
 * stream does not take is not its affair. */
typedef gboolean (*DestinationFill)(FILE *stream, void *data, GError **error);

/* Writes the file whole or, on failure, leaves it as it was. What is no regular file (/dev/stderr, a pipe) is
 * written to, not replaced. MIGHAR_ERROR_ENVIRONMENT, and what fill has to say. */
gboolean destination_fill(const char *path, DestinationFill fill, void *data, GError **error);

/* The same of a text. */
gboolean destination_write(const char *path, const GString *text, GError **error);
