/* What a runner holds; for the files runner*.c. */
#pragma once

#include "checksum.h"
#include "history.h"

#include <mighar/runner.h>

struct MigharRunner {
  const MigharChain *chain;
  const MigharTargetDriver *driver;
  MigharTarget *target;
  MigharTargetSettings settings;
  guint lock_retries;
  guint tried; /* attempts at what is done next, of which each missed a lock */
  double batch_lag;
  gboolean (*asked_to_stop)(void);
  const Ledger *ledger;
  gboolean kept;        /* mighar writes to the ledger; FALSE: another program does */
  char *schema;         /* of the ledger; NULL: the engine has none, or there is no ledger */
  char *history_schema; /* of the history; NULL: the engine has none */
  char *name;           /* the ledger's, without a schema */
  char *table;          /* both, as SQL takes it */
  char *history;        /* the history's name, as SQL takes it */
  gboolean has_ledger;
  gboolean has_rows; /* the ledger tells of versions, applied or taken back */
  gboolean has_history;
  GPtrArray *states; /* MigharState; NULL: not read */
  gboolean *applied; /* for each of the chain's migrations */
  GHashTable *named; /* states by what the ledger calls them; NULL: it is not being read */
};

/* Chooses the ledger that is to be kept or read, before anything is known of the database: what the options
 * and the chain say. */
void runner_choose_ledger(MigharRunner *runner, const char *table);

/* Looks for the ledger and the history in the database. FALSE and MIGHAR_ERROR_USAGE where what is there is
 * none, or another tool's. */
gboolean runner_find_ledger(MigharRunner *runner, GError **error);

/* Whether the ledger has the migration now, whatever was read before. */
gboolean runner_is_applied(MigharRunner *runner, const MigharMigration *migration, gboolean *applied,
                           GError **error);

/* Lists of filled templates; add to statements. */
void runner_fill_list(const MigharRunner *runner, GPtrArray *statements, const char *const *templates,
                      const TemplateValue *values);

/* Has the chain's program do the step: the program is another one, so there is no transaction for the step
 * and its record. */
gboolean runner_command(MigharRunner *runner, const MigharRunnerStep *step, const MigharWork *work,
                        MigharWorkOutcome *outcome, GError **error);

/* Runs the script of work in its batches, behind progress (as the history has it, or NULL); record makes the
 * statement that records how far they are, and is given what record_data is. A problem of the database with
 * the batches is told before anything is done. */
typedef char *(*RunnerRecordProgress)(void *data, const char *progress);
gboolean runner_batches(MigharRunner *runner, const MigharWork *work, const char *progress,
                        RunnerRecordProgress record, void *record_data, MigharWorkOutcome *outcome,
                        GError **error);

/* What runner_batches would send, with :behind and :until in the place of the values. */
GString *runner_batches_render(MigharRunner *runner, const MigharWork *work, RunnerRecordProgress record,
                               void *record_data);

/* Does the work, and again where all that is wrong is a lock that was not to be had in time and nothing of
 * the work is done: after a pause that doubles, of which settings.event is told. Goes on behind what an
 * interrupted statement left unusable, which is removed if the statement to go on with is the one that made
 * it; resumed says that there was an attempt before. What is left unusable by a failure is named in the
 * outcome's hint. */
gboolean runner_do(MigharRunner *runner, const MigharWork *work, gboolean resumed, MigharWorkOutcome *outcome,
                   GError **error);

/* Waits before the attempt of this number, counted from 0, behind the first one, and tells of it. */
void runner_pause(const MigharRunner *runner, const MigharOutcome *outcome, guint number);

/* Whether it failed because a lock was not to be had in time. */
gboolean runner_is_lock_miss(const MigharOutcome *outcome);
