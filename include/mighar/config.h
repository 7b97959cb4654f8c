/* mighar.ini: what a project fixes, so that nobody has to say it. A GKeyFile. */
#pragma once

#include <glib.h>

/* The name of the file in a project's directory. */
#define MIGHAR_CONFIG_FILE "mighar.ini"

typedef struct {
  char *text; /* NULL: not given */
  guint line; /* of the file */
} MigharConfigValue;

typedef struct {
  const char *file; /* interned; as a person would name it */
  char *directory;  /* that the file is in, as a person would name it */

  gboolean has_external;            /* [external]: another program takes databases from version to version */
  MigharConfigValue list, up, down; /* its command lines */
  MigharConfigValue engines;        /* names, with semicolons between them */
  MigharConfigValue ledger;         /* names of tables, with semicolons between them */
  MigharConfigValue current;        /* a command line that prints the version that a database is at */
  MigharConfigValue applied;        /* a command line that prints the versions that are applied to it */
  MigharConfigValue timeout;        /* how long one of the command lines may take, in seconds */

  gboolean has_run;             /* [run]: what `mighar run` does where nothing else is said */
  MigharConfigValue seed, rows; /* of the rows that tables are given, and how many */
  MigharConfigValue jobs;       /* how many threads may work at a time */
  MigharConfigValue snapshot;   /* how schemas are read */
} MigharConfig;

/* NULL and MIGHAR_ERROR_USAGE, with file:line, for what is no such file, for unknown groups and keys and for
 * values that are missing; MIGHAR_ERROR_ENVIRONMENT when it cannot be read. */
MigharConfig *mighar_config_read(const char *file, GError **error);
void mighar_config_free(MigharConfig *config);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharConfig, mighar_config_free)
