/* What the runner does besides migrations on a database in a file: its lock, its backup. */
#include "sqlite.h"
#include "target.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const MigharTargetSettings settings = {.create = TRUE};

static int make_directory(void **state)
{
  *state = g_dir_make_tmp("mighar-XXXXXX", NULL);
  return *state != NULL ? 0 : -1;
}

/* Fails when something is left in it. */
static int remove_directory(void **state)
{
  g_autofree char *database = g_build_filename(*state, "a.db", NULL);
  g_unlink(database);
  int removed = g_rmdir(*state);
  g_free(*state);
  return removed;
}

static MigharTarget *open_in(const char *directory)
{
  g_autofree char *path = g_build_filename(directory, "a.db", NULL);
  GError *error = NULL;
  MigharTarget *target = sqlite_target.open(path, &settings, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  return target;
}

static void remember(void *data, const char *holder)
{
  g_string_append_printf(data, "%s\n", holder);
}

static void a_holder_is_named_and_waited_for(void **state)
{
  MigharTarget *first = open_in(*state), *second = open_in(*state);
  g_autoptr(GString) told = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  MigharTargetLock lock = {.seconds = 0.2, .waiting = remember, .data = told};
  g_autofree char *process = g_strdup_printf("process %d on host '", (int)getpid());
  assert_true(sqlite_target.lock(first, &lock, NULL));
  assert_false(sqlite_target.lock(second, &lock, &error));
  assert_non_null(strstr(error->message, process));
  assert_true(g_str_has_prefix(told->str, process));
  assert_null(strchr(strchr(told->str, '\n') + 1, '\n'));
  sqlite_target.close(first); // gives it up
  assert_true(sqlite_target.lock(second, &lock, NULL));
  sqlite_target.close(second);
}

static void a_holder_that_dies_gives_it_up(void **state)
{
  MigharTargetLock lock = {.seconds = 0};
  pid_t child = fork();
  if (child == 0)
    _exit(sqlite_target.lock(open_in(*state), &lock, NULL) ? 0 : 1);
  int status;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  MigharTarget *target = open_in(*state);
  assert_true(sqlite_target.lock(target, &lock, NULL));
  sqlite_target.close(target);
}

#define N_PROCESSES 6
#define N_TURNS     40

/* Counts up in a file, which only one at a time does right. */
static void take_turns(const char *directory)
{
  g_autofree char *counter = g_build_filename(directory, "count", NULL);
  MigharTarget *target = open_in(directory);
  MigharTargetLock lock = {.seconds = 60};
  for (guint i = 0; i < N_TURNS; i++) {
    g_autofree char *text = NULL;
    if (!sqlite_target.lock(target, &lock, NULL))
      _exit(1);
    g_file_get_contents(counter, &text, NULL, NULL);
    g_autofree char *next = g_strdup_printf("%d", text != NULL ? atoi(text) + 1 : 1);
    g_file_set_contents(counter, next, -1, NULL);
    sqlite_target.unlock(target);
  }
  _exit(0);
}

/* The file of the lock is made and removed all the time. */
static void only_one_at_a_time_holds_it(void **state)
{
  g_autofree char *counter = g_build_filename(*state, "count", NULL);
  g_autofree char *text = NULL;
  for (guint i = 0; i < N_PROCESSES; i++)
    if (fork() == 0)
      take_turns(*state);
  for (guint i = 0; i < N_PROCESSES; i++) {
    int status;
    assert_true(wait(&status) > 0);
    assert_int_equal(status, 0);
  }
  assert_true(g_file_get_contents(counter, &text, NULL, NULL));
  assert_int_equal(atoi(text), N_PROCESSES * N_TURNS);
  assert_int_equal(g_unlink(counter), 0);
}

static void a_backup_is_whole_and_private(void **state)
{
  static const char *const statements[] = {"CREATE TABLE t(a)", "INSERT INTO t VALUES (7)", NULL};
  MigharTarget *target = open_in(*state);
  g_autofree char *file = g_build_filename(*state, "a b.db", NULL);
  g_autoptr(GError) error = NULL;
  GStatBuf about;
  assert_true(sqlite_target.run(target, statements, NULL));
  assert_true(sqlite_target.backup(target, file, NULL));
  assert_int_equal(g_stat(file, &about), 0);
  assert_int_equal(about.st_mode & 0777, 0600);
  assert_false(sqlite_target.backup(target, file, &error));
  assert_non_null(strstr(error->message, "exists already"));
  MigharTarget *copy = sqlite_target.open(file, &settings, NULL);
  g_autoptr(GPtrArray) rows = sqlite_target.query(copy, "SELECT a FROM t", NULL);
  assert_string_equal(g_ptr_array_index((GPtrArray *)g_ptr_array_index(rows, 0), 0), "7");
  sqlite_target.close(copy);
  sqlite_target.close(target);
  assert_int_equal(g_unlink(file), 0);
}

static void a_backup_that_fails_leaves_nothing(void **state)
{
  MigharTarget *target = open_in(*state);
  g_autofree char *nowhere = g_build_filename(*state, "nowhere", "b.db", NULL);
  g_autofree char *database = g_build_filename(*state, "a.db", NULL);
  g_autofree char *file = g_build_filename(*state, "b.db", NULL);
  g_autoptr(GError) error = NULL;
  assert_false(sqlite_target.backup(target, nowhere, &error));
  assert_non_null(strstr(error->message, "No such file"));
  g_clear_error(&error);
  g_autofree char *garbage = g_strnfill(8192, 'x');
  assert_true(g_file_set_contents_full(database, garbage, -1, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
  assert_false(sqlite_target.backup(target, file, &error));
  assert_false(g_file_test(file, G_FILE_TEST_EXISTS));
  sqlite_target.close(target);
}

static void memory_is_not_locked(void **state)
{
  (void)state;
  MigharTarget *target = sqlite_target.open(":memory:", &settings, NULL);
  MigharTargetLock lock = {.seconds = 0};
  assert_true(sqlite_target.lock(target, &lock, NULL));
  sqlite_target.close(target);
}

static char *ask(MigharTarget *target, const char *sql)
{
  g_autoptr(GPtrArray) rows = sqlite_target.query(target, sql, NULL);
  assert_non_null(rows);
  return g_strdup(g_ptr_array_index((GPtrArray *)g_ptr_array_index(rows, 0), 0));
}

static void expect(MigharTarget *target, const char *sql, const char *expected)
{
  g_autofree char *found = ask(target, sql);
  assert_string_equal(found, expected);
}

static const char *const in_wal[] = {"PRAGMA journal_mode = wal", "PRAGMA user_version = 7", NULL};

/* 1 is normal, 2 is full: the disk is waited for at the end where there is a write-ahead log, and always
 * where there is none. */
static void the_disk_is_waited_for_at_the_end(void **state)
{
  MigharTargetLock lock = {.seconds = 0};
  for (guint wal = 0; wal < 2; wal++) {
    MigharTarget *target = open_in(*state);
    for (guint i = 0; wal == 1 && in_wal[i] != NULL; i++)
      g_ptr_array_unref(sqlite_target.query(target, in_wal[i], NULL));
    assert_true(sqlite_target.lock(target, &lock, NULL));
    expect(target, "PRAGMA synchronous", wal == 1 ? "1" : "2");
    assert_true(sqlite_target.reopen(target, NULL));
    expect(target, "PRAGMA synchronous", wal == 1 ? "1" : "2");
    assert_true(sqlite_target.settle(target, NULL));
    expect(target, "PRAGMA synchronous", "2");
    expect(target, "PRAGMA user_version", wal == 1 ? "7" : "0");
    expect(target, "PRAGMA journal_mode", wal == 1 ? "wal" : "delete");
    sqlite_target.close(target);
  }
}

#define IN_DIRECTORY(test) cmocka_unit_test_setup_teardown(test, make_directory, remove_directory)

int main(void)
{
  const struct CMUnitTest tests[] = {
      IN_DIRECTORY(a_holder_is_named_and_waited_for),   IN_DIRECTORY(a_holder_that_dies_gives_it_up),
      IN_DIRECTORY(only_one_at_a_time_holds_it),        IN_DIRECTORY(a_backup_is_whole_and_private),
      IN_DIRECTORY(a_backup_that_fails_leaves_nothing), cmocka_unit_test(memory_is_not_locked),
      IN_DIRECTORY(the_disk_is_waited_for_at_the_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
