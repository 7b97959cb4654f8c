/* The checks, and the walk along the chain that makes them. */
#pragma once

#include <mighar/driver.h>
#include <mighar/plan.h>
#include <mighar/report.h>

/* What a check's failure counts as. */
typedef enum {
  MIGHAR_LEVEL_OFF,
  MIGHAR_LEVEL_WARN,
  MIGHAR_LEVEL_FAIL,
} MigharLevel;

typedef struct {
  const char *name;
  const char *asserts; /* one sentence for people */
  MigharLevel level;   /* by default */
} MigharCheckFacts;

/* All checks in the order of reports: n of them. */
const MigharCheckFacts *const *mighar_checks(guint *n);

/* A level for each check; starts with the defaults. */
typedef struct MigharLevels MigharLevels;

MigharLevels *mighar_levels_new(void);
void mighar_levels_free(MigharLevels *levels);

/* text is "NAME=fail|warn|off". MIGHAR_ERROR_USAGE for anything else. */
gboolean mighar_levels_set(MigharLevels *levels, const char *text, GError **error);

/* Told as the work goes on, by one thread at a time for each chain, but by several for several chains; every
 * function may be NULL. */
typedef struct {
  void (*engine_begins)(void *data, const MigharEngineReport *report, guint n_migrations);
  /* n_begun: how many of the n migrations have begun before; they need not be those before this one */
  void (*migration_begins)(void *data, const MigharEngineReport *report, const MigharMigration *migration,
                           guint n_begun, guint n);
  /* while many rows are written to a table: how many it has of those wanted; by any of the threads */
  void (*rows_written)(void *data, const char *table, guint64 rows, guint64 wanted);
  void (*engine_ends)(void *data, const MigharEngineReport *report);
  void *data;
} MigharProgress;

/* How the schema is read after each leg. */
typedef enum {
  MIGHAR_SNAPSHOTS_INCREMENTAL, /* what has changed; every 100 migrations and at the end as a whole, which
                                   must be the same */
  MIGHAR_SNAPSHOTS_FULL,        /* as a whole */
  MIGHAR_SNAPSHOTS_VERIFY,      /* what has changed, each time with the proof that it is the same */
} MigharSnapshots;

/* How many threads may work at a time, in all verifications that share it. */
typedef struct MigharJobs MigharJobs;

MigharJobs *mighar_jobs_new(guint count);
void mighar_jobs_free(MigharJobs *jobs);

typedef struct {
  const MigharLevels *levels;
  const MigharSelection *selection; /* NULL: all migrations */
  gboolean strict;                  /* warnings are failures */
  MigharSnapshots snapshots;
  MigharJobs *jobs;      /* a long chain is walked along by several threads; NULL: by the calling one */
  guint segment;         /* for tests: how many migrations each of these gets; 0: as is fastest */
  guint64 seed;          /* of the rows that tables are given: the same seed, the same rows */
  guint64 rows;          /* that each table is to have at least; 0: none are written */
  guint64 rows_timeout;  /* seconds that a script may take over rows that were made up before these give way,
                            if  they are few; 0: as long as it takes */
  guint64 estimate_rows; /* how long legs take with so many rows in each table is estimated; 0: it is not */
  gboolean keep;         /* keep the first scratch database that a check failed on */
  MigharProgress progress;
} MigharVerifyOptions;

/* Verifies the chain on scratch databases of the server. NULL only when mighar itself cannot go on. */
MigharEngineReport *mighar_verify(const MigharChain *chain, MigharServer *server,
                                  const MigharVerifyOptions *options, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharLevels, mighar_levels_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharJobs, mighar_jobs_free)
