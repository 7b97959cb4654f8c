/* A snapshot that comes from what has changed is the one that is read anew, whatever was done: the oracle's
 * corpus, and statements by chance. And a table whose rows have changed is named.
 *
 * SUITES_STATEMENTS says how many statements are made by chance, SUITES_SEED which. */
#include "../number_from.h"
#include "corpus.h"
#include "random_ddl.h"
#include "watched.h"

static void test_corpus(void **state)
{
  if (scratch_servers->len == 0)
    skip();
  GError *error = NULL;
  g_autoptr(GPtrArray) cases = corpus_read(*state, &error);
  assert_non_null(cases);
  Watched watched = watch();
  for (guint i = 0; i < cases->len; i++) {
    const Case *one = g_ptr_array_index(cases, i);
    if (one->from * 10000 > (guint)server_version((PostgresServer *)scratch_server()))
      continue;
    g_auto(MigharOutcome) outcome = {0};
    reset(watched.database);
    execute(watched.database, one->sql, FALSE, &outcome);
    compare(&watched, one->sql);
  }
  print_message("%s: %u compared, %u of them read as a whole\n", (const char *)*state, watched.compared,
                count_whole(&watched));
  unwatch(&watched);
  if (!mighar_postgres_driver.purge(scratch_server(), &error))
    fail_msg("%s", error->message);
}

static void make_by_chance(Watched *watched, guint n)
{
  guint applied = 0;
  RandomDdl ddl = random_ddl_new(number_from("SUITES_SEED", 1));
  for (guint i = 0; i < n; i++) {
    g_autofree char *sql = random_ddl_next(&ddl);
    g_auto(MigharOutcome) outcome = {0};
    reset(watched->database);
    execute(watched->database, sql, g_rand_int_range(ddl.rand, 0, 4) > 0, &outcome);
    applied += outcome.applied;
    compare(watched, sql);
    if (i % 4 == 0)
      compare_rows(watched, sql);
  }
  print_message("%u statements, %u applied; %u snapshots read as a whole\n", n, applied,
                count_whole(watched));
  assert_true(applied > n / 16);
  assert_true(count_whole(watched) < n / 4);
  random_ddl_clear(&ddl);
}

static void test_by_chance(void **state G_GNUC_UNUSED)
{
  if (scratch_servers->len == 0)
    skip();
  Watched watched = watch();
  make_by_chance(&watched, number_from("SUITES_STATEMENTS", 400));
  unwatch(&watched);
}

/* Of the server that there is, as of one that exists: there the log comes through a connection. */
static GPtrArray *find_existing(void)
{
  GError *error = NULL;
  g_autofree char *missing = NULL;
  MigharDatabase *any = create_on(scratch_server());
  g_autofree char *url = mighar_postgres_driver.url(any, &error);
  assert_non_null(url);
  g_auto(GStrv) parts = g_strsplit(url, any->name, 2);
  g_autofree char *existing = g_strjoinv("postgres", parts);
  mighar_postgres_driver.drop(any);
  const MigharServerOptions options = {.url = existing};
  GPtrArray *servers = mighar_postgres_driver.find_servers(&options, &missing, &error);
  if (servers == NULL)
    fail_msg("%s", error->message);
  return servers;
}

static void test_through_a_connection(void **state G_GNUC_UNUSED)
{
  if (scratch_servers->len == 0)
    skip();
  g_autoptr(GPtrArray) servers = find_existing();
  Watched watched = watch_on(g_ptr_array_index(servers, 0));
  make_by_chance(&watched, number_from("SUITES_STATEMENTS", 400) / 2);
  unwatch(&watched);
}

static GPtrArray *list_files(const char *folder)
{
  GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
  for (const char *name; directory != NULL && (name = g_dir_read_name(directory)) != NULL;)
    if (g_str_has_suffix(name, ".sql"))
      g_ptr_array_add(files, g_build_filename(folder, name, NULL));
  g_ptr_array_sort(files, compare_lines);
  return files;
}

int main(void)
{
  static const struct CMUnitTest others[] = {
      cmocka_unit_test(test_by_chance),
      cmocka_unit_test(test_through_a_connection),
  };
  g_autoptr(GPtrArray) files = list_files(SUITES_FOLDER "/oracle/postgres");
  guint n = files->len + G_N_ELEMENTS(others);
  g_autofree struct CMUnitTest *tests = g_new0(struct CMUnitTest, n);
  for (guint i = 0; i < files->len; i++)
    tests[i] = (struct CMUnitTest){.name = strrchr(g_ptr_array_index(files, i), '/') + 1,
                                   .test_func = test_corpus,
                                   .initial_state = g_ptr_array_index(files, i)};
  memcpy(tests + files->len, others, sizeof others);
  return _cmocka_run_group_tests("incremental snapshots", tests, n, start_server, stop_server);
}
