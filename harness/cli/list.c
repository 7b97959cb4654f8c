#include "command.h"

#include "arguments.h"
#include "project.h"
#include "say.h"

#include <mighar/output.h>
#include <stdio.h>

typedef struct {
  char *path;
  char **engines;
  char *format;
  char *config;
  gboolean json;
  gboolean help;
} ListOptions;

static void options_clear(ListOptions *options)
{
  g_free(options->path);
  g_strfreev(options->engines);
  g_free(options->format);
  g_free(options->config);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ListOptions, options_clear)

#define AT(field) offsetof(ListOptions, field)

static const Argument table[] = {
    {{"engine", 0, WORDS, "list this engine; may be repeated (default: all of the project)", "ENGINE"},
     AT(engines)},
    {{"format", 0, WORD, "read the migrations as this format (default: as they look)", "FORMAT"}, AT(format)},
    {{"config", 0, WORD, "read this file instead of the project's mighar.ini", "FILE"}, AT(config)},
    {{"json", 0, FLAG, "print JSON", NULL}, AT(json)},
    {{"help", 'h', FLAG, "print this", NULL}, AT(help)},
};

static const Arguments arguments = {
    .command = "list",
    .summary = "Shows what mighar reads of a project. Nothing is run.",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

/* What the words in the table's columns mean. */
static char *help(const Command *command G_GNUC_UNUSED)
{
  return arguments_help(&arguments, "The columns up and down count statements; - is no script. Transaction:\n"
                                    "  wrapped  one transaction is put around the script\n"
                                    "  own      the script begins or ends transactions itself\n"
                                    "  message  one message, of which PostgreSQL makes a transaction\n"
                                    "  none     each statement for itself\n"
                                    "  command  no script, but a command line of mighar.ini\n");
}

static ExitCode print_chains(const GPtrArray *chains, gboolean json)
{
  const MigharOutputStyle style = {0};
  g_autoptr(GError) error = NULL;
  GString *text = json ? mighar_chains_to_json(chains, &error) : mighar_chains_to_text(chains, &style);
  ExitCode code = text != NULL ? say_text(stdout, text->str) : say_error(error);
  if (text != NULL)
    g_string_free(text, TRUE);
  return code;
}

static void say_warnings(const GPtrArray *chains)
{
  for (guint i = 0; i < chains->len; i++) {
    const GPtrArray *warnings = ((const MigharChain *)g_ptr_array_index(chains, i))->warnings;
    for (guint j = 0; j < warnings->len; j++)
      say_warning(g_ptr_array_index(warnings, j));
  }
}

static ExitCode run(const Command *command, int argc, char **argv)
{
  g_auto(ListOptions) options = {0};
  g_autoptr(GError) error = NULL;
  if (!arguments_parse(&arguments, &options, &argc, &argv, &error))
    return say_error(error);
  if (options.help) {
    g_autofree char *text = help(command);
    return say_text(stdout, text);
  }
  if (!arguments_take_path(argc, argv, &options.path, &error))
    return say_error(error);
  const MigharLoadOptions load = {
      .path = options.path,
      .format = options.format,
      .engines = (const char *const *)options.engines,
  };
  g_autoptr(GPtrArray) chains = project_load(load, options.config, &error);
  if (chains == NULL)
    return say_error(error);
  say_warnings(chains);
  return print_chains(chains, options.json);
}

const Command command_list = {
    .name = "list",
    .summary = "show what is read of a project",
    .help = help,
    .run = run,
};
