#include "command.h"

#include "applied.h"
#include "say.h"
#include "schema_options.h"
#include "verdict_options.h"

#include <mighar/error.h>

typedef struct {
  SchemaOptions schema;
  VerdictOptions verdict;
  char *path;
  char *database;
  gboolean help;
} DriftOptions;

static void options_clear(DriftOptions *options)
{
  schema_options_clear(&options->schema);
  g_free(options->path);
  g_free(options->database);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DriftOptions, options_clear)

#define AT(field) offsetof(DriftOptions, field)

static const Argument table[] = {
    {{"database", 0, WORD, "the database (default: DATABASE_URL)", "URL"}, AT(database)},
    {{"at", 0, WORD, "compare with the migrations up to this version, whatever the ledger says", "VERSION"},
     AT(schema.at)},
    SCHEMA_OPTIONS(DriftOptions),
    VERDICT_OPTIONS(DriftOptions),
    {{"help", 'h', FLAG, "print this", NULL}, AT(help)},
};

static const Arguments arguments = {
    .command = "drift",
    .summary = "Tells where a database departs from what its migrations make. Ends with 1 when it does.",
    .table = table,
    .n = G_N_ELEMENTS(table),
};

static char *help(const Command *command G_GNUC_UNUSED)
{
  return arguments_help(
      &arguments,
      "URL is postgres://user@host:port/database, sqlite:PATH, or the path of a SQLite database.\n"
      "Nothing is written to it: the migrations that its ledger (goose_db_version, schema_migrations,\n"
      "_sqlx_migrations ...) tells to be applied are applied to a scratch database, and the two are\n"
      "compared, the ledger aside.\n");
}

static gboolean parse(DriftOptions *options, int argc, char **argv, GError **error)
{
  if (!arguments_parse(&arguments, options, &argc, &argv, error))
    return FALSE;
  if (options->help)
    return TRUE;
  if (options->database == NULL)
    options->database = g_strdup(g_getenv("DATABASE_URL"));
  if (options->database == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "give --database URL, or set DATABASE_URL",
                     "nothing tells which database is meant");
    return FALSE;
  }
  return arguments_take_path(argc, argv, &options->path, error);
}

/* Which migrations the database should hold: those that --at names, or that its ledger does. */
static gboolean read_applied(const DriftOptions *options, const MigharChain *chain, MigharDatabase *database,
                             const GArray *ledgers, Applied *applied, GError **error)
{
  if (options->schema.at == NULL)
    return applied_read(applied, database, ledgers, chain, error);
  applied->wanted = schema_wanted(chain, options->schema.at, error);
  return applied->wanted != NULL;
}

/* How often a database that is being changed is read. */
#define READINGS 5

/* The schema, and what the ledger says meanwhile. *steady tells whether the schema was the same after that,
 * so that both are of one moment. */
static gboolean read_once(const DriftOptions *options, const MigharChain *chain, MigharDatabase *database,
                          Schema *found, Applied *applied, gboolean *steady, GError **error)
{
  if (!schema_of_open(found, database, error))
    return FALSE;
  g_autoptr(GArray) ledgers = mighar_ledgers_find(found->snapshot);
  if (!read_applied(options, chain, database, ledgers, applied, error))
    return FALSE;
  g_autoptr(MigharSnapshot) after = database->server->driver->observe(database, error);
  if (after == NULL)
    return FALSE;
  *steady = mighar_snapshot_equal(found->snapshot, after);
  MigharSnapshot *rest = mighar_ledgers_remove(found->snapshot, ledgers);
  mighar_snapshot_unref(found->snapshot);
  found->snapshot = rest;
  return TRUE;
}

/* The schema is told without its ledgers. */
static gboolean read_database(const DriftOptions *options, const MigharChain *chain, MigharDatabase *database,
                              Schema *found, Applied *applied, GError **error)
{
  gboolean steady = FALSE;
  for (guint i = 0; i < READINGS && !steady; i++) {
    schema_clear(found);
    applied_clear(applied);
    *applied = (Applied){0};
    if (!read_once(options, chain, database, found, applied, &steady, error))
      return FALSE;
  }
  if (!steady)
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT,
                     "if a migration is running, try again when it has ended",
                     "database '%s' is being changed while it is read", database->name);
  return steady;
}

static gboolean open_and_read(const DriftOptions *options, const MigharChain *chain, Schema *found,
                              Applied *applied, GError **error)
{
  const MigharDriver *driver = mighar_driver_find(chain->engine->name);
  MigharDatabase *database = driver->open(options->database, error);
  gboolean read = database != NULL && read_database(options, chain, database, found, applied, error);
  driver->close(database);
  return read;
}

/* The engine is the database's. */
static MigharChain *load_chain(DriftOptions *options, GError **error)
{
  const MigharDriver *driver = schema_driver("--database", options->database, error);
  if (driver == NULL)
    return NULL;
  if (options->schema.engine != NULL && !g_str_equal(options->schema.engine, driver->engine->name)) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "--engine: the database is of '%s', not of '%s'",
                     driver->engine->name, options->schema.engine);
    return NULL;
  }
  g_free(options->schema.engine);
  options->schema.engine = g_strdup(driver->engine->name);
  return schema_load_chain(&options->schema, options->path, error);
}

/* Nothing where the ledger was not asked. */
static void add_ledger(MigharDiff *diff, Applied *applied)
{
  if (applied->notes == NULL)
    return;
  g_ptr_array_extend_and_steal(diff->notes, g_steal_pointer(&applied->notes));
  g_ptr_array_extend_and_steal(diff->findings, g_steal_pointer(&applied->findings));
}

static ExitCode compare(DriftOptions *options)
{
  static const VerdictWords words = {
      .missing = "is missing in the database",
      .leftover = "is made by no migration",
      .when = "in the database",
  };
  g_auto(Schema) expected = {0};
  g_auto(Schema) found = {0};
  g_auto(Applied) applied = {0};
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharChain) chain = load_chain(options, &error);
  if (chain == NULL || !open_and_read(options, chain, &found, &applied, &error) ||
      !schema_of_migrations(&expected, &options->schema, chain, applied.wanted, &error))
    return say_error(error);
  g_autoptr(MigharDiff) diff = mighar_diff_new("drift");
  add_ledger(diff, &applied);
  verdict_compare(diff, &expected, &found, &words);
  return verdict_print(diff, &options->verdict);
}

static ExitCode run(const Command *command, int argc, char **argv)
{
  g_auto(DriftOptions) options = {0};
  g_autoptr(GError) error = NULL;
  if (!parse(&options, argc, argv, &error))
    return say_error(error);
  if (!options.help)
    return compare(&options);
  g_autofree char *text = help(command);
  return say_text(stdout, text);
}

const Command command_drift = {
    .name = "drift",
    .summary = "tell where a database departs from its migrations",
    .help = help,
    .run = run,
};
