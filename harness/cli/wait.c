#include "arguments.h"
#include "command.h"
#include "env_file.h"
#include "say.h"
#include "schema.h"

#include <mighar/error.h>
#include <mighar/target.h>

#define PAUSE_MICROSECONDS (250 * 1000)

typedef struct {
  char *database;
  char *env_file;
  char *timeout;
  gboolean help;
} Options;

static void options_clear(Options *options)
{
  g_free(options->database);
  g_free(options->env_file);
  g_free(options->timeout);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static const Argument table[] = {
    {{"database", 0, WORD, "the database (default: DATABASE_URL)", "URL"}, offsetof(Options, database)},
    {{"timeout", 0, WORD, "give up after so long (default: 60)", "SECONDS"}, offsetof(Options, timeout)},
    {{"env-file", 0, WORD, "set variables from this file (default: .env, if it is there)", "FILE"},
     offsetof(Options, env_file)},
    {{"help", 'h', FLAG, "print this", NULL}, offsetof(Options, help)},
};

static const Arguments arguments = {
    .command = "wait",
    .summary = "Waits until the database takes connections: exit code 0 then, 3 when it does not in time.",
    .operands = "",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static char *help(const Command *command G_GNUC_UNUSED)
{
  return arguments_help(&arguments, "URL is what 'mighar up' takes.\n");
}

static const char *find_url(const Options *options, GError **error)
{
  const char *url = options->database != NULL ? options->database : g_getenv("DATABASE_URL");
  if (url == NULL)
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "give --database URL, or set DATABASE_URL",
                     "nothing tells which database is meant");
  return url;
}

static gboolean read_timeout(const char *text, double *seconds, GError **error)
{
  char *end = NULL;
  *seconds = text != NULL ? g_ascii_strtod(text, &end) : 60;
  if (text == NULL || (*end == '\0' && end != text && *seconds >= 0 && *seconds <= 1e6))
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "--timeout: '%s' is no number of seconds", text);
  return FALSE;
}

/* What is wrong with the call will not get better. */
static gboolean wait_for(const MigharDriver *driver, const char *url, double seconds, GError **error)
{
  gint64 until = g_get_monotonic_time() + (gint64)(seconds * G_USEC_PER_SEC);
  const MigharTargetSettings settings = {0};
  for (;;) {
    g_autoptr(GError) problem = NULL;
    MigharTarget *target = driver->target->open(url, &settings, &problem);
    if (target != NULL) {
      driver->target->close(target);
      return TRUE;
    }
    if (g_error_matches(problem, MIGHAR_ERROR, MIGHAR_ERROR_USAGE) || g_get_monotonic_time() >= until) {
      g_propagate_error(error, g_steal_pointer(&problem));
      return FALSE;
    }
    g_usleep(PAUSE_MICROSECONDS);
  }
}

static ExitCode run(const Command *command, int argc, char **argv)
{
  g_auto(Options) options = {0};
  g_autoptr(GError) error = NULL;
  double seconds;
  if (!arguments_parse(&arguments, &options, &argc, &argv, &error))
    return say_error(error);
  if (options.help) {
    g_autofree char *text = help(command);
    return say_text(stdout, text);
  }
  const char *url = env_file_read(options.env_file, &error) ? find_url(&options, &error) : NULL;
  const MigharDriver *driver = url != NULL ? schema_driver("--database", url, &error) : NULL;
  if (driver == NULL || !read_timeout(options.timeout, &seconds, &error) ||
      !wait_for(driver, url, seconds, &error))
    return say_error(error);
  return EXIT_GOOD;
}

const Command command_wait = {
    .name = "wait",
    .summary = "wait until a database takes connections",
    .help = help,
    .run = run,
};
