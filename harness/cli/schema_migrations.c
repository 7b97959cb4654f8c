#include "schema.h"

#include "project.h"
#include "say.h"

#include <mighar/apply.h>
#include <mighar/error.h>
#include <mighar/ledger.h>
#include <mighar/level.h>

static void refuse_several(GError **error)
{
  mighar_set_error(error, MIGHAR_ERROR_USAGE, "name the one that is meant: --engine ENGINE",
                   "the project has migrations for several engines");
}

MigharChain *schema_load_chain(const SchemaOptions *options, const char *path, GError **error)
{
  const char *engines[] = {options->engine, NULL};
  const MigharLoadOptions load = {
      .path = path, .format = options->format, .engines = engines, .database_url = options->postgres_url};
  g_autoptr(GPtrArray) chains = project_load(load, NULL, error);
  if (chains == NULL)
    return NULL;
  if (chains->len > 1) {
    refuse_several(error);
    return NULL;
  }
  MigharChain *chain = g_ptr_array_steal_index(chains, 0);
  for (guint i = 0; i < chain->warnings->len; i++)
    say_warning(g_ptr_array_index(chain->warnings, i));
  return chain;
}

static const char *version_at(const MigharChain *chain, guint i)
{
  return ((const MigharMigration *)g_ptr_array_index(chain->migrations, i))->version;
}

static void refuse_version(const MigharChain *chain, const char *at, GError **error)
{
  g_autofree char *hint = chain->migrations->len > 0
                              ? g_strdup_printf("there are %s to %s", version_at(chain, 0),
                                                version_at(chain, chain->migrations->len - 1))
                              : g_strdup("there are none");
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "'%s' has no migration '%s'", chain->directory, at);
}

gboolean *schema_wanted(const MigharChain *chain, const char *at, GError **error)
{
  guint n = chain->migrations->len;
  if (g_strcmp0(at, "0") == 0)
    n = 0;
  while (at != NULL && n > 0 && mighar_version_compare(version_at(chain, n - 1), at) != 0)
    n--;
  if (at != NULL && n == 0 && g_strcmp0(at, "0") != 0) {
    refuse_version(chain, at, error);
    return NULL;
  }
  gboolean *wanted = g_new0(gboolean, chain->migrations->len + 1);
  for (guint i = 0; i < n; i++)
    wanted[i] = TRUE;
  return wanted;
}

static gboolean build(Schema *schema, MigharServer *server, const MigharChain *chain, const gboolean *wanted,
                      GError **error)
{
  MigharDatabase *database = server->driver->create(server, error);
  g_autoptr(MigharSnapshot) made = NULL;
  if (database != NULL && mighar_apply_ups(database, chain, wanted, error) &&
      server->driver->reset(database, error))
    made = server->driver->snapshot(database, MIGHAR_READ_CHANGES, error);
  server->driver->drop(database);
  if (made == NULL)
    return FALSE;
  g_autoptr(GArray) ledgers = mighar_ledgers_find(made);
  g_autoptr(MigharSnapshot) rest =
      mighar_ledger_needed(chain) != NULL ? mighar_ledgers_remove(made, ledgers) : mighar_snapshot_ref(made);
  schema->snapshot = mighar_level_owners(rest);
  return TRUE;
}

static void describe(Schema *schema, const MigharServer *server, const MigharChain *chain,
                     const gboolean *wanted)
{
  schema->driver = server->driver;
  schema->side = (MigharSide){
      .name = g_strdup_printf("the migrations in %s", chain->directory),
      .engine = chain->engine->name,
      .title = chain->engine->title,
      .version = g_strdup(server->version),
  };
  for (guint i = chain->migrations->len; i > 0 && schema->side.at == NULL; i--)
    if (wanted[i - 1])
      schema->side.at = g_strdup(version_at(chain, i - 1));
}

/* The server is gone on return, and with it all that migrations left on it outside of databases; on one that
 * exists that is removed by itself. */
gboolean schema_of_migrations(Schema *schema, const SchemaOptions *options, const MigharChain *chain,
                              const gboolean *wanted, GError **error)
{
  const MigharDriver *driver = mighar_driver_find(chain->engine->name);
  const MigharServerOptions server = {
      .url = options->postgres_url,
      .binary_directories = (const char *const *)options->postgres_binaries,
      .shared = chain->external != NULL,
  };
  g_autofree char *missing = NULL;
  g_autoptr(GPtrArray) servers = driver->find_servers(&server, &missing, error);
  if (servers == NULL)
    return FALSE;
  if (servers->len == 0) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "--postgres URL names a server for scratch databases",
                     "the migrations cannot be applied: %s", missing);
    return FALSE;
  }
  MigharServer *first = g_ptr_array_index(servers, 0);
  if (!build(schema, first, chain, wanted, error) || !driver->purge(first, error))
    return FALSE;
  describe(schema, first, chain, wanted);
  return TRUE;
}
