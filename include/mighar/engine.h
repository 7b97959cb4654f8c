/* What there is to know about an engine without talking to one. */
#pragma once

#include <mighar/sql.h>

typedef struct {
  const char *name;  /* "sqlite": as in options, reports and file names */
  const char *title; /* "SQLite": as people write it */
  MigharDialect dialect;
  const char *const
      *directories; /* names of folders (and of name infixes) that mean this engine; NULL ends */
  const char *const *url_schemes; /* "postgres", "postgresql"; NULL ends */
  gboolean grows; /* a change of a schema takes the longer, the more is in it: all of it is read again */
  gboolean waits; /* scripts run in another process, which is waited for */
} MigharEngine;
