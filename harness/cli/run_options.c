#include "run_options.h"

#include "arguments.h"
#include "run_values.h"

#include <mighar/driver.h>
#include <mighar/error.h>
#include <mighar/load.h>

#define PATHS                                                                                                \
  "PATH is a directory of migrations, or one that holds a directory for each engine; without it\n"           \
  "the project is found from the current directory. Where a directory does not tell its engine,\n"           \
  "--engine, --postgres or DATABASE_URL does; mighar never connects to DATABASE_URL."

#define AT(field) offsetof(RunOptions, field)

static const Argument table[] = {
    {{"engine", 0, WORDS, "verify this engine; may be repeated (default: all of the project)", "ENGINE"},
     AT(engines)},
    {{"format", 0, WORD, "read the migrations as this format (default: as they look)", "FORMAT"}, AT(format)},
    {{"config", 0, WORD, "read this file instead of the project's mighar.ini", "FILE"}, AT(config)},
    {{"only", 0, WORD, "verify these: a version, a range 3..7, a glob '*_users*', or several with commas",
      "WHICH"},
     AT(only)},
    {{"check", 0, WORDS, "what a failure of the check counts as: fail, warn or off", "NAME=LEVEL"},
     AT(checks)},
    {{"rows", 0, WORD,
      "write rows to tables that have fewer than N, so that there is something to lose "
      "(default: 5; 0: none)",
      "N"},
     AT(rows_text)},
    {{"rows-timeout", 0, WORD,
      "do without rows that were made up where a script takes longer than N seconds over them (default: 30; "
      "0: wait)",
      "N"},
     AT(timeout_text)},
    {{"estimate-rows", 0, WORD, "estimate how long each leg takes with N rows in each table", "N"},
     AT(estimate_text)},
    {{"seed", 0, WORD, "make other rows: the same N, the same rows (default: 1)", "N"}, AT(seed_text)},
    {{"snapshot", 0, WORD,
      "read schemas as incremental, full, or verify: incremental, each compared with a full one "
      "(default: incremental)",
      "HOW"},
     AT(snapshot)},
    {{"jobs", 'j', WORD, "let N threads work at a time (default: as many as there are processors)", "N"},
     AT(jobs_text)},
    {{"timings", 0, FLAG, "tell what the time went to", NULL}, AT(timings)},
    {{"strict", 0, FLAG, "warnings are failures", NULL}, AT(strict)},
    {{"require", 0, WORDS, "an engine that is not there is an error, not a skip", "ENGINE"}, AT(required)},
    {{"postgres", 0, WORD, "make scratch databases on this server (default: on one of mighar's own)", "URL"},
     AT(postgres_url)},
    {{"postgres-bin", 0, WORDS, "start a server from the binaries in DIR; may be repeated", "DIR"},
     AT(postgres_binaries)},
    {{"junit", 0, WORD, "write a JUnit XML report; - is standard output", "FILE"}, AT(reports[0])},
    {{"json", 0, WORD, "write a JSON report; - is standard output", "FILE"}, AT(reports[1])},
    {{"keep", 0, FLAG, "keep the first scratch database that a check fails on, and say how to connect", NULL},
     AT(keep)},
    {{"verbose", 'v', FLAG, "print notes, too: what is worth knowing, and is no finding", NULL}, AT(verbose)},
    {{"quiet", 'q', FLAG, "print findings only", NULL}, AT(quiet)},
    {{"no-colour", 0, FLAG, "print no colours; so does NO_COLOR in the environment", NULL}, AT(no_colour)},
    {{"no-color", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL}, AT(no_colour)},
    {{"help", 'h', FLAG, "print this", NULL}, AT(help)},
};

const char *const run_reports[RUN_N_REPORTS] = {"junit", "json"};

/* Options that are about the servers of one engine. */
static const struct {
  const char *engine;
  gsize url;
  gsize binaries;
} servers[] = {
    {"postgres", AT(postgres_url), AT(postgres_binaries)},
};

void run_options_clear(RunOptions *options)
{
  g_free(options->path);
  g_strfreev(options->engines);
  g_free(options->format);
  g_free(options->config);
  g_free(options->postgres_url);
  g_strfreev(options->postgres_binaries);
  for (guint i = 0; i < RUN_N_REPORTS; i++)
    g_free(options->reports[i]);
  g_free(options->only);
  g_strfreev(options->checks);
  g_free(options->seed_text);
  g_free(options->rows_text);
  g_free(options->timeout_text);
  g_free(options->jobs_text);
  g_free(options->snapshot);
  g_free(options->estimate_text);
  g_strfreev(options->required);
  g_clear_pointer(&options->levels, mighar_levels_free);
  mighar_selection_free(options->selection);
  *options = (RunOptions){0};
}

MigharServerOptions run_options_server(const RunOptions *options, const char *engine)
{
  MigharServerOptions wanted = {0};
  for (guint i = 0; i < G_N_ELEMENTS(servers); i++)
    if (g_str_equal(servers[i].engine, engine)) {
      wanted.url = G_STRUCT_MEMBER(const char *, options, servers[i].url);
      wanted.binary_directories = G_STRUCT_MEMBER(const char *const *, options, servers[i].binaries);
    }
  return wanted;
}

/* What stands below the options */

static char *describe_words(void)
{
  static const char *const levels[] = {
      [MIGHAR_LEVEL_OFF] = "off", [MIGHAR_LEVEL_WARN] = "warn", [MIGHAR_LEVEL_FAIL] = "fail"};
  guint n;
  const MigharCheckFacts *const *checks = mighar_checks(&n);
  g_autofree char *formats = g_strjoinv(", ", (char **)mighar_format_names());
  g_autoptr(GString) text = g_string_new("Engines:");
  for (guint i = 0; mighar_drivers[i] != NULL; i++)
    g_string_append_printf(text, "%s %s", i > 0 ? "," : "", mighar_drivers[i]->engine->name);
  g_string_append_printf(text, "\nFormats: %s\n\nChecks:\n", formats);
  for (guint i = 0; i < n; i++)
    g_string_append_printf(text, "  %-8s %-5s %s\n", checks[i]->name, levels[checks[i]->level],
                           checks[i]->asserts);
  g_string_append(text, "\n" PATHS);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static const Arguments arguments = {
    .command = "run",
    .summary = "Applies each migration up, down and up again on scratch databases and compares the schemas.",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

char *run_options_help(void)
{
  g_autofree char *words = describe_words();
  return arguments_help(&arguments, words);
}

gboolean run_options_parse(RunOptions *options, int argc, char **argv, GError **error)
{
  if (!arguments_parse(&arguments, options, &argc, &argv, error))
    return FALSE;
  return options->help ||
         (arguments_take_path(argc, argv, &options->path, error) && run_values_read(options, error));
}
