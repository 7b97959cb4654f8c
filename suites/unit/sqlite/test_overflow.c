/* Databases that are too large for memory. */
#include "fixture.h"

#include <glib.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Some 20 MB. */
#define LARGE "create table t (a integer primary key, b text);" LARGER
#define LARGER                                                                                               \
  "with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)"                         \
  " insert into t (b) select printf('%01000d', i) from n"

/* The bytes of files without a name that this process has open. */
static gint64 unnamed_bytes(void)
{
  g_autoptr(GDir) open_files = g_dir_open("/proc/self/fd", 0, NULL);
  const char *name;
  gint64 bytes = 0;
  while ((name = g_dir_read_name(open_files)) != NULL) {
    struct stat status;
    if (fstat(atoi(name), &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 0)
      bytes += status.st_size;
  }
  return bytes;
}

static gint64 peak_kibibytes(void)
{
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static void small_is_in_memory(void **state)
{
  run(*state, "create table t (a integer primary key, b text); insert into t (b) values ('x')");
  assert_int_equal(unnamed_bytes(), 0);
}

/* Neither the database, nor what an update could roll back, nor a copy is in memory. */
static void large_is_not_in_memory(void **state)
{
  GError *error = NULL;
  gint64 before = peak_kibibytes();
  run(*state, LARGE);
  assert_true(unnamed_bytes() > 10000000);
  run(*state, "update t set b = upper(b) || 'x'");
  MigharDatabase *copy = mighar_sqlite_driver.copy(*state, &error);
  assert_null(error);
  assert_true(unnamed_bytes() > 30000000);
  assert_true(peak_kibibytes() - before < 20000);
  mighar_sqlite_driver.drop(copy);
  assert_true(unnamed_bytes() < 60000000);
}

static void it_is_gone_with_the_database(void **state)
{
  (void)state;
  void *database;
  open_database(&database);
  run(database, LARGE);
  close_database(&database);
  assert_int_equal(unnamed_bytes(), 0);
}

static void limit_files(rlim_t bytes)
{
  struct rlimit limit;
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes;
  setrlimit(RLIMIT_FSIZE, &limit);
}

/* It is no fault of the script, and no verdict on it. */
static void no_room_is_an_error(void **state)
{
  g_autoptr(MigharScript) script = script_new(LARGE, TRUE);
  g_autoptr(GError) error = NULL;
  g_auto(MigharOutcome) outcome = {0};
  signal(SIGXFSZ, SIG_IGN);
  limit_files(5000000);
  gboolean done = mighar_sqlite_driver.execute(*state, script, &outcome, &error);
  limit_files(RLIM_INFINITY);
  assert_false(done);
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  assert_non_null(strstr(error->message, "no room"));
}

static void a_limit_of_the_script_is_its_own(void **state)
{
  g_auto(MigharOutcome) outcome = {0};
  execute(*state, "pragma max_page_count = 100;" LARGE, FALSE, &outcome);
  assert_false(outcome.applied);
  assert_string_equal(outcome.code, "SQLITE_FULL");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_database, close_database)

int main(void)
{
  const struct CMUnitTest tests[] = {
      CASE(small_is_in_memory),
      CASE(large_is_not_in_memory),
      cmocka_unit_test(it_is_gone_with_the_database),
      CASE(no_room_is_an_error),
      CASE(a_limit_of_the_script_is_its_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
