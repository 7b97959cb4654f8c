/* Several walks along one chain: the same report, or none of theirs. */
#include "chains.h"

#include <mighar/error.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const MigharDriver *real;
static MigharDriver driver;
static gint n_databases, n_made; /* open, and ever */
static gint n_common, n_purged;
static gint failing_create; /* which one, from 1; 0: none */
static gboolean common_changes, has_left;
static const char *failing_script; /* a part of it */
static guint n_begun, n_begins;
static GThread *descending;  /* who has tried the last migration */
static gint n_downs_of_late; /* by who descends */
static enum { AT_ONCE, FAILS_LATE, FAILS_LATE_AND_ON_THE_WAY } late;

#define LATE_MICROSECONDS 300000

static MigharDatabase *create(MigharServer *server, GError **error)
{
  if (g_atomic_int_add(&n_made, 1) + 1 == failing_create) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "too many");
    return NULL;
  }
  g_atomic_int_inc(&n_databases);
  return real->create(server, error);
}

static MigharDatabase *copy(MigharDatabase *source, GError **error)
{
  g_atomic_int_inc(&n_databases);
  return real->copy(source, error);
}

static void drop(MigharDatabase *database)
{
  g_atomic_int_add(&n_databases, database != NULL ? -1 : 0);
  real->drop(database);
}

/* A down that fails where it is judged, after others have been on their way for long. */
static gboolean fail_late(MigharOutcome *outcome)
{
  if (g_atomic_pointer_get(&descending) != g_thread_self())
    g_usleep(LATE_MICROSECONDS);
  *outcome = (MigharOutcome){.message = g_strdup("not here"), .code = g_strdup("SQLITE_ERROR")};
  return TRUE;
}

static gboolean execute(MigharDatabase *database, const MigharScript *script, MigharOutcome *outcome,
                        GError **error)
{
  if (failing_script != NULL && strstr(script->text, failing_script) != NULL) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "the server is gone");
    return FALSE;
  }
  if (strstr(script->text, "create table f") != NULL)
    g_atomic_pointer_set(&descending, g_thread_self());
  if (late != AT_ONCE && strstr(script->text, "drop table e") != NULL) {
    gboolean on_the_way = g_atomic_pointer_get(&descending) == g_thread_self();
    g_atomic_int_add(&n_downs_of_late, on_the_way);
    if (!on_the_way || late == FAILS_LATE_AND_ON_THE_WAY)
      return fail_late(outcome);
  }
  return real->execute(database, script, outcome, error);
}

/* All databases must be gone when it is asked for. */
static char *common(MigharServer *server, GError **error)
{
  (void)server;
  (void)error;
  assert_int_equal(n_databases, 0);
  n_common++;
  return g_strdup_printf("%d", common_changes ? n_common : 0);
}

static gboolean purge(MigharServer *server, GError **error)
{
  (void)server;
  (void)error;
  assert_int_equal(n_databases, 0);
  n_purged++;
  has_left = FALSE;
  return TRUE;
}

static gboolean has_leftovers(MigharServer *server, gboolean *has, GError **error)
{
  (void)server;
  (void)error;
  *has = has_left;
  return TRUE;
}

static void engine_begins(void *data, const MigharEngineReport *report, guint n)
{
  (void)data;
  (void)report;
  assert_int_equal(n, 6);
  n_begins++;
  n_begun = 0;
}

static void migration_begins(void *data, const MigharEngineReport *report, const MigharMigration *migration,
                             guint before, guint n)
{
  (void)data;
  (void)report;
  assert_non_null(migration);
  assert_int_equal(before, n_begun++);
  assert_int_equal(n, 6);
}

static Scripts scripts[] = {
    {"create table a (id int)", "drop table a"},
    {"create index i on a (id)", "select 1"}, /* leaves an index behind */
    {"create table c (id int)", "drop table c"},
    {"create table no such thing", "drop table d"},    /* does not apply */
    {"create table e (id int)", "drop table no_such"}, /* does not come down */
    {"create table f (id int)", "drop table f"},
};

static Scripts late_scripts[] = {
    {"create table a (id int)", "drop table a"}, {"create index i on a (id)", "drop index i"},
    {"create table c (id int)", "drop table c"}, {"create table d (id int)", "drop table d"},
    {"create table e (id int)", "drop table e"}, {"create table f (id int)", "drop table f"},
};

