/* A schema from wherever a person points to: a database, a snapshot in a file, migrations. */
#pragma once

#include <mighar/diff.h>
#include <mighar/driver.h>

typedef struct {
  MigharSnapshot *snapshot;
  const MigharDriver *driver;
  gboolean existing; /* of a database that exists, and not made by migrations */
  MigharSide side;   /* what it is called */
} Schema;

void schema_clear(Schema *schema);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Schema, schema_clear)

/* How migrations are to be read, and what their scratch databases are made on. */
typedef struct {
  char *engine; /* NULL: the one that the other side has, or the only one there is */
  char *format; /* NULL: as they look */
  char *at;     /* the last version; NULL: the last there is; "0": none */
  char *postgres_url;
  char **postgres_binaries;
} SchemaOptions;

void schema_options_clear(SchemaOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SchemaOptions, schema_options_clear)

/* The driver for a database by its URL or, where databases are files, its path; NULL when it is neither. */
const MigharDriver *schema_driver_of(const char *url);

/* The same where nothing else can be meant: NULL and MIGHAR_ERROR_USAGE. option is named in the message. */
const MigharDriver *schema_driver(const char *option, const char *url, GError **error);

/* All functions below fill schema, which starts as zeros, or set error. */

/* Opens the database, reads the schema and closes it. */
gboolean schema_of_database(Schema *schema, const MigharDriver *driver, const char *url, GError **error);

/* The same for one that is open. */
gboolean schema_of_open(Schema *schema, MigharDatabase *database, GError **error);

/* A snapshot that was written to a file. MIGHAR_ERROR_USAGE, with the line, when it is none. */
gboolean schema_of_file(Schema *schema, const char *path, GError **error);

/* Loads the one chain of the project that is meant. path NULL: the project is found. NULL and
 * MIGHAR_ERROR_USAGE when several could be. */
MigharChain *schema_load_chain(const SchemaOptions *options, const char *path, GError **error);

/* Which of the chain's migrations there are up to a version: one gboolean for each; free with g_free(). NULL
 * and MIGHAR_ERROR_USAGE when the chain has no such version. */
gboolean *schema_wanted(const MigharChain *chain, const char *at, GError **error);

/* What these migrations make of an empty database. */
gboolean schema_of_migrations(Schema *schema, const SchemaOptions *options, const MigharChain *chain,
                              const gboolean *wanted, GError **error);
