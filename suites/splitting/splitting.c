/* splitting [--engine ENGINE]... [--format FORMAT] [--first SQL] PATH...: whether statements end where mighar
 * says they do.
 *
 * Every script of the projects is run twice, on two databases: as the statements that mighar splits it into,
 * each sent for itself, and as it stands, sent at once for the engine to split. Both must leave the same
 * schema. Prints a line for each chain and for each script that cannot be sent at once, and exits with 1 when
 * something differs. */
#include <mighar/driver.h>
#include <mighar/error.h>
#include <mighar/load.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  const MigharChain *chain;
  MigharDatabase *split; /* statement by statement */
  MigharDatabase *whole; /* at once */
  guint scripts, statements, failed, split_only, different;
} Comparison;

/* What stops this program. */
static void stop_on(const GError *error)
{
  if (error == NULL)
    return;
  fprintf(stderr, "splitting: %s\n", error->message);
  exit(3);
}

static void add_statement(MigharScript *script, gsize start, gsize length)
{
  const MigharStatement statement = {
      .start = start, .length = length, .line = 1, .column = 1, .batch = script->statements->len};
  g_array_append_val(script->statements, statement);
}

/* Each a message of its own, a transaction around them too. */
static MigharScript *as_statements(const MigharScript *script)
{
  static const char begin[] = "BEGIN", commit[] = "\nCOMMIT";
  g_autofree char *text = g_strconcat(begin, script->text, commit, NULL);
  MigharScript *copy = mighar_script_new(script->file, script->line, text, strlen(text));
  if (script->transaction)
    add_statement(copy, 0, strlen(begin));
  for (guint i = 0; i < script->statements->len; i++) {
    const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, i);
    add_statement(copy, strlen(begin) + statement->start, statement->length);
  }
  if (script->transaction)
    add_statement(copy, strlen(text) - strlen(commit), strlen(commit));
  return copy;
}

static MigharScript *as_a_whole(const MigharScript *script)
{
  MigharScript *copy = mighar_script_new(script->file, script->line, script->text, strlen(script->text));
  add_statement(copy, 0, strlen(copy->text));
  return copy;
}

/* Takes the script over. */
static void run(MigharDatabase *database, MigharScript *made, MigharOutcome *outcome)
{
  g_autoptr(MigharScript) script = made;
  g_autoptr(GError) error = NULL;
  const MigharDriver *driver = database->server->driver;
  gboolean ran = driver->reset(database, &error) && driver->execute(database, script, outcome, &error);
  stop_on(ran ? NULL : error);
}

static MigharSnapshot *look(MigharDatabase *database)
{
  g_autoptr(GError) error = NULL;
  MigharSnapshot *snapshot = database->server->driver->snapshot(database, MIGHAR_READ_ANEW, &error);
  stop_on(error);
  return snapshot;
}

static void start_anew(Comparison *comparison)
{
  g_autoptr(GError) error = NULL;
  const MigharDriver *driver = comparison->split->server->driver;
  driver->drop(comparison->whole);
  comparison->whole = driver->copy(comparison->split, &error);
  stop_on(error);
}

static void tell(const Comparison *comparison, const MigharScript *script, const char *what, const char *why)
{
  printf("  %s %s:%u: %s%s%s\n", comparison->chain->engine->name, script->file, script->line, what,
         why != NULL ? ": " : "", why != NULL ? why : "");
}

static void compare(Comparison *comparison, const MigharScript *script, const MigharOutcome *split,
                    const MigharOutcome *whole)
{
  g_autoptr(MigharSnapshot) after_split = look(comparison->split), after_whole = look(comparison->whole);
  gboolean is_same = mighar_snapshot_equal(after_split, after_whole);
  if (split->applied && whole->applied && is_same)
    return;
  if (!split->applied && !whole->applied) {
    comparison->failed++;
    tell(comparison, script, "fails either way", split->message);
  } else if (split->applied && !whole->applied) {
    comparison->split_only++;
    tell(comparison, script, "cannot be sent at once", whole->message);
  } else {
    comparison->different++;
    tell(comparison, script, "DIFFERS", split->message);
  }
  start_anew(comparison);
}

