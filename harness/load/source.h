/* One file as it was read. */
#pragma once

#include <glib.h>

/* A migration is written by people; a file beyond this many bytes is there by accident. */
#define MIGHAR_SOURCE_LIMIT (64 * 1024 * 1024)

typedef struct {
  const char *file; /* interned; as a person would name it */
  char *text;       /* NUL-terminated UTF-8 without the byte order mark; line ends as they are in the file */
  gsize length;
  gboolean has_mark; /* a byte order mark was there */
} MigharSource;

/* NULL on error: MIGHAR_ERROR_ENVIRONMENT when the file cannot be read, MIGHAR_ERROR_USAGE when it is no text
 * (not a regular file, larger than the limit, not UTF-8). Free with mighar_source_free(). */
MigharSource *mighar_source_read(const char *file, GError **error);
void mighar_source_free(MigharSource *source);

typedef struct {
  const char *start; /* not NUL-terminated */
  gsize length;      /* bytes, without the line end ("\n" or "\r\n") */
  guint number;      /* from 1 */
} MigharLine;

/* Stores the line that follows *line; begin with {0}. False when there is none. */
gboolean mighar_source_next_line(const MigharSource *source, MigharLine *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharSource, mighar_source_free)
