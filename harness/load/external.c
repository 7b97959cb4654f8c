#include "external.h"

#include "engines.h"
#include "source.h"

#include <mighar/error.h>
#include <mighar/shell.h>

#include <string.h>

static const MigharFormatFacts facts = {
    .name = "external",
    .no_transaction_hint = "the program decides what is in a transaction",
};

/* Engines */

static GPtrArray *choose_named(const MigharLoadOptions *options, char **names, GError **error)
{
  const MigharConfig *config = options->config;
  g_autoptr(GPtrArray) engines = g_ptr_array_new();
  for (guint i = 0; names[i] != NULL; i++) {
    const MigharEngine *engine = mighar_engine_named(options->known, g_strstrip(names[i]));
    if (engine == NULL && *names[i] != '\0') {
      g_autofree char *known = mighar_engine_names(options->known);
      g_autofree char *hint = g_strdup_printf("there are: %s", known);
      mighar_set_error_at(error, MIGHAR_ERROR_USAGE, config->file, config->engines.line, hint,
                          "unknown engine '%s'", names[i]);
      return NULL;
    }
    if (engine != NULL && mighar_engine_is_wanted(options, engine))
      g_ptr_array_add(engines, (gpointer)engine);
  }
  if (engines->len > 0)
    return g_steal_pointer(&engines);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, config->file, config->engines.line, NULL,
                      "'engines' has none of those that are wanted");
  return NULL;
}

static GPtrArray *choose_engines(const MigharLoadOptions *options, GError **error)
{
  const MigharConfig *config = options->config;
  if (config->engines.text == NULL)
    return mighar_engines_of_directory(options, config->directory, error);
  g_auto(GStrv) names = g_strsplit(config->engines.text, ";", -1);
  return choose_named(options, names, error);
}

/* The list */

static char *run_list(const MigharChain *chain, const MigharConfig *config, GError **error)
{
  g_auto(GStrv) environment =
      g_environ_setenv(g_strdupv(chain->external->environment), "MIGHAR_ENGINE", chain->engine->name, TRUE);
  g_auto(MigharShellOutcome) outcome = {0};
  if (!mighar_shell_run(config->list.text, config->directory, environment, chain->external->timeout, &outcome,
                        error))
    return NULL;
  if (outcome.succeeded)
    return g_steal_pointer(&outcome.output);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, config->file, config->list.line, outcome.last_words,
                      "the command of 'list' %s", outcome.complaint);
  return NULL;
}

static MigharScript *make_script(const MigharConfig *config, const MigharConfigValue *command,
                                 const char *target)
{
  MigharScript *script = mighar_script_new(config->file, command->line, command->text, strlen(command->text));
  script->target = g_strdup(target);
  return script;
}

static gboolean has_version(const MigharChain *chain, const char *version)
{
  for (guint i = 0; i < chain->migrations->len; i++)
    if (g_str_equal(((const MigharMigration *)g_ptr_array_index(chain->migrations, i))->version, version))
      return TRUE;
  return FALSE;
}

/* What follows the version is the name, which reports want to be one word. */
static gboolean add_migration(MigharChain *chain, const MigharConfig *config, char *line, GError **error)
{
  gsize length = strcspn(line, " \t");
  g_autofree char *version = g_strndup(line, length);
  g_autofree char *name = g_strdelimit(g_strdup(line + length + strspn(line + length, " \t")), " \t", '_');
  if (has_version(chain, version)) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, config->file, config->list.line, NULL,
                        "the command of 'list' has the version '%s' twice", version);
    return FALSE;
  }
  const MigharMigration *last =
      chain->migrations->len > 0 ? g_ptr_array_index(chain->migrations, chain->migrations->len - 1) : NULL;
  MigharMigration *migration = mighar_migration_new(version, name, config->file);
  migration->up = make_script(config, &config->up, version);
  migration->down = make_script(config, &config->down, last != NULL ? last->version : "");
  g_ptr_array_add(chain->migrations, migration);
  return TRUE;
}

static gboolean read_list(MigharChain *chain, const MigharConfig *config, GError **error)
{
  g_autofree char *list = run_list(chain, config, error);
  if (list == NULL)
    return FALSE;
  g_auto(GStrv) lines = g_strsplit(list, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip(lines[i]) != '\0' && !add_migration(chain, config, lines[i], error))
      return FALSE;
  if (chain->migrations->len > 0)
    return TRUE;
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, config->file, config->list.line,
                      "it is to print a line for each migration, the oldest first: VERSION NAME",
                      "the command of 'list' printed no migration for %s", chain->engine->title);
  return FALSE;
}

/* Chains */

static char **split_names(const char *text)
{
  char **names = g_strsplit(text != NULL ? text : "", ";", -1);
  for (guint i = 0; names[i] != NULL; i++)
    g_strstrip(names[i]);
  return names;
}

/* Both say which are applied. */
static gboolean take_tell(MigharExternal *external, const MigharConfig *config, GError **error)
{
  if (config->current.text != NULL && config->applied.text != NULL) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, config->file, config->applied.line,
                        "'current' is for programs whose versions all follow each other",
                        "'current' and 'applied' say the same; give one of them");
    return FALSE;
  }
  const MigharConfigValue *command = config->current.text != NULL ? &config->current : &config->applied;
  if (command->text == NULL)
    return TRUE;
  external->told = command == &config->current ? MIGHAR_TOLD_CURRENT : MIGHAR_TOLD_APPLIED;
  external->tell = make_script(config, command, "");
  return TRUE;
}

static gboolean take_timeout(MigharExternal *external, const MigharConfig *config, GError **error)
{
  guint64 seconds = 0;
  if (config->timeout.text != NULL &&
      !g_ascii_string_to_unsigned(config->timeout.text, 10, 1, G_MAXINT, &seconds, NULL)) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, config->file, config->timeout.line, NULL,
                        "'%s' is no number of seconds", config->timeout.text);
    return FALSE;
  }
  external->timeout = (guint)seconds;
  return TRUE;
}

static MigharChain *load_chain(const MigharLoadOptions *options, const MigharEngine *engine, GError **error)
{
  const MigharConfig *config = options->config;
  g_autoptr(MigharChain) chain = mighar_chain_new(engine, &facts, config->directory);
  chain->external = g_new0(MigharExternal, 1);
  chain->external->directory = g_strdup(config->directory);
  chain->external->environment =
      options->environment != NULL ? g_strdupv(options->environment) : g_new0(char *, 1);
  chain->external->ledger = split_names(config->ledger.text);
  return take_tell(chain->external, config, error) && take_timeout(chain->external, config, error) &&
                 read_list(chain, config, error)
             ? g_steal_pointer(&chain)
             : NULL;
}

GPtrArray *mighar_external_load(const MigharLoadOptions *options, GError **error)
{
  g_autoptr(GPtrArray) engines = choose_engines(options, error);
  g_autoptr(GPtrArray) chains = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_chain_free);
  for (guint i = 0; engines != NULL && i < engines->len; i++) {
    MigharChain *chain = load_chain(options, g_ptr_array_index(engines, i), error);
    if (chain == NULL)
      return NULL;
    g_ptr_array_add(chains, chain);
  }
  return engines != NULL ? g_steal_pointer(&chains) : NULL;
}
