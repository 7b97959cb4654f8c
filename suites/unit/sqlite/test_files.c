/* Scratch databases in files, for other processes to work on. */
#include "fixture.h"

#include "database.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static GPtrArray *find_shared(void)
{
  char *missing = NULL;
  GError *error = NULL;
  const MigharServerOptions options = {.shared = TRUE};
  GPtrArray *servers = mighar_sqlite_driver.find_servers(&options, &missing, &error);
  assert_null(error);
  assert_int_equal(servers->len, 1);
  return servers;
}

static MigharDatabase *create(GPtrArray *servers)
{
  GError *error = NULL;
  MigharDatabase *database = mighar_sqlite_driver.create(g_ptr_array_index(servers, 0), &error);
  assert_null(error);
  return database;
}

static char *url_of(MigharDatabase *database)
{
  GError *error = NULL;
  char *url = mighar_sqlite_driver.url(database, &error);
  assert_null(error);
  assert_true(g_str_has_prefix(url, "sqlite:////"));
  return url;
}

static const char *file_of(const char *url)
{
  return url + strlen("sqlite:///");
}

/* As another process would. */
static void run_elsewhere(MigharDatabase *database, const char *sql)
{
  g_autofree char *url = url_of(database);
  g_autoptr(sqlite3) connection = NULL;
  assert_int_equal(sqlite3_open(file_of(url), &connection), SQLITE_OK);
  if (sqlite3_exec(connection, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(connection));
}

static gboolean has_table(MigharDatabase *database, const char *name)
{
  g_autoptr(MigharSnapshot) taken = snapshot(database);
  return mighar_snapshot_find(taken, "table", name) != NULL;
}

static void what_others_do_is_seen(void **state)
{
  (void)state;
  g_autoptr(GPtrArray) servers = find_shared();
  MigharDatabase *database = create(servers);
  run(database, "CREATE TABLE a (x)");
  run_elsewhere(database, "CREATE TABLE b (x); DROP TABLE a");
  assert_false(has_table(database, "a"));
  assert_true(has_table(database, "b"));
  /* A journal that readers must have a part in, and one that only a lone connection can leave again. */
  run_elsewhere(database, "PRAGMA journal_mode = WAL; CREATE TABLE c (x)");
  assert_true(has_table(database, "c"));
  run_elsewhere(database, "PRAGMA journal_mode = DELETE; DROP TABLE c");
  assert_false(has_table(database, "c"));
  mighar_sqlite_driver.drop(database);
}

static void a_copy_is_a_file_of_its_own(void **state)
{
  (void)state;
  g_autoptr(GPtrArray) servers = find_shared();
  MigharDatabase *database = create(servers);
  run_elsewhere(database, "CREATE TABLE a (x)");
  MigharDatabase *copy = mighar_sqlite_driver.copy(database, NULL);
  assert_non_null(copy);
  run_elsewhere(copy, "DROP TABLE a; CREATE TABLE b (x)");
  assert_true(has_table(database, "a"));
  assert_false(has_table(database, "b"));
  assert_true(has_table(copy, "b"));
  mighar_sqlite_driver.drop(copy);
  mighar_sqlite_driver.drop(database);
}

static void sessions_are_new_after_a_reset(void **state)
{
  (void)state;
  g_autoptr(GPtrArray) servers = find_shared();
  MigharDatabase *database = create(servers);
  run(database, "CREATE TABLE a (x); CREATE TEMP TABLE t (x); PRAGMA foreign_keys = off");
  reset(database);
  g_auto(MigharOutcome) outcome = {0};
  execute(database, "SELECT * FROM t", FALSE, &outcome);
  assert_false(outcome.applied);
  assert_true(has_table(database, "a"));
  mighar_sqlite_driver.drop(database);
}

static void nothing_is_left(void **state)
{
  (void)state;
  GPtrArray *servers = find_shared();
  MigharDatabase *database = create(servers);
  run_elsewhere(database, "PRAGMA journal_mode = WAL; CREATE TABLE c (x)");
  assert_true(has_table(database, "c"));
  g_autofree char *url = url_of(database);
  g_autofree char *directory = g_path_get_dirname(file_of(url));
  assert_true(g_file_test(file_of(url), G_FILE_TEST_EXISTS));
  mighar_sqlite_driver.drop(database);
  assert_false(g_file_test(file_of(url), G_FILE_TEST_EXISTS));
  g_ptr_array_unref(servers);
  assert_false(g_file_test(directory, G_FILE_TEST_EXISTS));
}

static void nothing_is_left_after_a_signal(void **state)
{
  (void)state;
  /* GLib looks at TMPDIR once, and is to do so in the child. */
  char temporary[] = "/tmp/mighar_test_XXXXXX";
  assert_non_null(g_mkdtemp(temporary));
  pid_t child = fork();
  if (child == 0) {
    g_setenv("TMPDIR", temporary, TRUE);
    GPtrArray *servers = find_shared();
    for (guint i = 0; i < 12; i++)
      run(create(servers), "PRAGMA journal_mode = WAL; CREATE TABLE c (x)");
    mighar_sqlite_driver.abandon();
    _exit(0);
  }
  int status = -1;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  assert_int_equal(g_rmdir(temporary), 0);
}

static void memory_has_no_url(void **state)
{
  GError *error = NULL;
  assert_null(mighar_sqlite_driver.url(*state, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  g_clear_error(&error);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_others_do_is_seen),
      cmocka_unit_test(a_copy_is_a_file_of_its_own),
      cmocka_unit_test(sessions_are_new_after_a_reset),
      cmocka_unit_test(nothing_is_left),
      cmocka_unit_test_setup_teardown(memory_has_no_url, open_database, close_database),
  };
  const struct CMUnitTest first[] = {cmocka_unit_test(nothing_is_left_after_a_signal)};
  int failed = cmocka_run_group_tests(first, NULL, NULL);
  return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
