#include "command.h"

#include "say.h"
#include "schema_options.h"
#include "secrets.h"
#include "verdict_options.h"

#include <mighar/error.h>
#include <string.h>

typedef struct {
  SchemaOptions schema;
  VerdictOptions verdict;
  gboolean help;
} DiffOptions;

static void options_clear(DiffOptions *options)
{
  schema_options_clear(&options->schema);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DiffOptions, options_clear)

#define AT(field) offsetof(DiffOptions, field)

static const Argument table[] = {
    SCHEMA_OPTIONS(DiffOptions),
    VERDICT_OPTIONS(DiffOptions),
    {{"help", 'h', FLAG, "print this", NULL}, AT(help)},
};

static const Arguments arguments = {
    .command = "diff",
    .summary = "Compares two schemas. Ends with 1 when they differ.",
    .operands = "A B",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static char *help(const Command *command G_GNUC_UNUSED)
{
  return arguments_help(&arguments,
                        "A and B are each one of:\n"
                        "  a database     postgres://user@host:port/database, sqlite:PATH, or the path of a "
                        "SQLite database\n"
                        "  a snapshot     the path of a file that 'mighar snapshot' has written\n"
                        "  migrations     the path of a directory, as of 'mighar run', or DIRECTORY@VERSION\n"
                        "Databases are only read; migrations are applied to a scratch database.\n");
}

/* A or B, as it was given. */
typedef struct {
  char *text;
  const MigharDriver *driver; /* of a database; else NULL */
  char *directory;            /* of migrations; else NULL */
  char *at;                   /* the version that it was given with, or NULL */
} Operand;

static void operand_clear(Operand *operand)
{
  g_free(operand->text);
  g_free(operand->directory);
  g_free(operand->at);
}

/* A and B. */
typedef struct {
  Operand operands[2];
  Schema schemas[2];
} Pair;

static void pair_clear(Pair *pair)
{
  for (guint i = 0; i < G_N_ELEMENTS(pair->operands); i++) {
    operand_clear(&pair->operands[i]);
    schema_clear(&pair->schemas[i]);
  }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pair, pair_clear)

/* A directory may have an @ in its name. */
static void read_directory(Operand *operand)
{
  if (g_file_test(operand->text, G_FILE_TEST_IS_DIR)) {
    operand->directory = g_strdup(operand->text);
    return;
  }
  const char *sign = strrchr(operand->text, '@');
  g_autofree char *path = sign != NULL ? g_strndup(operand->text, sign - operand->text) : NULL;
  if (path == NULL || !g_file_test(path, G_FILE_TEST_IS_DIR))
    return;
  operand->directory = g_steal_pointer(&path);
  operand->at = g_strdup(sign + 1);
}

static gboolean operand_read(Operand *operand, const char *label, const char *text, GError **error)
{
  operand->text = g_strdup(text);
  operand->driver = schema_driver_of(text);
  if (operand->driver == NULL && strstr(text, "://") != NULL)
    return schema_driver(label, text, error) != NULL;
  if (operand->driver == NULL)
    read_directory(operand);
  if (operand->driver != NULL || operand->directory != NULL || g_file_test(text, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autofree char *shown = secrets_hide(text);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, "'mighar help diff' tells what can be compared",
                   "%s: there is no file or directory '%s'", label, shown);
  return FALSE;
}

static gboolean take_operands(int argc, char **argv, Pair *pair, GError **error)
{
  int first = argc > 1 && g_str_equal(argv[1], "--") ? 2 : 1;
  if (argc != first + 2) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "'mighar help diff' tells what can be compared",
                     "diff takes two things to compare, not %d", argc - first);
    return FALSE;
  }
  return operand_read(&pair->operands[0], "A", argv[first], error) &&
         operand_read(&pair->operands[1], "B", argv[first + 1], error);
}

static gboolean read_migrations(Schema *schema, const Operand *operand, const SchemaOptions *options,
                                GError **error)
{
  g_autoptr(MigharChain) chain = schema_load_chain(options, operand->directory, error);
  g_autofree gboolean *wanted = chain != NULL ? schema_wanted(chain, operand->at, error) : NULL;
  return wanted != NULL && schema_of_migrations(schema, options, chain, wanted, error);
}

static gboolean read_operand(Schema *schema, const Operand *operand, SchemaOptions *options, GError **error)
{
  if (operand->driver != NULL)
    return schema_of_database(schema, operand->driver, operand->text, error);
  return operand->directory != NULL ? read_migrations(schema, operand, options, error)
                                    : schema_of_file(schema, operand->text, error);
}

/* Migrations may be for any engine, so they come after what is for one. */
static gboolean read_both(Pair *pair, SchemaOptions *options, GError **error)
{
  guint first = pair->operands[0].directory != NULL ? 1 : 0;
  if (!read_operand(&pair->schemas[first], &pair->operands[first], options, error))
    return FALSE;
  if (options->engine == NULL)
    options->engine = g_strdup(pair->schemas[first].side.engine);
  return read_operand(&pair->schemas[1 - first], &pair->operands[1 - first], options, error);
}

static gboolean check_engines(const Schema *a, const Schema *b, GError **error)
{
  if (a->driver == b->driver)
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_USAGE, "compare schemas of one engine",
                   "A, %s, is of %s and B, %s, of %s", a->side.name, a->side.title, b->side.name,
                   b->side.title);
  return FALSE;
}

static ExitCode compare(int argc, char **argv, DiffOptions *options)
{
  static const VerdictWords words = {
      .missing = "is missing in B", .leftover = "is missing in A", .when = "in B"};
  g_auto(Pair) pair = {0};
  g_autoptr(GError) error = NULL;
  if (!take_operands(argc, argv, &pair, &error) || !read_both(&pair, &options->schema, &error) ||
      !check_engines(&pair.schemas[0], &pair.schemas[1], &error))
    return say_error(error);
  g_autoptr(MigharDiff) diff = mighar_diff_new("diff");
  verdict_compare(diff, &pair.schemas[0], &pair.schemas[1], &words);
  return verdict_print(diff, &options->verdict);
}

static ExitCode run(const Command *command, int argc, char **argv)
{
  g_auto(DiffOptions) options = {0};
  g_autoptr(GError) error = NULL;
  if (!arguments_parse(&arguments, &options, &argc, &argv, &error))
    return say_error(error);
  if (!options.help)
    return compare(argc, argv, &options);
  g_autofree char *text = help(command);
  return say_text(stdout, text);
}

const Command command_diff = {
    .name = "diff",
    .summary = "compare two schemas",
    .help = help,
    .run = run,
};
