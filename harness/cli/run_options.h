/* What can be said to `mighar run`. */
#pragma once

#include <mighar/verify.h>

/* The outputs that can be written to a file: names of them, and of their options. */
#define RUN_N_REPORTS 2
extern const char *const run_reports[RUN_N_REPORTS];

typedef struct {
  char *path; /* NULL: the project is found from here */
  char **engines;
  char *format;
  char *config; /* NULL: the project's own */
  char *postgres_url;
  char **postgres_binaries;
  char *reports[RUN_N_REPORTS]; /* a file, "-" or NULL, in the order of run_reports */
  char *only;
  char **checks;
  char **required;
  char *seed_text, *rows_text, *timeout_text, *estimate_text, *jobs_text, *snapshot; /* as given */
  gboolean strict;
  gboolean timings;
  gboolean keep;
  gboolean verbose;
  gboolean quiet;
  gboolean no_colour;
  gboolean help; /* wanted instead of a run; nothing else was looked at */
  guint64 jobs;  /* at least 1 */
  MigharSnapshots snapshots;
  guint64 seed, rows;    /* of the rows that tables are given, and how many: given, fixed or the default */
  guint64 rows_timeout;  /* seconds; 0: none */
  guint64 estimate_rows; /* 0: nothing is estimated */
  MigharLevels *levels;  /* of checks and the defaults */
  MigharSelection *selection; /* of only; NULL: all */
} RunOptions;

void run_options_clear(RunOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RunOptions, run_options_clear)

/* Fills options (which start as zeros) from the arguments, the first of which is the command's name.
 * Everything that can be known to be wrong before anything is read is an error here: MIGHAR_ERROR_USAGE. */
gboolean run_options_parse(RunOptions *options, int argc, char **argv, GError **error);

/* The help of the command. Free with g_free(). */
char *run_options_help(void);

/* What the driver of this engine is to be asked for. The strings stay the options' own. */
MigharServerOptions run_options_server(const RunOptions *options, const char *engine);
