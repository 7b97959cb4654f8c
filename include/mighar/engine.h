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
  const char *schema;             /* what is in no other schema is in this one: "main" */
  gboolean one_schema;            /* there is no other */
  gboolean ignores_case;          /* names of objects that differ in case alone are one name */
  gboolean one_message;           /* statements that are sent as one message are one transaction */
  gboolean grows; /* a change of a schema takes the longer, the more is in it: all of it is read again */
  gboolean waits; /* scripts run in another process, which is waited for */

  /* What the statement leaves in its session, which is somebody else's where a pooler lends it for a
   * transaction: NULL where nothing, else a clause that says how it would end with the transaction; static.
   * Of what functions do, only the calls that the statement itself says are seen. NULL: sessions are never
   * shared. */
  const char *(*lasting)(const char *statement, gsize length);
} MigharEngine;
