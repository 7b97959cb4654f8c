/* From a directory to chains of migrations. */
#pragma once

#include <mighar/config.h>
#include <mighar/migration.h>

typedef struct {
  const char *path;                 /* file system path; NULL: find the project from the current directory */
  const char *format;               /* a format's name; NULL: detect it */
  const char *const *engines;       /* names that the caller wants; NULL or empty: whatever is there */
  const char *database_url;         /* its scheme names the engine of a plain directory; may be NULL */
  const MigharEngine *const *known; /* every engine there is; NULL ends */
  const MigharConfig *config;       /* mighar.ini; NULL: there is none */
  char **environment; /* "NAME=value", for formats that read it; NULL ends; NULL: nothing is set */
} MigharLoadOptions;

/* The chains found, one for each engine, in the order of options->known: an array of MigharChain that owns
 * them. Errors are MIGHAR_ERROR_USAGE (with file:line and a hint) and MIGHAR_ERROR_ENVIRONMENT for what
 * cannot be read. */
GPtrArray *mighar_load_project(const MigharLoadOptions *options, GError **error);

/* Names of all formats, sorted, NULL at the end; for help and messages. Static. */
const char *const *mighar_format_names(void);
