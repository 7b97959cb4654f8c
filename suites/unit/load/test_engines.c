/* Which engines a directory is for. */
#include "project.h"

/* "sqlite:m/sqlite postgres:m/pg": the chains that were loaded. */
static char *load_as(const char *path, const char *engine, const char *url, GError **error)
{
  const char *names[] = {engine, NULL};
  const MigharLoadOptions options = {.path = path, .engines = names, .database_url = url, .known = engines};
  g_autoptr(GPtrArray) chains = mighar_load_project(&options, error);
  if (chains == NULL)
    return NULL;
  GString *found = g_string_new(NULL);
  for (guint i = 0; i < chains->len; i++) {
    const MigharChain *chain = g_ptr_array_index(chains, i);
    g_string_append_printf(found, "%s%s:%s", i > 0 ? " " : "", chain->engine->name, chain->directory);
  }
  return g_string_free(found, FALSE);
}

static void assert_engines(const char *path, const char *engine, const char *url, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *found = load_as(path, engine, url, &error);
  if (found == NULL)
    fail_msg("%s", error->message);
  assert_string_equal(found, expected);
}

static void folders_are_engines(void **state)
{
  (void)state;
  write_file("m/PostgreSQL/1_a.up.sql", "");
  write_file("m/sqlite3/1_a.sql", "-- +goose Up\n");
  assert_engines("m", NULL, NULL, "sqlite:m/sqlite3 postgres:m/PostgreSQL");
  assert_engines("m", NULL, "postgres://localhost/x", "sqlite:m/sqlite3 postgres:m/PostgreSQL");
  assert_engines("m", "sqlite", NULL, "sqlite:m/sqlite3");
  assert_engines("m", "postgres", NULL, "postgres:m/PostgreSQL");
}

static void a_folder_for_each_engine_that_is_asked_for(void **state)
{
  (void)state;
  write_file("m/pg/1_a.sql", "");
  assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE, "'m' has no folder for SQLite");
  write_file("m/postgres/1_a.sql", "");
  assert_refuses("m", NULL, NULL, MIGHAR_ERROR_USAGE,
                 "m: 'pg' and 'postgres' are both folders for PostgreSQL\nhint: keep one of them");
}

static void a_folder_without_migrations_is_an_error_where_others_have_some(void **state)
{
  (void)state;
  write_file("m/postgres/1_a.sql", "");
  write_file("m/sqlite/.gitkeep", "");
  assert_refuses("m", NULL, NULL, MIGHAR_ERROR_USAGE,
                 "'m/sqlite' has no migrations in a format that mighar reads\n"
                 "hint: mighar reads {formats}; --format names one where detection fails");
  assert_engines("m", "postgres", NULL, "postgres:m/postgres");
}

static void a_folder_with_an_engines_name_alone_makes_no_project(void **state)
{
  (void)state;
  write_file("m/1_a.sql", "");
  write_file("m/postgres/README.md", "");
  assert_engines("m", "sqlite", NULL, "sqlite:m");
}

static void what_is_beside_the_folders_is_named(void **state)
{
  (void)state;
  write_file("m/postgres/1_a.sql", "");
  write_file("m/mysql/1_a.sql", "");
  write_file("m/CockroachDB/1_a.sql", "");
  write_file("m/seeds/1_a.sql", "");
  write_file("m/seeds/2_b.sql", "");
  write_file("m/docs/notes.md", "");
  write_file("m/init.sql", "");
  assert_loads("m", NULL, NULL,
               "postgres sqlx m/postgres\n"
               "1 a m/postgres/1_a.sql\n"
               "  up of m/postgres/1_a.sql:1, transaction\n"
               "! m: not read: files beside the folders for engines: 'init.sql'\n"
               "! m/CockroachDB: not read: mighar does not run on 'CockroachDB'\n"
               "! m/mysql: not read: mighar does not run on 'mysql'\n"
               "! m/seeds: not read: 2 SQL or numbered files in a folder beside the migrations\n");
}

