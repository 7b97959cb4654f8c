#include "command.h"

#include "bench.h"
#include "destination.h"
#include "progress.h"
#include "project.h"
#include "run_options.h"
#include "run_values.h"
#include "say.h"

#include <mighar/error.h>
#include <mighar/output.h>
#include <stdio.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Before the run */

/* The project's chains. The URL is only looked at for the engine that it names. */
static GPtrArray *load_chains(const RunOptions *options, GError **error)
{
  const MigharLoadOptions load = {
      .path = options->path,
      .format = options->format,
      .engines = (const char *const *)options->engines,
      .database_url = options->postgres_url,
  };
  return project_load(load, options->config, error);
}

static gboolean has_chain(const GPtrArray *chains, const char *engine)
{
  for (guint i = 0; i < chains->len; i++)
    if (g_str_equal(((const MigharChain *)g_ptr_array_index(chains, i))->engine->name, engine))
      return TRUE;
  return FALSE;
}

static gboolean check_present(const GPtrArray *chains, const char *option, char **engines, GError **error)
{
  for (guint i = 0; engines != NULL && engines[i] != NULL; i++)
    if (!has_chain(chains, engines[i])) {
      mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL,
                       "%s: the project has no migrations of the engine '%s'", option, engines[i]);
      return FALSE;
    }
  return TRUE;
}

static void take_warnings(const GPtrArray *chains, MigharReport *report)
{
  for (guint i = 0; i < chains->len; i++) {
    const GPtrArray *warnings = ((const MigharChain *)g_ptr_array_index(chains, i))->warnings;
    for (guint j = 0; j < warnings->len; j++) {
      say_warning(g_ptr_array_index(warnings, j));
      g_ptr_array_add(report->warnings, g_strdup(g_ptr_array_index(warnings, j)));
    }
  }
}

static gboolean fix_values(RunOptions *options, GError **error)
{
  g_autoptr(MigharConfig) config = NULL;
  return project_read_config(options->config, options->path, &config, error) &&
         run_values_fix(options, config, error);
}

/* The run */

/* Verifies all chains; the servers are gone on return. Errors of the environment leave a report that tells
 * what was found all the same. */
static gboolean verify(const GPtrArray *chains, const RunOptions *options, MigharReport *report,
                       GError **error)
{
  gboolean alone = options->jobs == 1 || options->estimate_rows > 0; // others would be in the times
  g_autoptr(MigharJobs) jobs = alone ? NULL : mighar_jobs_new((guint)options->jobs);
  const MigharVerifyOptions verify = {
      .levels = options->levels,
      .selection = options->selection,
      .strict = options->strict,
      .seed = options->seed,
      .rows = options->rows,
      .rows_timeout = options->rows_timeout,
      .snapshots = options->snapshots,
      .jobs = jobs,
      .estimate_rows = options->estimate_rows,
      .keep = options->keep,
      .progress = options->quiet ? (MigharProgress){0} : progress_hooks(),
  };
  g_autoptr(GPtrArray) benches = benches_open(chains, options, error);
  return benches != NULL && benches_run(benches, &verify, report, error);
}

/* A failed migration is told before trouble with the environment: to run again does not help there. */
static ExitCode judge(const MigharReport *report)
{
  MigharTally tally;
  mighar_tally(report, &tally);
  gboolean ran = FALSE;
  for (guint i = 0; i < report->engines->len; i++)
    ran |= ((const MigharEngineReport *)g_ptr_array_index(report->engines, i))->skipped == NULL;
  if (tally.of[MIGHAR_FAIL] > 0)
    return EXIT_FAILED;
  return ran && tally.of[MIGHAR_UNKNOWN] == 0 ? EXIT_GOOD : EXIT_ENVIRONMENT;
}

/* After the run */

/* Verifying takes most of the memory that a run takes, and all of that is free now, in pieces: what writing
 * reports takes need not come on top of it. */
static void give_memory_back(void)
{
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

static ExitCode say_report(FILE *stream, const MigharOutput *output, const MigharReport *report,
                           const MigharOutputStyle *style)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = mighar_output_text(output, report, style, &error);
  return text != NULL ? say_text(stream, text) : say_error(error);
}

/* What people read gives way to a report for programs on standard output. */
static ExitCode print_report(const MigharReport *report, const RunOptions *options)
{
  FILE *stream = run_values_use_stdout(options) ? stderr : stdout;
  const MigharOutputStyle style = {.colour = say_in_colour(stream, options->no_colour),
                                   .quiet = options->quiet,
                                   .verbose = options->verbose,
                                   .timings = options->timings};
  return say_report(stream, mighar_output_find("terminal"), report, &style);
}

/* What is to be written to a file. */
typedef struct {
  const MigharOutput *output;
  const MigharReport *report;
  const MigharOutputStyle *style;
} Document;

static gboolean fill_file(FILE *stream, void *data, GError **error)
{
  const Document *document = data;
  return document->output->write(document->report, document->style, stream, error);
}

static ExitCode write_report(const MigharReport *report, const char *output, const RunOptions *options,
                             const char *path)
{
  const MigharOutputStyle style = {.timings = options->timings};
  Document document = {mighar_output_find(output), report, &style};
  if (g_str_equal(path, "-"))
    return say_report(stdout, document.output, report, &style);
  g_autoptr(GError) error = NULL;
  return destination_fill(path, fill_file, &document, &error) ? EXIT_GOOD : say_error(error);
}

/* All reports are written, whatever becomes of one. */
static ExitCode report_all(const MigharReport *report, const RunOptions *options)
{
  ExitCode code = print_report(report, options);
  for (guint i = 0; i < RUN_N_REPORTS; i++)
    if (options->reports[i] != NULL) {
      ExitCode written = write_report(report, run_reports[i], options, options->reports[i]);
      code = MAX(code, written);
    }
  return code;
}

/* The command */

static ExitCode run_project(RunOptions *options)
{
  gint64 start = g_get_monotonic_time();
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharReport) report = mighar_report_new();
  g_autoptr(GPtrArray) chains = load_chains(options, &error);
  if (chains == NULL || !fix_values(options, &error) ||
      !check_present(chains, "--engine", options->engines, &error) ||
      !check_present(chains, "--require", options->required, &error))
    return say_error(error);
  take_warnings(chains, report);

  report->started = g_get_real_time() / G_USEC_PER_SEC;
  ExitCode code = verify(chains, options, report, &error) ? judge(report) : say_error(error);
  if (code == EXIT_USAGE || report->engines->len == 0)
    return code;
  report->seconds = (g_get_monotonic_time() - start) / 1e6;
  give_memory_back();
  ExitCode written = report_all(report, options);
  return MAX(code, written);
}

static char *help(const Command *command G_GNUC_UNUSED)
{
  return run_options_help();
}

static ExitCode run(const Command *command, int argc, char **argv)
{
  g_auto(RunOptions) options = {0};
  g_autoptr(GError) error = NULL;
  if (!run_options_parse(&options, argc, argv, &error))
    return say_error(error);
  if (!options.help)
    return run_project(&options);
  g_autofree char *text = help(command);
  return say_text(stdout, text);
}

const Command command_run = {
    .name = "run",
    .summary = "verify the migrations of a project",
    .help = help,
    .run = run,
};
