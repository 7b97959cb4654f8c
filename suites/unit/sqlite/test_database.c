/* Scratch databases: made, copied, kept, removed. */
#include "fixture.h"

#include "database.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

static char *rows_of(sqlite3 *connection)
{
  GString *rows = g_string_new(NULL);
  g_autoptr(sqlite3_stmt) statement = NULL;
  assert_int_equal(sqlite3_prepare_v2(connection, "select rowid, a from t", -1, &statement, NULL), SQLITE_OK);
  while (sqlite3_step(statement) == SQLITE_ROW)
    g_string_append_printf(rows, "%d %s;", sqlite3_column_int(statement, 0),
                           sqlite3_column_text(statement, 1));
  return g_string_free(rows, FALSE);
}

static void assert_rows(MigharDatabase *database, const char *expected)
{
  g_autofree char *rows = rows_of(((SqliteDatabase *)database)->connection);
  assert_string_equal(rows, expected);
}

static void test_engine(void **state)
{
  (void)state;
  const MigharEngine *engine = mighar_sqlite_driver.engine;
  assert_string_equal(engine->name, "sqlite");
  assert_string_equal(engine->title, "SQLite");
  assert_int_equal(engine->dialect, MIGHAR_DIALECT_SQLITE);
  assert_true(g_strv_contains(engine->directories, "sqlite3"));
  assert_true(g_strv_contains(engine->url_schemes, "file"));

  g_autoptr(GPtrArray) servers = find_servers();
  MigharServer *server = g_ptr_array_index(servers, 0);
  assert_ptr_equal(server->driver, &mighar_sqlite_driver);
  assert_string_equal(server->version, sqlite3_libversion());
  assert_string_equal(server->where, "in memory");
  assert_true(mighar_sqlite_driver.purge(server, NULL));
}

static void test_names_are_unique(void **state)
{
  MigharDatabase *first = *state;
  void *second;
  open_database(&second);
  assert_string_not_equal(first->name, ((MigharDatabase *)second)->name);
  close_database(&second);
}

static void test_empty(void **state)
{
  g_autofree char *text = snapshot_text(*state);
  assert_string_equal(text, "database: main\n");
}

static void test_drop_nothing(void **state)
{
  (void)state;
  mighar_sqlite_driver.drop(NULL);
}

static MigharDatabase *copy(MigharDatabase *database)
{
  GError *error = NULL;
  MigharDatabase *copied = mighar_sqlite_driver.copy(database, &error);
  assert_null(error);
  return copied;
}

/* Either can change without the other. */
static void test_copy(void **state)
{
  run(*state,
      "pragma page_size = 1024; create table t(a); insert into t(rowid, a) values (3, 'x'), (5, 'y')");
  MigharDatabase *copied = copy(*state);
  assert_ptr_equal(copied->server, ((MigharDatabase *)*state)->server);
  assert_rows(copied, "3 x;5 y;");
  run(copied, "delete from t where a = 'x'");
  run(*state, "delete from t where a = 'y'");
  assert_rows(copied, "5 y;");
  assert_rows(*state, "3 x;");
  mighar_sqlite_driver.drop(copied);
}

static void test_copy_of_empty(void **state)
{
  MigharDatabase *copied = copy(*state);
  run(copied, "create table t(a)");
  mighar_sqlite_driver.drop(copied);
}

/* The copy has a session of its own, and the source a fresh one. */
static void test_copy_renews_session(void **state)
{
  run(*state,
      "create table t(a); insert into t values ('x'); create temp table u(b); pragma foreign_keys = off");
  MigharDatabase *copied = copy(*state);
  run(*state, "create table u(c)");
  run(copied, "create table u(d)");
  g_auto(MigharOutcome) outcome = {0};
  const char *orphan = "create table c(p references t(a)); insert into c values ('nowhere')";
  execute(copied, orphan, TRUE, &outcome);
  assert_false(outcome.applied);
  mighar_sqlite_driver.drop(copied);
}

