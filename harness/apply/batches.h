/* A statement in batches: one after the other, each for the rows between two values of the key, in a
 * transaction of its own. The values are read from the table, as rows of a certain number, so a batch costs
 * the same wherever in the table it is; that the ranges have no gaps between them is what makes them
 * complete, whatever rows come and go meanwhile. What comes in behind the last row that was there at the
 * beginning is not gone through. */
#pragma once

#include <mighar/apply.h>
#include <mighar/target.h>

/* How far the batches of a statement have come. */
typedef struct {
  char *key;    /* by which they are made */
  char *behind; /* the last one ended with this value, as SQL has it; NULL: there was none */
  char *until;  /* the last of all ends with this value, as SQL has it; NULL: not known yet */
  guint n;      /* batches that are done */
} BatchesProgress;

void batches_progress_clear(BatchesProgress *progress);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BatchesProgress, batches_progress_clear)

/* As the history keeps it; free with g_free(). */
char *batches_progress_text(const BatchesProgress *progress);

/* FALSE where text, perhaps NULL, is no such thing; progress is overwritten. */
gboolean batches_progress_read(BatchesProgress *progress, const char *text);

/* For people: "12 batches, id up to 12000 of 50000". Free with g_free(). */
char *batches_progress_describe(const BatchesProgress *progress);

/* What the batches are run with. */
typedef struct {
  MigharDialect dialect;

  /* Reads the only value of a query: *value is NULL where that has no row, or NULL. */
  gboolean (*read)(void *data, const char *sql, char **value, GError **error);

  /* Runs a part of the statement as one transaction, and records progress in it. outcome is overwritten. */
  gboolean (*run)(void *data, const MigharScript *part, const BatchesProgress *progress,
                  MigharWorkOutcome *outcome, GError **error);

  /* Called after each batch but the last. May be NULL. */
  gboolean (*rest)(void *data, const BatchesProgress *progress, GError **error);

  void *data;
} BatchesHost;

/* Whether the script can be run in its batches on this database: *problem is a sentence that says why not,
 * *hint what to do, which may be NULL; free both with g_free(). FALSE on error alone. */
gboolean batches_check(const MigharScript *script, const BatchesHost *host, char **problem, char **hint,
                       GError **error);

/* Runs all batches behind where progress is, and moves it on. outcome is overwritten: of the batch that
 * failed, or of the whole. */
gboolean batches_run(const MigharScript *script, const BatchesHost *host, BatchesProgress *progress,
                     MigharWorkOutcome *outcome, GError **error);

/* The query for the value that the next batch ends with, and the script of the part between two values. Free
 * with g_free(), mighar_script_free(). */
char *batches_query(const MigharScript *script, MigharDialect dialect, const BatchesProgress *progress);
MigharScript *batches_part(const MigharScript *script, MigharDialect dialect, const char *behind,
                           const char *until);
