/* What a run found, as a tree: run, engines, migrations, checks, findings. verify/ builds it, report/ renders
 * it; its shape is that of the JSON output. Everything is owned by what holds it. */
#pragma once

#include <mighar/estimate.h>
#include <mighar/finding.h>
#include <mighar/migration.h>
#include <mighar/table.h>

typedef struct {
  const char *check; /* the check's name; static */
  MigharVerdict verdict;
  float seconds;       /* which do: there are many reports */
  char *reason;        /* of a skip, an allowance; or NULL */
  GPtrArray *findings; /* MigharFinding */
  GPtrArray *notes;    /* MigharFinding: what is worth knowing and weighs nothing */
} MigharCheckReport;

/* A check that passed, and there is nothing more to say. */
typedef struct {
  GQuark check; /* its name */
  float seconds;
} MigharPassed;

typedef struct {
  char *version;
  char *name;
  const char *file; /* interned */
  guint line;
  guint n_passed;       /* see below */
  MigharPassed *passed; /* where checks is NULL: what there was */
  GPtrArray *checks;    /* MigharCheckReport, in the order they were made; NULL once it has ended, where all
                           of them passed and have nothing more to say */
  GPtrArray *estimates; /* MigharEstimate, of legs that apply; NULL where none were asked for */
} MigharMigrationReport;

/* What the time of a verification goes to. */
typedef enum {
  MIGHAR_COST_START,    /* making scratch databases, and bringing one to where a part of the chain begins */
  MIGHAR_COST_SCRIPTS,  /* running the scripts of trials */
  MIGHAR_COST_SNAPSHOT, /* reading schemas */
  MIGHAR_COST_PROOF,    /* reading them as a whole, to see that what was read of changes is right */
  MIGHAR_COST_ROWS,     /* making rows and reading them */
  MIGHAR_COST_JUDGE,    /* comparing what was seen */
  MIGHAR_COST_RESTORE,  /* making a new database where a leg left the old one in another state */
  MIGHAR_COST_CHAIN,    /* the whole chain down and up again */
  MIGHAR_N_COSTS,
} MigharCost;

/* "start", "scripts", ... */
const char *mighar_cost_name(MigharCost cost);

/* The rows that tables were given, so that there was something to lose. */
typedef struct {
  guint64 wanted; /* in each table; 0: none were made, and all else is empty */
  guint64 seed;
  guint tables, filled; /* of the tables that there have been: how many, and how many had rows */
  GPtrArray *empty;     /* MigharUnfilled: the others, sorted by table; or NULL */
  GPtrArray *few; /* MigharUnfilled: those that take no more than some, where many are wanted; or NULL */
  char *lessened; /* the version whose up does not take many rows, so that few were made from there on; or
                     NULL */
  GPtrArray *gave_way; /* char *: versions whose ups do not take such rows, in order; or NULL */
} MigharMadeRows;

void mighar_made_rows_clear(MigharMadeRows *rows);

typedef struct {
  const char *engine; /* "postgres"; static */
  const char *title;  /* "PostgreSQL"; static */
  char *version;      /* "15.18"; NULL when the engine did not run */
  char *where;        /* "in memory", "a server of its own, in /dev/shm": for people; NULL as above */
  char *format;       /* "goose" */
  char *directory;
  double seconds;
  double costs[MIGHAR_N_COSTS]; /* seconds of all threads together; what is in none of them went to nothing
                                   worth naming */
  char *skipped;                /* why the engine did not run; NULL when it did */
  char *kept;                   /* how to connect to a database that was kept; or NULL */
  char *not_estimated;          /* why estimates are missing that were asked for; or NULL */
  MigharMadeRows rows;
  GPtrArray *migrations; /* MigharMigrationReport */
  GPtrArray *checks;     /* MigharCheckReport of the whole chain */
} MigharEngineReport;

typedef struct {
  double seconds;
  gint64 started;      /* seconds since 1970, UTC */
  GPtrArray *engines;  /* MigharEngineReport */
  GPtrArray *warnings; /* char *: of the loader */
} MigharReport;

MigharCheckReport *mighar_check_report_new(const char *check);
/* Nothing is found any more: findings and notes that there are none of take no room. */
void mighar_check_report_end(MigharCheckReport *report);
void mighar_check_report_free(MigharCheckReport *report);

/* The fixes of all its findings in the order in which they work, each once, a line for each; NULL when there
 * are none. Free with g_free(). */
char *mighar_check_report_fix(const MigharCheckReport *report);

MigharMigrationReport *mighar_migration_report_new(const MigharMigration *migration);
void mighar_migration_report_free(MigharMigrationReport *report);
/* No check is added any more: those of which there is nothing to say take little room from here on. */
void mighar_migration_report_end(MigharMigrationReport *report);
/* Its checks in the order they were made: MigharCheckReport. Free with g_ptr_array_unref(). */
GPtrArray *mighar_migration_report_checks(const MigharMigrationReport *report);
MigharEngineReport *mighar_engine_report_new(const MigharChain *chain);
void mighar_engine_report_free(MigharEngineReport *report);
MigharReport *mighar_report_new(void);
void mighar_report_free(MigharReport *report);

/* How many verdicts of each kind, indexed by MigharVerdict. */
typedef struct {
  guint of[MIGHAR_UNKNOWN + 1];
} MigharTally;

void mighar_tally_engine(const MigharEngineReport *report, MigharTally *tally);
void mighar_tally(const MigharReport *report, MigharTally *tally);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharCheckReport, mighar_check_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharMigrationReport, mighar_migration_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharEngineReport, mighar_engine_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharReport, mighar_report_free)
