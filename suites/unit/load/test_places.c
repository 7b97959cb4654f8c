/* Where a project's migrations are. */
#include "project.h"

static void assert_found(const char *path, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chains = load_with(path, NULL, "postgres", &error);
  if (chains == NULL)
    fail_msg("%s", error->message);
  assert_string_equal(((const MigharChain *)g_ptr_array_index(chains, 0))->directory, expected);
}

static void the_current_directory_can_be_the_place(void **state)
{
  (void)state;
  write_file("1_a.sql", "");
  assert_found(NULL, ".");
  assert_loads(NULL, NULL, "postgres", "postgres sqlx .\n1 a 1_a.sql\n  up of 1_a.sql:1, transaction\n");
}

static void the_usual_places_are_looked_at(void **state)
{
  (void)state;
  write_file("Makefile", "");
  write_file("db/schema.sql", "");
  write_file("db/migrations/1_a.sql", "");
  assert_found(NULL, "db/migrations");
  assert_found(".", "db/migrations");
  assert_found("db", "db/migrations");
}

static void folders_for_engines_are_a_place(void **state)
{
  (void)state;
  write_file("assets/migrations/postgres/1_a.sql", "");
  assert_found(NULL, "assets/migrations/postgres");
}

static void a_given_path_is_written_as_it_was_given(void **state)
{
  (void)state;
  write_file("m/1_a.sql", "");
  assert_loads("./m/", NULL, "postgres",
               "postgres sqlx ./m/\n1 a ./m/1_a.sql\n  up of ./m/1_a.sql:1, transaction\n");
}

static void several_places_are_too_many(void **state)
{
  (void)state;
  write_file("migrations/1_a.sql", "");
  write_file("db/migrations/1_a.sql", "");
  assert_refuses(NULL, NULL, "postgres", MIGHAR_ERROR_USAGE,
                 "there are migrations in several places: 'migrations' and 'db/migrations'\n"
                 "hint: name the directory that is meant");
}

static void a_link_is_no_second_place(void **state)
{
  (void)state;
  write_file("db/migrations/1_a.sql", "");
  assert_int_equal(symlink("db/migrations", "migrations"), 0);
  assert_found(NULL, "migrations");
}

static void no_place_is_an_error_that_tells_where_it_looked(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  write_file("db/migrate/20240101_a.rb", "");
  write_file("sqlite/shell.c", "");
  write_file("mine/1_a.sql", "");
  assert_null(load_with(NULL, NULL, NULL, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
  assert_true(g_str_has_prefix(error->message,
                               "there are no migrations in the current directory, nor in migrations, "));
  assert_non_null(strstr(error->message, ", db/migrations, "));
  assert_true(g_str_has_suffix(error->message, "\nhint: name the directory that the migrations are in"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(the_current_directory_can_be_the_place),
      project_test(the_usual_places_are_looked_at),
      project_test(folders_for_engines_are_a_place),
      project_test(a_given_path_is_written_as_it_was_given),
      project_test(several_places_are_too_many),
      project_test(a_link_is_no_second_place),
      project_test(no_place_is_an_error_that_tells_where_it_looked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