static MigharEngineReport *run(guint jobs, GError **error)
{
  n_made = n_common = n_purged = 0;
  n_begun = n_begins = 0;
  n_downs_of_late = 0;
  descending = NULL;
  g_autoptr(MigharChain) chain = late != AT_ONCE ? make_chain(late_scripts, G_N_ELEMENTS(late_scripts))
                                                 : make_chain(scripts, G_N_ELEMENTS(scripts));
  g_autoptr(MigharJobs) threads = jobs > 0 ? mighar_jobs_new(jobs) : NULL;
  const MigharVerifyOptions options = {
      .jobs = threads,
      .segment = jobs > 0 ? 1 : 0,
      .progress = {.engine_begins = engine_begins, .migration_begins = migration_begins}};
  return verify_with(&driver, chain, options, error);
}

static int start(void **state)
{
  (void)state;
  real = mighar_driver_find("sqlite");
  driver = *real;
  driver.create = create;
  driver.copy = copy;
  driver.drop = drop;
  driver.execute = execute;
  driver.common = common;
  driver.purge = purge;
  driver.has_leftovers = has_leftovers;
  common_changes = has_left = FALSE;
  failing_create = 0;
  failing_script = NULL;
  late = AT_ONCE;
  return 0;
}

static void assert_same_as_alone(guint jobs)
{
  g_autoptr(MigharEngineReport) together = run(jobs, NULL);
  assert_int_equal(n_databases, 0);
  guint begun = n_begun, made = n_made;
  failing_create = 0;
  g_autoptr(MigharEngineReport) alone = run(0, NULL);
  g_autofree char *expected = tell_report(alone), *found = tell_report(together);
  assert_string_equal(expected, found);
  assert_int_equal(begun, n_begun);
  assert_true(made > (guint)n_made);
}

static void threads_find_what_one_finds(void **state)
{
  (void)state;
  for (guint jobs = 1; jobs <= 8; jobs++)
    assert_same_as_alone(jobs);
}

static void nothing_is_left_to_purge(void **state)
{
  (void)state;
  g_autoptr(MigharEngineReport) report G_GNUC_UNUSED = run(3, NULL);
  assert_int_equal(n_common, 2);
  assert_int_equal(n_purged, 0);
  assert_int_equal(n_begins, 1);
}

static void what_databases_share_was_changed(void **state)
{
  (void)state;
  common_changes = TRUE;
  assert_same_as_alone(3);
  g_autoptr(MigharEngineReport) report G_GNUC_UNUSED = run(3, NULL);
  assert_int_equal(n_purged, 1);
  assert_int_equal(n_begins, 2); /* once more, and by one */
}

static void something_was_left_on_the_server(void **state)
{
  (void)state;
  has_left = TRUE;
  g_autoptr(MigharEngineReport) report = run(3, NULL);
  assert_int_equal(n_purged, 1);
  assert_int_equal(n_begins, 2);
  assert_int_equal(report->migrations->len, 6);
}

static void not_all_databases_can_be_had(void **state)
{
  (void)state;
  failing_create = 3;
  assert_same_as_alone(3);
}

/* Whoever meets it first, the report tells of the first in the chain's order. */
static void the_run_ends_where_the_chain_does(void **state)
{
  (void)state;
  failing_script = "table c";
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharEngineReport) alone = run(0, &error);
  for (guint jobs = 1; jobs <= 4; jobs++) {
    g_autoptr(MigharEngineReport) together = run(jobs, &error);
    g_autofree char *expected = tell_report(alone), *found = tell_report(together);
    assert_string_equal(expected, found);
    assert_int_equal(n_databases, 0);
  }
}

/* The way down does not wait for others, and is what it would have been. */
static void a_down_fails_after_it_applied_on_the_way(void **state)
{
  (void)state;
  late = FAILS_LATE;
  assert_same_as_alone(6);
  g_autoptr(MigharEngineReport) report G_GNUC_UNUSED = run(6, NULL);
  assert_int_equal(n_downs_of_late, 1);
}

static void a_down_fails_after_it_failed_on_the_way(void **state)
{
  (void)state;
  late = FAILS_LATE_AND_ON_THE_WAY;
  assert_same_as_alone(6);
  g_autoptr(MigharEngineReport) report G_GNUC_UNUSED = run(6, NULL);
  assert_int_equal(n_downs_of_late, 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(threads_find_what_one_finds, start),
      cmocka_unit_test_setup(nothing_is_left_to_purge, start),
      cmocka_unit_test_setup(what_databases_share_was_changed, start),
      cmocka_unit_test_setup(something_was_left_on_the_server, start),
      cmocka_unit_test_setup(not_all_databases_can_be_had, start),
      cmocka_unit_test_setup(the_run_ends_where_the_chain_does, start),
      cmocka_unit_test_setup(a_down_fails_after_it_applied_on_the_way, start),
      cmocka_unit_test_setup(a_down_fails_after_it_failed_on_the_way, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
