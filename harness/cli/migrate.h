/* What the commands that work on a database that exists have in common: options, opening, steps. */
#pragma once

#include "arguments.h"
#include "command.h"

#include <mighar/load.h>
#include <mighar/runner.h>

typedef struct {
  char *database;
  char *directory;
  char *format;
  char *config;
  char *env_file;
  char *table;
  char *to;
  char *lock_wait;
  char *lock;
  char *lock_timeout;
  char *lock_retries;
  char *statement_timeout;
  char *batch_lag;
  char *targets;
  char *target_databases;
  char *target_schemas;
  char *jobs;
  char *failed_to;
  char *number;
  char *backup;
  char *forget;
  char *applied;
  gboolean all;
  gboolean force;
  gboolean dry_run;
  gboolean allow_out_of_order;
  gboolean accept_checksums;
  gboolean drop_invalid;
  gboolean reindex_invalid;
  gboolean exit_code;
  gboolean json;
  gboolean help;
  char *operand; /* what stands beside the options; or NULL */
} MigrateOptions;

void migrate_options_clear(MigrateOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigrateOptions, migrate_options_clear)

#define MIGRATE_AT(field) offsetof(MigrateOptions, field)

/* Rows of the table of arguments: for all these commands, and for those that change the database. */
#define MIGRATE_COMMON                                                                                       \
  {{"database", 0, WORD, "the database (default: DATABASE_URL)", "URL"}, MIGRATE_AT(database)},              \
      {{"dir", 0, WORD, "the migrations (default: the project is found from here)", "DIR"},                  \
       MIGRATE_AT(directory)},                                                                               \
      {{"format", 0, WORD, "read the migrations as this format (default: as they look)", "FORMAT"},          \
       MIGRATE_AT(format)},                                                                                  \
      {{"config", 0, WORD, "read this file instead of the project's mighar.ini", "FILE"},                    \
       MIGRATE_AT(config)},                                                                                  \
      {{"env-file", 0, WORD, "set variables from this file (default: .env, if it is there)", "FILE"},        \
       MIGRATE_AT(env_file)},                                                                                \
      {{"table", 0, WORD, "the ledger's name (default: that of the format's tool)", "[SCHEMA.]NAME"},        \
       MIGRATE_AT(table)},                                                                                   \
  {                                                                                                          \
    {"help", 'h', FLAG, "print this", NULL}, MIGRATE_AT(help)                                                \
  }
#define MIGRATE_CHANGING                                                                                     \
  {{"dry-run", 0, FLAG, "print the SQL, and run nothing", NULL}, MIGRATE_AT(dry_run)},                       \
      {{"allow-out-of-order", 0, FLAG, "apply versions that come before one that is applied", NULL},         \
       MIGRATE_AT(allow_out_of_order)},                                                                      \
      {{"lock-wait", 0, WORD, "wait so long for another mighar (default: 60)", "SECONDS"},                   \
       MIGRATE_AT(lock_wait)},                                                                               \
      {{"lock", 0, WORD, "how to lock the database: session, or table (through a pooler)", "MODE"},          \
       MIGRATE_AT(lock)},                                                                                    \
      {{"lock-timeout", 0, WORD, "how long a statement waits for a lock (default: 5); 0 is for ever",        \
        "SECONDS"},                                                                                          \
       MIGRATE_AT(lock_timeout)},                                                                            \
      {{"lock-retries", 0, WORD, "how often to try again what did not get a lock in time (default: 5)",      \
        "N"},                                                                                                \
       MIGRATE_AT(lock_retries)},                                                                            \
      {{"statement-timeout", 0, WORD, "how long a statement may take (default: 0, for ever)", "SECONDS"},    \
       MIGRATE_AT(statement_timeout)},                                                                       \
      {{"batch-lag", 0, WORD, "batches wait while a replica is further behind (default: 10); 0 is never",    \
        "SECONDS"},                                                                                          \
       MIGRATE_AT(batch_lag)},                                                                               \
  {                                                                                                          \
    {"backup", 0, WORD, "copy the database to this file first", "FILE"}, MIGRATE_AT(backup)                  \
  }

#define MIGRATE_TARGETS                                                                                      \
  {{"targets", 0, WORD, "on the databases that this file has a URL a line of; - is standard input", "FILE"}, \
   MIGRATE_AT(targets)},                                                                                     \
      {{"target-databases", 0, WORD,                                                                         \
        "on the databases whose names this query gives, on the server of --database", "SQL"},                \
       MIGRATE_AT(target_databases)},                                                                        \
      {{"target-schemas", 0, WORD, "in the schemas whose names this query gives, each with its own ledger",  \
        "SQL"},                                                                                              \
       MIGRATE_AT(target_schemas)},                                                                          \
      {{"jobs", 0, WORD, "on so many targets at a time (default: 1)", "N"}, MIGRATE_AT(jobs)},               \
  {                                                                                                          \
    {"failed-to", 0, WORD, "write the targets that are not done to this file, for --targets", "FILE"},       \
        MIGRATE_AT(failed_to)                                                                                \
  }

/* What a command does with the runner, of which the states were read. */
typedef struct {
  const MigrateOptions *options;
  const MigharChain *chain;
  MigharRunner *runner;
  const GPtrArray *states;
} Migration;

typedef struct {
  const Arguments *arguments;
  gboolean changes; /* the database is locked and its ledger made, but not by a dry run */
  gboolean creates; /* a database that is a file is made where there is none */
  gboolean needs_operand;
  gboolean shows;                     /* of many targets, all that each has printed is shown */
  char *(*brief)(const char *output); /* what one of many targets has printed, in a few words; free with
                                         g_free(); NULL: what became of it says enough */
  ExitCode (*work)(Migration *migration);
} MigrateCommand;

/* For commands whose facts are a MigrateCommand: parses, loads, opens, and does the work. */
ExitCode migrate_run(const Command *command, int argc, char **argv);
char *migrate_help(const Command *command);

/* Checks what was read; tells what is wrong. */
gboolean migrate_check(const Migration *migration, GError **error);

/* Whether a pooler may hand every transaction to another session of the database. */
gboolean migrate_is_pooled(const MigrateOptions *options);

/* A MigrateCommand's brief where all that is printed is one line. */
char *migrate_brief_line(const char *output);

/* A whole number above 0; 0 for NULL. MIGHAR_ERROR_USAGE. */
gboolean migrate_count(const char *text, guint *count, GError **error);

/* Executes the steps, tells of each, and stops at the first that fails. */
ExitCode migrate_steps(Migration *migration, const GArray *steps);
