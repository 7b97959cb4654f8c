/* What is recorded of a step, and of how it ends. */
#pragma once

#include "runner_entry.h"

/* The arrays hold the texts, with NULL at their ends: see MigharWork. */
typedef struct {
  Entry entry;
  GPtrArray *whole, *begin, *end;
  char *reached;
  MigharDialect dialect;
} Record;

/* record is overwritten. */
void record_make(Record *record, const MigharRunner *runner, const MigharRunnerStep *step);
void record_clear(Record *record);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Record, record_clear)

/* The step's work, whose lists are the record's. */
MigharWork record_work(const MigharRunner *runner, const MigharRunnerStep *step, const Record *record);

/* Whether the step was begun before, and goes on. */
gboolean record_is_begun(const MigharRunner *runner, const MigharRunnerStep *step);

/* Does what an outcome calls for that is no success: looks up what became of a step whose connection was
 * lost, and tells the history of a failure. FALSE where the first cannot be done. */
gboolean record_settle(Record *record, MigharRunner *runner, MigharWorkOutcome *outcome, GError **error);