static void assert_kept(const char *path)
{
  sqlite3 *connection = NULL;
  assert_int_equal(sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
  g_autofree char *rows = rows_of(connection);
  assert_string_equal(rows, "7 x;");
  sqlite3_close(connection);
}

/* keep() closes the database, so a copy is kept, as the harness does. */
static void test_keep(void **state)
{
  run(*state, "create table t(a); insert into t(rowid, a) values (7, 'x')");
  GError *error = NULL;
  g_autofree char *how = mighar_sqlite_driver.keep(copy(*state), &error);
  assert_null(error);
  g_auto(GStrv) lines = g_strsplit(how, "\n", -1);
  assert_int_equal(g_strv_length(lines), 2);

  int n;
  g_auto(GStrv) words = NULL;
  assert_true(g_shell_parse_argv(lines[0], &n, &words, NULL));
  assert_int_equal(n, 2);
  assert_string_equal(words[0], "sqlite3");
  GStatBuf facts;
  assert_int_equal(g_stat(words[1], &facts), 0);
  assert_int_equal(facts.st_mode & 0777, 0600);
  assert_kept(words[1]);
  assert_int_equal(g_spawn_command_line_sync(lines[1], NULL, NULL, NULL, NULL), TRUE);
  assert_int_not_equal(g_access(words[1], F_OK), 0);
}

static void test_keep_nowhere(void **state)
{
  GError *error = NULL;
  assert_null(mighar_sqlite_driver.keep(copy(*state), &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  assert_non_null(strstr(error->message, "TMPDIR"));
  g_error_free(error);
}

/* As on a disk that is full. */
static void test_keep_half(void **state)
{
  run(*state, "create table t(a); insert into t values (zeroblob(100000))");
  struct rlimit limit = {.rlim_cur = 8192, .rlim_max = 8192};
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
  GError *error = NULL;
  assert_null(mighar_sqlite_driver.keep(copy(*state), &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  g_error_free(error);
}

/* What a person did to sqlite_schema by hand and never looked at again. */
static void test_unreadable_schema(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state,
          "create table t(a); pragma writable_schema = on; update sqlite_schema set sql = 'create table'",
          FALSE, &outcome);
  assert_false(outcome.applied);
  reset(*state);
  GError *error = NULL;
  assert_null(mighar_sqlite_driver.snapshot(*state, MIGHAR_READ_ANEW, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  assert_non_null(strstr(error->message, "malformed database schema (t)"));
  g_error_free(error);
}

/* Tests that need a process of their own, since GLib asks for TMPDIR once, and limits stay. */
static const struct CMUnitTest separate_tests[] = {
    {"nowhere", test_keep_nowhere, open_database, close_database, NULL},
    {"half", test_keep_half, open_database, close_database, NULL},
};

static int run_separate_test(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(separate_tests); i++)
    if (g_str_equal(separate_tests[i].name, name)) {
      const struct CMUnitTest tests[] = {separate_tests[i]};
      return cmocka_run_group_tests_name(name, tests, NULL, NULL);
    }
  return -1;
}

static void assert_passes(char *name, const char *temporary_folder)
{
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  char *command[] = {self, name, NULL};
  g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "TMPDIR", temporary_folder, TRUE);
  int status = -1;
  assert_true(g_spawn_sync(NULL, command, environment, 0, NULL, NULL, NULL, NULL, &status, NULL));
  assert_int_equal(status, 0);
}

static void test_keep_without_temporary_folder(void **state)
{
  (void)state;
  assert_passes("nowhere", "/nonexistent");
}

/* Nothing is left behind. */
static void test_keep_on_full_disk(void **state)
{
  (void)state;
  g_autofree char *folder = g_dir_make_tmp("mighar_test_XXXXXX", NULL);
  assert_non_null(folder);
  assert_passes("half", folder);
  assert_int_equal(g_rmdir(folder), 0);
}

int main(int argc, char **argv)
{
  if (argc > 1)
    return run_separate_test(argv[1]);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_engine),
      cmocka_unit_test(test_drop_nothing),
      cmocka_unit_test_setup_teardown(test_names_are_unique, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_empty, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_copy, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_copy_of_empty, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_copy_renews_session, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_keep, open_database, close_database),
      cmocka_unit_test(test_keep_without_temporary_folder),
      cmocka_unit_test(test_keep_on_full_disk),
      cmocka_unit_test_setup_teardown(test_unreadable_schema, open_database, close_database),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
