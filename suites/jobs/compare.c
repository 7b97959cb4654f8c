/* compare SEGMENT JOBS [ARGUMENT...]: verifies a project twice, with one thread and with JOBS of them, of
 * which each walks along SEGMENT migrations at a time (0: as many as mighar thinks best), and compares the
 * two reports as JSON without times. The arguments are those of `mighar run`. Prints the difference and exits
 * with 1 where there is one. */
#include "bench.h"
#include "project.h"
#include "run_options.h"

#include <mighar/output.h>

#include <stdio.h>
#include <stdlib.h>

static G_GNUC_NORETURN void give_up(const char *doing, const GError *error)
{
  fprintf(stderr, "compare: %s: %s\n", doing, error != NULL ? error->message : "");
  exit(2);
}

static char *replace(const char *text, const char *pattern, const char *with)
{
  g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
  return g_regex_replace_literal(regex, text, -1, 0, with, 0, NULL);
}

/* Times, and the names of databases, are others in each run. */
static char *forget(const char *json)
{
  g_autofree char *timeless = replace(json, "\"seconds\": [0-9.e-]+", "\"seconds\": 0");
  return replace(timeless, "mighar(_[0-9a-f]{8})?_[0-9]+", "mighar_N");
}

static char *verify(const GPtrArray *chains, const RunOptions *options, guint jobs, guint segment)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharJobs) threads = jobs > 0 ? mighar_jobs_new(jobs) : NULL;
  const MigharVerifyOptions verify = {.levels = options->levels,
                                      .selection = options->selection,
                                      .strict = options->strict,
                                      .seed = options->seed,
                                      .rows = options->rows,
                                      .rows_timeout = options->rows_timeout,
                                      .jobs = threads,
                                      .segment = segment};
  g_autoptr(MigharReport) report = mighar_report_new();
  g_autoptr(GPtrArray) benches = benches_open(chains, options, &error);
  if (benches == NULL)
    give_up("opening", error);
  benches_run(benches, &verify, report, &error);
  const MigharOutputStyle style = {0};
  g_autofree char *json = mighar_output_text(mighar_output_find("json"), report, &style, NULL);
  return forget(json);
}

static void print_difference(const char *alone, const char *together)
{
  g_auto(GStrv) a = g_strsplit(alone, "\n", -1), b = g_strsplit(together, "\n", -1);
  guint told = 0;
  for (guint i = 0; a[i] != NULL && b[i] != NULL && told < 20; i++)
    if (!g_str_equal(a[i], b[i])) {
      printf("line %u\n- %s\n+ %s\n", i + 1, a[i], b[i]);
      told++;
    }
}

int main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  g_auto(RunOptions) options = {0};
  if (argc < 3)
    give_up("usage", NULL);
  guint segment = (guint)atoi(argv[1]), jobs = (guint)atoi(argv[2]);
  argv[2] = (char *)"run";
  if (!run_options_parse(&options, argc - 2, argv + 2, &error))
    give_up("arguments", error);
  const MigharLoadOptions load = {.path = options.path,
                                  .format = options.format,
                                  .engines = (const char *const *)options.engines,
                                  .database_url = options.postgres_url};
  g_autoptr(GPtrArray) chains = project_load(load, options.config, &error);
  if (chains == NULL)
    return 0; /* there is nothing to compare */
  g_autofree char *alone = verify(chains, &options, 0, 0);
  g_autofree char *together = verify(chains, &options, jobs, segment);
  if (g_str_equal(alone, together))
    return 0;
  print_difference(alone, together);
  return 1;
}
