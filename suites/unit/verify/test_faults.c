/* A server that fails in the middle of a run: what has no verdict says why, and no database stays open. */
#include <mighar/verify.h>

#include <mighar/error.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* The real driver of SQLite, with one of its calls made to fail. */
static MigharDriver driver;
static const MigharDriver *real;
static guint calls;
static guint failing_call; /* counted from 1; 0: none */
static guint open_databases;

static gboolean is_failing(GError **error)
{
  if (++calls != failing_call)
    return FALSE;
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "the server is gone");
  return TRUE;
}

static MigharDatabase *counted(MigharDatabase *database)
{
  open_databases += database != NULL;
  return database;
}

static MigharDatabase *create(MigharServer *server, GError **error)
{
  return is_failing(error) ? NULL : counted(real->create(server, error));
}

static MigharDatabase *copy(MigharDatabase *source, GError **error)
{
  return is_failing(error) ? NULL : counted(real->copy(source, error));
}

static void drop(MigharDatabase *database)
{
  open_databases -= database != NULL;
  real->drop(database);
}

static gboolean reset(MigharDatabase *database, GError **error)
{
  return !is_failing(error) && real->reset(database, error);
}

static gboolean execute(MigharDatabase *database, const MigharScript *script, MigharOutcome *outcome,
                        GError **error)
{
  return !is_failing(error) && real->execute(database, script, outcome, error);
}

static MigharSnapshot *snapshot(MigharDatabase *database, MigharReading reading, GError **error)
{
  return is_failing(error) ? NULL : real->snapshot(database, reading, error);
}

static MigharScript *make_script(const char *text)
{
  MigharScript *script = mighar_script_new("chain.sql", 1, text, strlen(text));
  g_array_unref(script->statements);
  script->statements = mighar_sql_split(MIGHAR_DIALECT_SQLITE, text, strlen(text), 1);
  script->transaction = TRUE;
  return script;
}

static const MigharFormatFacts format = {.name = "goose", .no_transaction_hint = ""};

/* The second migration leaves an index behind, so that a restoration is part of the run. */
static MigharChain *make_chain(void)
{
  static const char *const scripts[][2] = {
      {"create table a (id int)", "drop table a"},
      {"create index i on a (id)", "select 1"},
      {"create table c (id int)", "drop table c"},
  };
  MigharChain *chain = mighar_chain_new(real->engine, &format, "migrations");
  for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
    g_autofree char *version = g_strdup_printf("%u", i + 1);
    MigharMigration *migration = mighar_migration_new(version, "m", "chain.sql");
    migration->up = make_script(scripts[i][0]);
    migration->down = make_script(scripts[i][1]);
    g_ptr_array_add(chain->migrations, migration);
  }
  return chain;
}

/* A run in which the given call fails. */
static MigharEngineReport *run_with(guint call, GError **error)
{
  g_autoptr(MigharChain) chain = make_chain();
  g_autoptr(MigharLevels) levels = mighar_levels_new();
  g_autofree char *missing = NULL;
  const MigharServerOptions server_options = {0};
  g_autoptr(GPtrArray) servers = real->find_servers(&server_options, &missing, NULL);
  MigharServer *server = g_ptr_array_index(servers, 0);
  server->driver = &driver;
  calls = 0;
  failing_call = call;
  const MigharVerifyOptions options = {.levels = levels};
  MigharEngineReport *report = mighar_verify(chain, server, &options, error);
  server->driver = real;
  return report;
}

static int set_up(void **state)
{
  (void)state;
  real = mighar_driver_find("sqlite");
  driver = *real;
  driver.create = create;
  driver.copy = copy;
  driver.drop = drop;
  driver.reset = reset;
  driver.execute = execute;
  driver.snapshot = snapshot;
  return 0;
}

static void a_run_without_faults_gives_every_verdict(void **state)
{
  (void)state;
  g_autoptr(MigharEngineReport) report = run_with(0, NULL);
  assert_int_equal(open_databases, 0);
  MigharTally tally;
  mighar_tally_engine(report, &tally);
  assert_int_equal(tally.of[MIGHAR_PASS], 17);
  assert_int_equal(tally.of[MIGHAR_FAIL], 2); /* schema and replay of the second */
  assert_int_equal(tally.of[MIGHAR_UNKNOWN], 0);
}

static void assert_report_of_fault(const MigharEngineReport *report)
{
  MigharTally tally;
  mighar_tally_engine(report, &tally);
  assert_true(tally.of[MIGHAR_UNKNOWN] >= 1);
  assert_int_equal(report->migrations->len, 3);
  for (guint i = 0; i < report->migrations->len; i++) {
    g_autoptr(GPtrArray) checks = mighar_migration_report_checks(g_ptr_array_index(report->migrations, i));
    assert_int_equal(checks->len, 6);
  }
  assert_int_equal(report->checks->len, 1);
}

static void a_fault_at_any_call_is_told_and_leaves_nothing_open(void **state)
{
  (void)state;
  mighar_engine_report_free(run_with(0, NULL));
  guint n_calls = calls;
  assert_true(n_calls > 30);
  for (guint call = 1; call <= n_calls; call++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(MigharEngineReport) report = run_with(call, &error);
    assert_int_equal(open_databases, 0);
    if (call == 1) { /* not even a first database */
      assert_null(report);
      assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
    } else {
      assert_report_of_fault(report);
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_run_without_faults_gives_every_verdict),
      cmocka_unit_test(a_fault_at_any_call_is_told_and_leaves_nothing_open),
  };
  return cmocka_run_group_tests(tests, set_up, NULL);
}
