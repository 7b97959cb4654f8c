#include "migrate.h"

#include "env_file.h"
#include "fleet.h"
#include "project.h"
#include "say.h"
#include "schema.h"
#include "signals.h"

#include <glib/gstdio.h>
#include <math.h>
#include <mighar/error.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_RETRIES 5

static const char url_help[] =
    "URL is postgres://user@host:port/database (with everything that libpq takes), sqlite:PATH, a path, or\n"
    ":memory:. Versions that are applied are kept in the ledger of the format's own tool, and every attempt "
    "in\n"
    "the table mighar_history beside it.\n";

void migrate_options_clear(MigrateOptions *options)
{
  char **const texts[] = {&options->database,
                          &options->directory,
                          &options->format,
                          &options->config,
                          &options->env_file,
                          &options->table,
                          &options->to,
                          &options->lock_wait,
                          &options->lock,
                          &options->backup,
                          &options->batch_lag,
                          &options->targets,
                          &options->target_databases,
                          &options->target_schemas,
                          &options->jobs,
                          &options->failed_to,
                          &options->number,
                          &options->lock_timeout,
                          &options->statement_timeout,
                          &options->lock_retries,
                          &options->forget,
                          &options->applied,
                          &options->operand};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    g_free(*texts[i]);
  *options = (MigrateOptions){0};
}

static gboolean take_operand(const MigrateCommand *command, int argc, char **argv, MigrateOptions *options,
                             GError **error)
{
  int first = argc > 1 && g_str_equal(argv[1], "--") ? 2 : 1;
  if (argc > first + 1 || (argc > first && command->arguments->operands[0] == '\0')) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "--dir DIR names the migrations, --database URL the database",
                     "there is one argument too many");
    return FALSE;
  }
  if (argc <= first && command->needs_operand) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "mighar %s needs an argument: %s",
                     command->arguments->command, command->arguments->operands);
    return FALSE;
  }
  options->operand = argc > first ? g_strdup(argv[first]) : NULL;
  return TRUE;
}

static gboolean read_seconds(const char *option, const char *text, double otherwise, double *seconds,
                             GError **error)
{
  char *end;
  *seconds = text != NULL ? g_ascii_strtod(text, &end) : otherwise;
  if (text == NULL || (*end == '\0' && end != text && *seconds >= 0 && *seconds <= 1e6))
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "%s: '%s' is no number of seconds", option, text);
  return FALSE;
}

gboolean migrate_count(const char *text, guint *count, GError **error)
{
  guint64 number = 0;
  *count = 0;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT, &number, NULL)) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "--to VERSION names a version",
                     "'%s' is no number of migrations", text);
    return FALSE;
  }
  *count = (guint)number;
  return TRUE;
}

/* The engine whose databases are files. */
static const MigharDriver *find_driver_of_files(void)
{
  guint i = 0;
  while (mighar_drivers[i] != NULL && mighar_drivers[i]->is_database == NULL)
    i++;
  return mighar_drivers[i];
}

/* A path of nothing that is there: a file that is to be made, one without a byte, ":memory:". */
static gboolean is_of_new_file(const char *url, gboolean creates)
{
  GStatBuf status;
  if (strstr(url, "://") != NULL || strchr(url, '=') != NULL)
    return FALSE;
  if (g_stat(url, &status) != 0)
    return creates || g_str_equal(url, ":memory:");
  return S_ISREG(status.st_mode) && status.st_size == 0;
}

/* Nothing in an empty file, or in none, tells the engine. */
static const MigharDriver *find_driver(MigrateOptions *options, gboolean creates, GError **error)
{
  if (options->database == NULL)
    options->database = g_strdup(g_getenv("DATABASE_URL"));
  if (options->database == NULL || *options->database == '\0') {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "give --database URL, or set DATABASE_URL",
                     "nothing tells which database is meant");
    return NULL;
  }
  const MigharDriver *driver = schema_driver_of(options->database);
  if (driver == NULL && is_of_new_file(options->database, creates))
    driver = find_driver_of_files();
  return driver != NULL ? driver : schema_driver("--database", options->database, error);
}

static MigharChain *load_chain(const MigrateOptions *options, const MigharDriver *driver, GError **error)
{
  const char *engines[] = {driver->engine->name, NULL};
  const MigharLoadOptions load = {.path = options->directory,
                                  .format = options->format,
                                  .engines = engines,
                                  .database_url = options->database};
  g_autoptr(GPtrArray) chains = project_load(load, options->config, error);
  if (chains == NULL)
    return NULL;
  MigharChain *chain = g_ptr_array_steal_index(chains, 0);
  for (guint i = 0; i < chain->warnings->len; i++)
    say_warning(g_ptr_array_index(chain->warnings, i));
  return chain;
}

static void say_waiting(void *data G_GNUC_UNUSED, const char *holder)
{
  fprintf(stderr, "mighar: waiting for another one that migrates this database: %s\n", holder);
}

