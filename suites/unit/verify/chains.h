/* Small chains of SQLite, and a server of it whose driver is the test's own. */
#pragma once

#include <mighar/verify.h>

#include <string.h>

/* An up and its down. */
typedef const char *const Scripts[2];

static inline MigharScript *make_script(const char *text)
{
  MigharScript *script = mighar_script_new("chain.sql", 1, text, strlen(text));
  g_array_unref(script->statements);
  script->statements = mighar_sql_split(MIGHAR_DIALECT_SQLITE, text, strlen(text), 1);
  script->transaction = TRUE;
  return script;
}

static inline MigharChain *make_chain(Scripts *scripts, guint n)
{
  static const MigharFormatFacts format = {.name = "goose", .no_transaction_hint = ""};
  MigharChain *chain = mighar_chain_new(mighar_driver_find("sqlite")->engine, &format, "migrations");
  for (guint i = 0; i < n; i++) {
    g_autofree char *version = g_strdup_printf("%u", i + 1);
    MigharMigration *migration = mighar_migration_new(version, "m", "chain.sql");
    migration->up = make_script(scripts[i][0]);
    migration->down = make_script(scripts[i][1]);
    g_ptr_array_add(chain->migrations, migration);
  }
  return chain;
}

/* Verifies the chain on a server of SQLite with this driver; options without levels have the default ones. */
static inline MigharEngineReport *verify_with(const MigharDriver *driver, const MigharChain *chain,
                                              MigharVerifyOptions options, GError **error)
{
  g_autoptr(MigharLevels) levels = mighar_levels_new();
  g_autofree char *missing = NULL;
  const MigharServerOptions server_options = {0};
  g_autoptr(GPtrArray) servers = mighar_driver_find("sqlite")->find_servers(&server_options, &missing, NULL);
  MigharServer *server = g_ptr_array_index(servers, 0);
  server->driver = driver;
  if (options.levels == NULL)
    options.levels = levels;
  MigharEngineReport *report = mighar_verify(chain, server, &options, error);
  server->driver = mighar_driver_find("sqlite");
  return report;
}

/* NULL when there is none of this name. */
static inline const MigharCheckReport *find_check_in(const GPtrArray *checks, const char *name)
{
  for (guint i = 0; i < checks->len; i++) {
    const MigharCheckReport *check = g_ptr_array_index(checks, i);
    if (g_str_equal(check->check, name))
      return check;
  }
  return NULL;
}

/* All that the report says, in lines: "2 schema fail: ...". */
static inline char *tell_report(const MigharEngineReport *report)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i <= report->migrations->len; i++) {
    const MigharMigrationReport *migration =
        i < report->migrations->len ? g_ptr_array_index(report->migrations, i) : NULL;
    g_autoptr(GPtrArray) checks =
        migration != NULL ? mighar_migration_report_checks(migration) : g_ptr_array_ref(report->checks);
    for (guint j = 0; j < checks->len; j++) {
      const MigharCheckReport *check = g_ptr_array_index(checks, j);
      g_string_append_printf(text, "%s %s %s: %s\n", migration != NULL ? migration->version : "all",
                             check->check, mighar_verdict_name(check->verdict),
                             check->reason != NULL ? check->reason : "");
      for (guint k = 0; k < check->findings->len; k++)
        g_string_append_printf(text, "  %s\n",
                               ((const MigharFinding *)g_ptr_array_index(check->findings, k))->message);
    }
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}