static void what_is_beside_plain_migrations_is_named(void **state)
{
  (void)state;
  write_file("m/1_a.sql", "");
  write_file("m/more/2_b.sql", "");
  write_file("m/stray.sql", "");
  assert_loads("m", NULL, "sqlite",
               "sqlite sqlx m\n"
               "1 a m/1_a.sql\n"
               "  up of m/1_a.sql:1, transaction\n"
               "! m/more: not read: 1 SQL or numbered file in a folder beside the migrations\n"
               "! m: not read, because not named like migrations of sqlx: 'stray.sql'\n"
               "hint: files of sqlx have names like '0001_users.sql'\n");
}

static void a_plain_directory_is_for_whom_something_names(void **state)
{
  (void)state;
  write_file("m/1_a.sql", "");
  assert_engines("m", "sqlite", "postgres://localhost/x", "sqlite:m");
  assert_engines("m", NULL, "postgres://localhost/x", "postgres:m");
  assert_engines("m", NULL, "PostgreSQL://localhost/x", "postgres:m");
  assert_engines("m", NULL, "sqlite:x.db", "sqlite:m");
  write_file("migrations/sqlite/1_a.sql", "");
  assert_engines("migrations/sqlite", NULL, NULL, "sqlite:migrations/sqlite");
  assert_engines("migrations/sqlite", NULL, "postgres://localhost/x", "sqlite:migrations/sqlite");
  assert_engines("migrations/sqlite", "postgres", NULL, "postgres:migrations/sqlite");
  write_file("migrations/postgres/main/schema/1_a.sql", "");
  assert_engines("migrations/postgres/main/schema", NULL, NULL, "postgres:migrations/postgres/main/schema");
  assert_engines("migrations/postgres/main/schema", NULL, "sqlite:x",
                 "sqlite:migrations/postgres/main/schema");
}

static void the_current_directory_has_a_name_too(void **state)
{
  (void)state;
  write_file("postgres/1_a.sql", "");
  assert_int_equal(chdir("postgres"), 0);
  assert_engines(".", NULL, NULL, "postgres:.");
}

static void somebody_has_to_name_one(void **state)
{
  (void)state;
  static const char *const urls[] = {NULL, "", "mysql://localhost/x", "x.db", ":memory:"};
  write_file("m/1_a.sql", "");
  write_file("postgres/a/b/c/1_a.sql", "");
  for (guint i = 0; i < G_N_ELEMENTS(urls); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(load_as("m", NULL, urls[i], &error));
    assert_string_equal(error->message,
                        "nothing tells which engine 'm' is for\n"
                        "hint: add --engine sqlite or --engine postgres, or give the directory that name");
    assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
  }
  g_autoptr(GError) error = NULL;
  assert_null(load_as("postgres/a/b/c", NULL, NULL, &error));
}

static void an_engine_must_be_known(void **state)
{
  (void)state;
  write_file("m/1_a.sql", "");
  assert_refuses("m", NULL, "postgresql", MIGHAR_ERROR_USAGE,
                 "unknown engine 'postgresql'\nhint: there are: sqlite, postgres");
}

static void engines_in_names_can_be_chosen_from(void **state)
{
  (void)state;
  write_file("m/1_a/postgres.sql", "-- +goose Up\n");
  write_file("m/1_a/sqlite3.sql", "-- +goose Up\n");
  write_file("m/2_b/sqlite3.sql", "-- +goose Up\n");
  assert_engines("m", "sqlite", NULL, "sqlite:m");
  assert_engines("m", NULL, "sqlite:x", "sqlite:m postgres:m");
  write_file("n/1_a/sqlite3.sql", "-- +goose Up\n");
  assert_engines("n", NULL, NULL, "sqlite:n");
  assert_refuses("n", NULL, "postgres", MIGHAR_ERROR_USAGE,
                 "there are no migrations for PostgreSQL in 'n'\n"
                 "hint: files of goose have names like '00001_users.sql'");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(folders_are_engines),
      project_test(a_folder_for_each_engine_that_is_asked_for),
      project_test(a_folder_without_migrations_is_an_error_where_others_have_some),
      project_test(a_folder_with_an_engines_name_alone_makes_no_project),
      project_test(what_is_beside_the_folders_is_named),
      project_test(what_is_beside_plain_migrations_is_named),
      project_test(a_plain_directory_is_for_whom_something_names),
      project_test(the_current_directory_has_a_name_too),
      project_test(somebody_has_to_name_one),
      project_test(an_engine_must_be_known),
      project_test(engines_in_names_can_be_chosen_from),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
