/* Many databases: which they are. */
#pragma once

#include "migrate.h"

typedef struct {
  char *url;  /* may hold a password */
  char *name; /* for people: never does */
} Target;

/* The databases that the options name: an array of Target that owns them, in the order of the file or of the
 * query, perhaps empty. A file has one URL a line; blank lines and those that begin with # do not count; "-"
 * is standard input. MIGHAR_ERROR_USAGE, with file:line, for a line that is no URL of an engine or stands
 * there twice. */
GPtrArray *targets_find(const MigrateOptions *options, GError **error);

/* Whether the options name many databases. */
gboolean targets_are_many(const MigrateOptions *options);
