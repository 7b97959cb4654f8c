/* The apply runner: takes a database that exists from version to version and keeps the ledger of the format's
 * own tool beside mighar's history. One runner works on one database. */
#pragma once

#include <mighar/finding.h>
#include <mighar/plan.h>
#include <mighar/target.h>

/* The history's table, in the schema of the ledger. */
#define MIGHAR_HISTORY "mighar_history"

typedef struct {
  const char *url;
  const char *table; /* the ledger's name, "name" or "schema.name"; NULL: the tool's own */
  MigharTargetSettings settings;
  guint lock_retries; /* how often a step is tried again that did not get a lock in time */
  double batch_lag;   /* seconds that replicas may be behind before batches wait for them; 0: for ever */
  gboolean (*asked_to_stop)(
      void);          /* whether a step that can be gone on with is to stop where it is; or NULL */
  char **environment; /* for external chains; NULL ends; or NULL */
} MigharRunnerOptions;

/* What the database and the files say of one version. */
typedef struct {
  const MigharMigration *migration; /* NULL: the project has none of this version */
  char *version;
  gboolean applied;
  gboolean unfinished;       /* begun, and neither ended nor undone */
  gboolean changed;          /* the file is another one than was applied */
  gboolean out_of_order;     /* not applied, though a later one is */
  MigharDirection direction; /* of what is unfinished */
  guint reached;             /* unfinished: statements that are done */
  guint statements;          /* unfinished: of so many */
  char *when;                /* the last time something was done with it; NULL: the history does not know */
  char *by;                  /* who did; or NULL */
  char *progress; /* unfinished: how far the batches of its statement are, as the history has it; or
                     NULL */
  char *batches;  /* the same for people: "12 batches, id up to 1200 of 5000"; or NULL */
  char *problem;  /* how the last attempt failed, if it did; or NULL */
  char *attempt;  /* the unfinished attempt's name in the history; or NULL */
  char *recorded; /* the checksum that was applied, as the history or the ledger has it; or NULL */
} MigharState;

typedef struct MigharRunner MigharRunner;

/* Opens the database and finds its ledger. MIGHAR_ERROR_USAGE where another tool's ledger is there, or one of
 * a wrong shape. The chain must outlive the runner. Free with mighar_runner_close(). */
MigharRunner *mighar_runner_open(const MigharChain *chain, const MigharRunnerOptions *options,
                                 GError **error);
void mighar_runner_close(MigharRunner *runner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharRunner, mighar_runner_close)

MigharTarget *mighar_runner_target(const MigharRunner *runner);

/* Waits for other processes: see MigharTargetDriver.lock. Does nothing where the driver has no lock. */
gboolean mighar_runner_lock(MigharRunner *runner, double seconds, const char *mode,
                            void (*waiting)(void *data, const char *holder), void *data, GError **error);

/* Makes the ledger and the history where they are not there. */
gboolean mighar_runner_prepare(MigharRunner *runner, GError **error);

/* Reads the ledger and the history: an array of MigharState in the order of versions, which stays the
 * runner's. NULL on error. */
const GPtrArray *mighar_runner_read(MigharRunner *runner, GError **error);

/* What is wrong with what was read, of all versions in one message: MIGHAR_ERROR_USAGE. */
gboolean mighar_runner_check(const MigharRunner *runner, gboolean allow_out_of_order, GError **error);

/* Whether the steps, which are all downs of what is after the migration of index last (-1: of all), leave
 * nothing above them, or, where there are none, after that, that is applied and has no file:
 * MIGHAR_ERROR_USAGE. */
gboolean mighar_runner_check_downs(const MigharRunner *runner, const GArray *steps, int last, GError **error);

/* Which of the chain's migrations are applied, one gboolean for each; the runner's. */
const gboolean *mighar_runner_applied(const MigharRunner *runner);

/* Executes one step and records it. outcome is overwritten. After a step that lost the connection, what
 * became of it has been looked up: outcome->outcome.applied is true, whatever the connection did. */
gboolean mighar_runner_step(MigharRunner *runner, const MigharRunnerStep *step, MigharWorkOutcome *outcome,
                            GError **error);

/* Told of a step that was executed, and what came of it. FALSE: no more are to be begun. */
typedef gboolean (*MigharRunnerDone)(void *data, const MigharRunnerStep *step,
                                     const MigharWorkOutcome *outcome);

/* Executes the steps from the first on for as long as each can be sent while those before it are on their
 * way, and tells of each. Ends after one that fails, of which it tells as mighar_runner_step() does, and
 * before the first that cannot be sent or that did not get a lock in time: that one is for
 * mighar_runner_step(). */
gboolean mighar_runner_ahead(MigharRunner *runner, const GArray *steps, guint first, MigharRunnerDone done,
                             void *data, GError **error);

/* To be called after the last step: what was committed so far outlives a crash of the server.
 * MIGHAR_ERROR_ENVIRONMENT. */
gboolean mighar_runner_settle(MigharRunner *runner, GError **error);

/* What the step would send. NULL on error. */
GString *mighar_runner_render(MigharRunner *runner, const MigharRunnerStep *step, GError **error);

/* Records the migrations of the steps, which are ups, as applied, without running anything: in the way that
 * the ledger's tool has for a database that was there before it, where nothing else is recorded yet. */
gboolean mighar_runner_baseline(MigharRunner *runner, const GArray *steps, GError **error);

/* Records versions as applied, or as not applied, without running anything. */
gboolean mighar_runner_record(MigharRunner *runner, const MigharRunnerStep *step, const char *outcome,
                              GError **error);

/* The outcome as a finding with its place, as mighar_apply() tells of it. NULL when it is applied. */
MigharFinding *mighar_runner_explain(const MigharRunner *runner, const MigharScript *script,
                                     const MigharWorkOutcome *outcome);

/* The name of the ledger, for people. */
const char *mighar_runner_ledger(const MigharRunner *runner);
