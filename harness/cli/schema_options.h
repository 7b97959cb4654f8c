/* Options of all commands that make a schema of migrations, as rows of a table of arguments. */
#pragma once

#include "arguments.h"
#include "schema.h"

/* type has a member "schema", a SchemaOptions. */
#define SCHEMA_AT(type, field) G_STRUCT_OFFSET(type, schema.field)
#define SCHEMA_OPTIONS(type)                                                                                 \
  {{"engine", 0, WORD, "the engine, where a project has several", "ENGINE"}, SCHEMA_AT(type, engine)},       \
      {{"format", 0, WORD, "read the migrations as this format (default: as they look)", "FORMAT"},          \
       SCHEMA_AT(type, format)},                                                                             \
      {{"postgres", 0, WORD, "make scratch databases on this server (default: on one of mighar's own)",      \
        "URL"},                                                                                              \
       SCHEMA_AT(type, postgres_url)},                                                                       \
  {                                                                                                          \
    {"postgres-bin", 0, WORDS, "start a server from the binaries in DIR", "DIR"},                            \
        SCHEMA_AT(type, postgres_binaries)                                                                   \
  }
