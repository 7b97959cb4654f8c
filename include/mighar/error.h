/* Errors that stop mighar itself. A migration that fails is no such error: it is a verdict.
 *
 * Every message is lowercase, quotes the value it is about, starts with file:line where there is one, and may
 * end in a line of its own that starts with "hint: " and says what to do. */
#pragma once

#include <glib.h>

#define MIGHAR_ERROR (mighar_error_quark())

/* The code tells whose turn it is to act; it decides the exit code of the program. */
typedef enum {
  MIGHAR_ERROR_USAGE,       /* the call, the configuration or a migration file is wrong: exit 2 */
  MIGHAR_ERROR_ENVIRONMENT, /* a server, a file system or a network does not do its part: exit 3 */
} MigharErrorCode;

GQuark mighar_error_quark(void);

/* Sets *error (which may be NULL, as with g_set_error) to the formatted message; hint may be NULL and is
 * added as a line of its own. */
void mighar_set_error(GError **error, MigharErrorCode code, const char *hint, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* The same for a place in a file: the message starts with "file:line: ". Line 0 leaves the line out. */
void mighar_set_error_at(GError **error, MigharErrorCode code, const char *file, guint line, const char *hint,
                         const char *format, ...) G_GNUC_PRINTF(6, 7);
