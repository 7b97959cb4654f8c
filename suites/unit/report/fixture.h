/* A report with one of everything, as a run would make it. */
#pragma once

#include <mighar/report.h>

#define FIXTURE_FILE "migrations/sqlite/0002_add_status.sql"

static inline MigharMigrationReport *fixture_migration(MigharEngineReport *engine, const char *version,
                                                       const char *name)
{
  MigharMigrationReport *migration = g_new0(MigharMigrationReport, 1);
  g_autofree char *file = g_strdup_printf("%s/%s_%s.sql", engine->directory, version, name);
  migration->version = g_strdup(version);
  migration->name = g_strdup(name);
  migration->file = g_intern_string(file);
  migration->line = 1;
  migration->checks = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_check_report_free);
  g_ptr_array_add(engine->migrations, migration);
  return migration;
}

static inline MigharCheckReport *fixture_check(GPtrArray *checks, const char *name, MigharVerdict verdict,
                                               const char *reason)
{
  MigharCheckReport *check = mighar_check_report_new(name);
  check->verdict = verdict;
  check->seconds = 0.0012344;
  check->reason = g_strdup(reason);
  g_ptr_array_add(checks, check);
  return check;
}

static inline MigharFinding *fixture_finding(MigharCheckReport *check, const char *kind, const char *message,
                                             guint line, guint column)
{
  MigharFinding *finding = mighar_finding_new(kind, "%s", message);
  finding->file = g_intern_static_string(FIXTURE_FILE);
  finding->line = line;
  finding->column = column;
  g_ptr_array_add(check->findings, finding);
  return finding;
}

static inline MigharEngineReport *fixture_engine(MigharReport *report, const char *engine, const char *title)
{
  const MigharEngine facts = {.name = engine, .title = title};
  const MigharFormatFacts format = {.name = "goose"};
  g_autofree char *directory = g_strdup_printf("migrations/%s", engine);
  g_autoptr(MigharChain) chain = mighar_chain_new(&facts, &format, directory);
  MigharEngineReport *entry = mighar_engine_report_new(chain);
  g_ptr_array_add(report->engines, entry);
  return entry;
}

static inline void fixture_fill_failed(MigharMigrationReport *migration)
{
  fixture_check(migration->checks, "up", MIGHAR_PASS, NULL);
  fixture_check(migration->checks, "down", MIGHAR_PASS, NULL);
  MigharCheckReport *schema = fixture_check(migration->checks, "schema", MIGHAR_FAIL, NULL);
  MigharFinding *missing =
      fixture_finding(schema, "missing", "index idx_users_email is missing after the down", 14, 1);
  missing->object = g_strdup("index idx_users_email");
  missing->fix = g_strdup("CREATE INDEX idx_users_email ON users (email);");
  MigharFinding *changed =
      fixture_finding(schema, "changed", "view active: definition is another one after the down", 14, 1);
  changed->object = g_strdup("view active");
  changed->property = g_strdup("definition");
  changed->before = g_strdup("SELECT id,\n  email\nFROM users\nWHERE active");
  changed->after = g_strdup("SELECT id\nFROM users\nWHERE active");
  MigharCheckReport *replay = fixture_check(migration->checks, "replay", MIGHAR_FAIL, NULL);
  MigharFinding *failed = fixture_finding(replay, "sql-error", "table status already exists", 5, 14);
  failed->hint = g_strdup("the down leaves it behind");
}

static inline void fixture_fill_irreversible(MigharMigrationReport *migration)
{
  fixture_check(migration->checks, "up", MIGHAR_PASS, NULL);
  fixture_check(migration->checks, "down", MIGHAR_SKIP, "irreversible: the rows are gone");
  fixture_check(migration->checks, "schema", MIGHAR_SKIP, "irreversible: the rows are gone");
}

/* SQLite with verdicts of every kind, PostgreSQL skipped. */
static inline MigharReport *fixture_report(void)
{
  MigharReport *report = mighar_report_new();
  report->seconds = 1.2345678;
  report->started = 1700000000;
  g_ptr_array_add(report->warnings, g_strdup("migrations/notes.txt: matches no migration"));

  MigharEngineReport *sqlite = fixture_engine(report, "sqlite", "SQLite");
  sqlite->version = g_strdup("3.40.1");
  sqlite->where = g_strdup("in memory");
  sqlite->seconds = 0.75;
  MigharMigrationReport *good = fixture_migration(sqlite, "0001", "create_users");
  fixture_check(good->checks, "up", MIGHAR_PASS, NULL);
  fixture_fill_failed(fixture_migration(sqlite, "0002", "add_status"));
  fixture_fill_irreversible(fixture_migration(sqlite, "0003", "drop_legacy"));
  fixture_fill_irreversible(fixture_migration(sqlite, "0004", "drop_more"));
  MigharMigrationReport *allowed = fixture_migration(sqlite, "0005", "reorder");
  MigharCheckReport *order =
      fixture_check(allowed->checks, "schema", MIGHAR_WARN, "allowed: nobody reads by position");
  MigharFinding *finding =
      fixture_finding(order, "order", "table users: the columns are in another order after the down", 9, 0);
  finding->before = g_strdup("id, email");
  finding->after = g_strdup("email, id");
  MigharCheckReport *chain = fixture_check(sqlite->checks, "chain", MIGHAR_UNKNOWN, NULL);
  g_ptr_array_add(chain->findings, mighar_finding_new("environment", "the connection was lost"));

  MigharEngineReport *postgres = fixture_engine(report, "postgres", "PostgreSQL");
  postgres->skipped = g_strdup("no server binaries in PATH");
  return report;
}
