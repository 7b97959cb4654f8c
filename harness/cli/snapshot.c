#include "command.h"

#include "destination.h"
#include "say.h"
#include "schema_options.h"

#include <mighar/error.h>

typedef struct {
  SchemaOptions schema;
  char *path;
  char *database;
  char *output;
  gboolean help;
} SnapshotOptions;

static void options_clear(SnapshotOptions *options)
{
  schema_options_clear(&options->schema);
  g_free(options->path);
  g_free(options->database);
  g_free(options->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SnapshotOptions, options_clear)

#define AT(field) offsetof(SnapshotOptions, field)

static const Argument table[] = {
    {{"database", 0, WORD, "read this database instead of migrations", "URL"}, AT(database)},
    {{"at", 0, WORD, "apply the migrations up to this version (default: all); 0 is none", "VERSION"},
     AT(schema.at)},
    {{"output", 'o', WORD, "write to this file", "FILE"}, AT(output)},
    SCHEMA_OPTIONS(SnapshotOptions),
    {{"help", 'h', FLAG, "print this", NULL}, AT(help)},
};

static const Arguments arguments = {
    .command = "snapshot",
    .summary =
        "Prints a schema as text: that of a database, or the one that migrations make of an empty one.",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static char *help(const Command *command G_GNUC_UNUSED)
{
  return arguments_help(&arguments,
                        "URL is postgres://user@host:port/database, sqlite:PATH, or the path of a SQLite "
                        "database.\nNothing is written to it. 'mighar diff' reads the text.\n");
}

static gboolean check(const SnapshotOptions *options, GError **error)
{
  if (options->database != NULL && (options->path != NULL || options->schema.at != NULL)) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "to compare the two: mighar drift --database URL [PATH]",
                     "--database and migrations are two different things to read");
    return FALSE;
  }
  return options->output == NULL || destination_check("--output", options->output, error);
}

static gboolean parse(SnapshotOptions *options, int argc, char **argv, GError **error)
{
  if (!arguments_parse(&arguments, options, &argc, &argv, error))
    return FALSE;
  return options->help || (arguments_take_path(argc, argv, &options->path, error) && check(options, error));
}

static gboolean read_migrations(const SnapshotOptions *options, Schema *schema, GError **error)
{
  g_autoptr(MigharChain) chain = schema_load_chain(&options->schema, options->path, error);
  g_autofree gboolean *wanted = chain != NULL ? schema_wanted(chain, options->schema.at, error) : NULL;
  return wanted != NULL && schema_of_migrations(schema, &options->schema, chain, wanted, error);
}

static gboolean read_schema(const SnapshotOptions *options, Schema *schema, GError **error)
{
  if (options->database == NULL)
    return read_migrations(options, schema, error);
  const MigharDriver *driver = schema_driver("--database", options->database, error);
  return driver != NULL && schema_of_database(schema, driver, options->database, error);
}

static ExitCode write_schema(const Schema *schema, const char *path)
{
  const MigharOrigin origin = {
      .engine = (char *)schema->side.engine,
      .version = schema->side.version,
      .existing = schema->existing,
  };
  g_autoptr(GError) error = NULL;
  GString *text = mighar_snapshot_to_file(schema->snapshot, &origin);
  ExitCode code = EXIT_GOOD;
  if (path == NULL || g_str_equal(path, "-"))
    code = say_text(stdout, text->str);
  else if (!destination_write(path, text, &error))
    code = say_error(error);
  g_string_free(text, TRUE);
  return code;
}

static ExitCode run(const Command *command, int argc, char **argv)
{
  g_auto(SnapshotOptions) options = {0};
  g_auto(Schema) schema = {0};
  g_autoptr(GError) error = NULL;
  if (!parse(&options, argc, argv, &error))
    return say_error(error);
  if (options.help) {
    g_autofree char *text = help(command);
    return say_text(stdout, text);
  }
  return read_schema(&options, &schema, &error) ? write_schema(&schema, options.output) : say_error(error);
}

const Command command_snapshot = {
    .name = "snapshot",
    .summary = "print a schema as text",
    .help = help,
    .run = run,
};
