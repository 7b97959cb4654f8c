/* What a server notes of its catalogs is kept between runs. */
#include "room.h"

#include "noted.h"
#include "pristine.h"
#include "scratch.h"
#include "server.h"
#include "spare.h"

/* What the server has noted of its first database; free with g_bytes_unref(). */
static GBytes *read_notes(void)
{
  const char *data = server_data_directory((PostgresServer *)scratch_server());
  g_autofree char *directory = spare_directory(data);
  g_autofree char *path = g_build_filename(data, directory, "pg_internal.init", NULL);
  char *text;
  gsize length;
  assert_true(g_file_get_contents(path, &text, &length, NULL));
  assert_true(length > 1000);
  return g_bytes_new_take(text, length);
}

static GBytes *run_once(void **state)
{
  assert_int_equal(start_server(state), 0);
  if (scratch_servers->len == 0)
    skip();
  MigharDatabase *database = create_on(scratch_server());
  run(database, "CREATE TABLE t (a integer PRIMARY KEY)");
  g_autoptr(MigharSnapshot) schema = mighar_postgres_driver.snapshot(database, MIGHAR_READ_CHANGES, NULL);
  assert_non_null(mighar_snapshot_find(schema, "table", "public.t"));
  GBytes *notes = read_notes();
  mighar_postgres_driver.drop(database);
  stop_server(state);
  return notes;
}

/* The first run has no such database. A server that made its own would write it otherwise: addresses are in
 * it. */
static void notes_are_those_of_an_earlier_run(void **state)
{
  g_bytes_unref(run_once(state));
  g_autoptr(GBytes) kept = run_once(state), third = run_once(state), fourth = run_once(state);
  assert_true(g_bytes_equal(third, kept));
  assert_true(g_bytes_equal(fourth, kept));
}

static void notes_are_of_one_initdb(void **state)
{
  g_autofree char *data = path_in(state, "data"), *given = path_in(state, "data/base/5/pg_internal.init");
  write_file(state, "data/global/pg_control", "identity");
  write_file(state, "data/global/pg_internal.init", "shared");
  write_file(state, "data/base/4/pg_internal.init", "own");
  write_file(state, "data/base/5/PG_VERSION", "15");
  assert_false(noted_give(data, "base/5", NULL));
  noted_keep(data, "base/4");
  assert_true(noted_give(data, "base/5", NULL));
  g_autofree char *text = NULL;
  assert_true(g_file_get_contents(given, &text, NULL, NULL));
  assert_string_equal(text, "own");
  write_file(state, "data/global/pg_control", "another one");
  assert_false(noted_give(data, "base/5", NULL));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      in_a_room(notes_are_of_one_initdb),
      cmocka_unit_test(notes_are_those_of_an_earlier_run),
  };
  g_autofree char *cache = g_dir_make_tmp("mighar-cache-XXXXXX", NULL);
  g_setenv("XDG_CACHE_HOME", cache, TRUE);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  tree_remove(cache);
  return failed;
}
