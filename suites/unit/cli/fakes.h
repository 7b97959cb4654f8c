/* A project, drivers and a verification that do as a test says, in the place of the real ones: what the
 * command line makes of each outcome. */
#pragma once

#include <mighar/driver.h>
#include <mighar/error.h>
#include <mighar/load.h>
#include <mighar/verify.h>

#include <string.h>

typedef enum {
  FAKE_VERDICT,           /* the engine runs, and its only check has the verdict */
  FAKE_MISSING,           /* there is no server */
  FAKE_REFUSES,           /* a server was asked for and does not answer */
  FAKE_ENVIRONMENT_ERROR, /* the verification ends */
  FAKE_USAGE_ERROR,       /* the verification says that the caller is wrong */
} FakeOutcome;

typedef struct {
  FakeOutcome outcome;
  MigharVerdict verdict;
  guint n_servers;
} Fake;

static Fake fakes[2] = {{.n_servers = 1}, {.n_servers = 1}};
static guint servers_alive, verifications;
static MigharServerOptions wanted[2]; /* what find_servers was asked for */

static const MigharEngine fake_engines[] = {
    {.name = "sqlite", .title = "SQLite"},
    {.name = "postgres", .title = "PostgreSQL"},
};

static inline void fake_stop(gpointer server)
{
  servers_alive--;
  g_free(server);
}

static inline GPtrArray *fake_find(guint index, const MigharServerOptions *options, char **missing,
                                   GError **error)
{
  wanted[index] = *options;
  if (fakes[index].outcome == FAKE_REFUSES) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "the server refuses");
    return NULL;
  }
  GPtrArray *servers = g_ptr_array_new_with_free_func(fake_stop);
  if (fakes[index].outcome == FAKE_MISSING)
    *missing = g_strdup("nothing is installed");
  for (guint i = 0; fakes[index].outcome != FAKE_MISSING && i < fakes[index].n_servers; i++) {
    g_ptr_array_add(servers, g_new0(MigharServer, 1));
    servers_alive++;
  }
  return servers;
}

static inline GPtrArray *fake_find_sqlite(const MigharServerOptions *options, char **missing, GError **error)
{
  return fake_find(0, options, missing, error);
}

static inline GPtrArray *fake_find_postgres(const MigharServerOptions *options, char **missing,
                                            GError **error)
{
  return fake_find(1, options, missing, error);
}

static const MigharDriver fake_sqlite = {.engine = &fake_engines[0], .find_servers = fake_find_sqlite};
static const MigharDriver fake_postgres = {.engine = &fake_engines[1], .find_servers = fake_find_postgres};
const MigharDriver *const mighar_drivers[] = {&fake_sqlite, &fake_postgres, NULL};

const MigharDriver *mighar_driver_find(const char *engine)
{
  return g_str_equal(engine, "sqlite") ? &fake_sqlite : &fake_postgres;
}

static inline MigharChain *fake_chain(guint engine)
{
  static const MigharFormatFacts format = {.name = "goose"};
  MigharChain *chain = mighar_chain_new(&fake_engines[engine], &format, "migrations");
  MigharMigration *migration = mighar_migration_new(engine == 0 ? "1" : "2", "x", "x.sql");
  migration->up = mighar_script_new("x.sql", 1, "", 0);
  g_ptr_array_add(chain->migrations, migration);
  return chain;
}

static inline GPtrArray *fake_chains(void)
{
  GPtrArray *chains = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_chain_free);
  g_ptr_array_add(chains, fake_chain(0));
  g_ptr_array_add(chains, fake_chain(1));
  return chains;
}

MigharEngineReport *mighar_verify(const MigharChain *chain, MigharServer *server,
                                  const MigharVerifyOptions *options, GError **error)
{
  (void)server;
  (void)options;
  const Fake *fake = &fakes[chain->engine == &fake_engines[1]];
  verifications++;
  if (fake->outcome != FAKE_VERDICT) {
    mighar_set_error(error, fake->outcome == FAKE_USAGE_ERROR ? MIGHAR_ERROR_USAGE : MIGHAR_ERROR_ENVIRONMENT,
                     NULL, "%s ended", chain->engine->name);
    return NULL;
  }
  MigharEngineReport *report = mighar_engine_report_new(chain);
  MigharCheckReport *check = mighar_check_report_new("chain");
  check->verdict = fake->verdict;
  g_ptr_array_add(report->checks, check);
  return report;
}