static void run_both(Comparison *comparison, const MigharScript *script)
{
  if (script == NULL || script->target != NULL)
    return;
  g_auto(MigharOutcome) split = {0}, whole = {0};
  comparison->scripts++;
  comparison->statements += script->statements->len;
  run(comparison->split, as_statements(script), &split);
  run(comparison->whole, as_a_whole(script), &whole);
  compare(comparison, script, &split, &whole);
}

/* Up, down and up: what a down undoes it is to undo on both. */
static guint compare_chain(const MigharChain *chain, MigharServer *server, const char *first)
{
  g_autoptr(GError) error = NULL;
  Comparison comparison = {.chain = chain};
  comparison.split = server->driver->create(server, &error);
  stop_on(error);
  if (first != NULL) {
    g_autoptr(MigharScript) script = mighar_script_new("--first", 1, first, strlen(first));
    g_auto(MigharOutcome) outcome = {0};
    run(comparison.split, as_a_whole(script), &outcome);
  }
  start_anew(&comparison);
  for (guint i = 0; i < chain->migrations->len; i++) {
    const MigharMigration *migration = g_ptr_array_index(chain->migrations, i);
    if (migration->cannot_run != NULL)
      continue;
    run_both(&comparison, migration->up);
    run_both(&comparison, migration->down);
    if (migration->down != NULL)
      run_both(&comparison, migration->up);
  }
  printf("%s %s, %s: %u runs of scripts, %u statements: %u differ, %u cannot be sent at once, %u fail either "
         "way\n",
         chain->directory, chain->engine->name, chain->format->name, comparison.scripts,
         comparison.statements, comparison.different, comparison.split_only, comparison.failed);
  server->driver->drop(comparison.split);
  server->driver->drop(comparison.whole);
  return comparison.different;
}

static guint compare_on_engine(const MigharChain *chain, const char *first)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *missing = NULL;
  const MigharServerOptions options = {0};
  const MigharDriver *driver = mighar_driver_find(chain->engine->name);
  g_autoptr(GPtrArray) servers = driver->find_servers(&options, &missing, &error);
  stop_on(error);
  if (servers->len == 0) {
    printf("%s %s: not run: %s\n", chain->directory, chain->engine->name, missing);
    return 0;
  }
  return compare_chain(chain, g_ptr_array_index(servers, 0), first);
}

static guint compare_project(const char *path, char **engines, const char *format, const char *first)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint i = 0; mighar_drivers[i] != NULL; i++)
    g_ptr_array_add(known, (gpointer)mighar_drivers[i]->engine);
  g_ptr_array_add(known, NULL);
  const MigharLoadOptions options = {.path = path,
                                     .format = format,
                                     .engines = (const char *const *)engines,
                                     .known = (const MigharEngine *const *)known->pdata,
                                     .environment = environ};
  g_autoptr(GPtrArray) chains = mighar_load_project(&options, &error);
  stop_on(error);
  guint n_different = 0;
  for (guint i = 0; i < chains->len; i++)
    n_different += compare_on_engine(g_ptr_array_index(chains, i), first);
  return n_different;
}

int main(int argc, char **argv)
{
  g_auto(GStrv) engines = NULL, paths = NULL;
  g_autofree char *format = NULL, *first = NULL;
  g_autoptr(GError) error = NULL;
  const GOptionEntry options[] = {
      {"engine", 0, 0, G_OPTION_ARG_STRING_ARRAY, &engines, "only this engine", "ENGINE"},
      {"format", 0, 0, G_OPTION_ARG_STRING, &format, "read the projects as this format", "FORMAT"},
      {"first", 0, 0, G_OPTION_ARG_STRING, &first, "run this before the migrations", "SQL"},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, "PATH..."},
      {NULL},
  };
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_option_context_add_main_entries(context, options, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error) || paths == NULL) {
    fprintf(stderr, "splitting: %s\n", error != NULL ? error->message : "name a project");
    return 2;
  }
  guint n_different = 0;
  for (guint i = 0; paths[i] != NULL; i++)
    n_different += compare_project(paths[i], engines, format, first);
  return n_different > 0;
}
