/* Command lines of other programs, as a person would type them. */
#pragma once

#include <glib.h>

typedef struct {
  gboolean succeeded; /* it ended with exit code 0 */
  double seconds;
  char *output;     /* what it wrote to its standard output; owned */
  char *complaint;  /* how it ended and its last word about it, on one line; NULL when it succeeded; owned */
  char *last_words; /* the last lines that it wrote to standard error, or to standard output if it wrote none
                       there; NULL when it wrote nothing or succeeded; owned */
} MigharShellOutcome;

void mighar_shell_outcome_clear(MigharShellOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigharShellOutcome, mighar_shell_outcome_clear)

/* Runs line with sh in the directory, with nothing but environment ("NAME=value", NULL ends) in its
 * environment and nothing to read, and waits for its end; after so many seconds (0: never) it and all that it
 * has started is ended, which is a failure. outcome is overwritten. A line that fails is data; FALSE, with
 * MIGHAR_ERROR_ENVIRONMENT, when it could not be started at all. */
gboolean mighar_shell_run(const char *line, const char *directory, char **environment, guint seconds,
                          MigharShellOutcome *outcome, GError **error);

/* Ends the line that is running, and what it has started. For the handler of a signal: async-signal-safe. */
void mighar_shell_abandon(void);