static void say_event(void *data G_GNUC_UNUSED, MigharTargetEventKind kind, guint statement G_GNUC_UNUSED,
                      const char *text)
{
  if (kind != MIGHAR_TARGET_STATEMENT && text != NULL)
    fprintf(stderr, "mighar: %s\n", text);
}

char *migrate_brief_line(const char *output)
{
  return g_strchomp(g_strdup(output));
}

/* A lease is for those who come through a pooler. */
gboolean migrate_is_pooled(const MigrateOptions *options)
{
  return g_strcmp0(options->lock, "table") == 0;
}

static MigharRunner *open_runner(const MigrateOptions *options, const MigharChain *chain, gboolean creates,
                                 GError **error)
{
  double lock, statement, lag;
  guint64 retries = LOCK_RETRIES;
  if (options->lock_retries != NULL &&
      !g_ascii_string_to_unsigned(options->lock_retries, 10, 0, 1000, &retries, NULL)) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "--lock-retries: '%s' is no number of retries",
                     options->lock_retries);
    return NULL;
  }
  if (!read_seconds("--lock-timeout", options->lock_timeout, 5, &lock, error) ||
      !read_seconds("--statement-timeout", options->statement_timeout, 0, &statement, error) ||
      !read_seconds("--batch-lag", options->batch_lag, 10, &lag, error))
    return NULL;
  const MigharRunnerOptions runner = {
      .url = options->database,
      .table = options->table,
      .lock_retries = (guint)retries,
      .settings = {.lock_milliseconds = (guint)ceil(lock * 1000),
                   .statement_milliseconds = (guint)ceil(statement * 1000),
                   .create = creates,
                   .absent_is_empty = options->dry_run,
                   .pooled = migrate_is_pooled(options),
                   .progress = isatty(STDERR_FILENO),
                   .event = say_event},
      .batch_lag = lag,
      .asked_to_stop = signals_asked,
      .environment = environ,
  };
  return mighar_runner_open(chain, &runner, error);
}

static gboolean back_up(const MigrateOptions *options, MigharRunner *runner, GError **error)
{
  MigharTarget *target = mighar_runner_target(runner);
  if (options->backup == NULL)
    return TRUE;
  if (target->driver->target->backup != NULL)
    return target->driver->target->backup(target, options->backup, error);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "--backup: %s is not backed up by mighar",
                   target->driver->engine->title);
  return FALSE;
}

static gboolean begin(const MigrateCommand *command, const MigrateOptions *options, MigharRunner *runner,
                      GError **error)
{
  double wait;
  if (!command->changes || options->dry_run)
    return TRUE;
  return read_seconds("--lock-wait", options->lock_wait, 60, &wait, error) &&
         mighar_runner_lock(runner, wait, options->lock, say_waiting, NULL, error) &&
         back_up(options, runner, error) && mighar_runner_prepare(runner, error);
}

static ExitCode work(const MigrateCommand *command, MigrateOptions *options)
{
  g_autoptr(GError) error = NULL;
  gboolean creates = command->creates && !options->dry_run;
  const MigharDriver *driver =
      env_file_read(options->env_file, &error) ? find_driver(options, command->creates, &error) : NULL;
  g_autoptr(MigharChain) chain = driver != NULL ? load_chain(options, driver, &error) : NULL;
  g_autoptr(MigharRunner) runner = chain != NULL ? open_runner(options, chain, creates, &error) : NULL;
  if (runner == NULL || !begin(command, options, runner, &error))
    return say_error(error);
  Migration migration = {options, chain, runner, mighar_runner_read(runner, &error)};
  return migration.states != NULL ? command->work(&migration) : say_error(error);
}

char *migrate_help(const Command *command)
{
  return arguments_help(((const MigrateCommand *)command->facts)->arguments, url_help);
}

/* What is asked of several databases is a mistake where there is one. */
static gboolean check_one(const MigrateOptions *options, GError **error)
{
  if (options->jobs == NULL && options->failed_to == NULL)
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_USAGE,
                   "--targets FILE, --target-databases SQL or --target-schemas SQL names them",
                   "%s is for several databases", options->jobs != NULL ? "--jobs" : "--failed-to");
  return FALSE;
}

ExitCode migrate_run(const Command *command, int argc, char **argv)
{
  const MigrateCommand *facts = command->facts;
  g_auto(MigrateOptions) options = {0};
  g_autoptr(GError) error = NULL;
  g_autofree char **arguments = g_memdup2(argv, (argc + 1) * sizeof *argv); // parsing takes them apart
  if (!arguments_parse(facts->arguments, &options, &argc, &argv, &error))
    return say_error(error);
  if (options.help) {
    g_autofree char *text = migrate_help(command);
    return say_text(stdout, text);
  }
  if (!take_operand(facts, argc, argv, &options, &error))
    return say_error(error);
  if (targets_are_many(&options))
    return fleet_run(facts, &options, arguments);
  return check_one(&options, &error) ? work(facts, &options) : say_error(error);
}

gboolean migrate_check(const Migration *migration, GError **error)
{
  return mighar_runner_check(migration->runner, migration->options->allow_out_of_order, error);
}
