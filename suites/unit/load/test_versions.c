/* From files to versions. */
#include "project.h"

static void order_as_numbers(void **state)
{
  (void)state;
  write_file("m/100_c.up.sql", "");
  write_file("m/2_a.up.sql", "");
  write_file("m/0010_b.up.sql", "");
  write_file("m/18446744073709551615_d.up.sql", "");
  assert_loads("m", NULL, "postgres",
               "postgres golang-migrate m\n"
               "2 a m/2_a.up.sql\n"
               "  up of m/2_a.up.sql:1\n"
               "0010 b m/0010_b.up.sql\n"
               "  up of m/0010_b.up.sql:1\n"
               "100 c m/100_c.up.sql\n"
               "  up of m/100_c.up.sql:1\n"
               "18446744073709551615 d m/18446744073709551615_d.up.sql\n"
               "  up of m/18446744073709551615_d.up.sql:1\n");
}

static void must_not_collide(void **state)
{
  (void)state;
  write_file("m/1_a.up.sql", "");
  write_file("m/2_b.up.sql", "");
  write_file("m/02_c.up.sql", "");
  write_file("m/2_b.down.sql", "");
  assert_refuses(
      "m", NULL, "postgres", MIGHAR_ERROR_USAGE,
      "m/2_b.up.sql: has the same version as 'm/02_c.up.sql'\nhint: give one of them another version");
  write_file("s/1_a.sql", "");
  write_file("s/1_b.sql", "");
  assert_refuses("s", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "s/1_b.sql: has the same version as 's/1_a.sql'\nhint: give one of them another version");
  write_file("g/1_a.sql", "-- +goose Up\n");
  write_file("g/1_b.go", "");
  assert_refuses("g", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "g/1_b.go: has the same version as 'g/1_a.sql'\nhint: give one of them another version");
}

static void two_downs_collide_too(void **state)
{
  (void)state;
  write_file("m/1_a.up.sql", "");
  write_file("m/1_a.down.sql", "");
  write_file("m/01_a.down.sql", "");
  assert_refuses("m", NULL, "postgres", MIGHAR_ERROR_USAGE,
                 "m/1_a.down.sql: has the same version as 'm/01_a.down.sql'\n"
                 "hint: give one of them another version");
}

static void must_fit_the_tool(void **state)
{
  (void)state;
  write_file("m/18446744073709551616_a.up.sql", "");
  assert_refuses("m", NULL, "postgres", MIGHAR_ERROR_USAGE,
                 "m/18446744073709551616_a.up.sql: version '18446744073709551616' is out of range\n"
                 "hint: golang-migrate takes 0 to 18446744073709551615");
  write_file("s/9223372036854775808_a.sql", "");
  assert_refuses("s", NULL, "postgres", MIGHAR_ERROR_USAGE,
                 "s/9223372036854775808_a.sql: version '9223372036854775808' is out of range\n"
                 "hint: sqlx takes 0 to 9223372036854775807");
}

static void what_is_odd_is_a_warning(void **state)
{
  (void)state;
  write_file("m/1_users.up.sql", "");
  write_file("m/1_user.down.sql", "");
  write_file("m/2_gone.down.sql", "");
  write_file("m/10_last.up.sql", "\xef\xbb\xbf");
  assert_loads(
      "m", NULL, "postgres",
      "postgres golang-migrate m\n"
      "1 users m/1_users.up.sql\n"
      "  up of m/1_users.up.sql:1\n"
      "  down of m/1_user.down.sql:1\n"
      "10 last m/10_last.up.sql\n"
      "  up of m/10_last.up.sql:1\n"
      "! m/10_last.up.sql:1: the file starts with a byte order mark: mighar skips it, golang-migrate does "
      "not\nhint: save it as UTF-8 without a byte order mark\n"
      "! m/1_user.down.sql: is paired by its version with 'm/1_users.up.sql', whose name differs\n"
      "! m/2_gone.down.sql: is a down without an up, and not read\n");
}

static void what_has_no_version_is_named(void **state)
{
  (void)state;
  static const char *const strays[] = {"schema.sql", "3-dashes.up.sql", "4_x.UP.sql", "5_x.sql.disabled"};
  write_file("m/1_a.up.sql", "");
  for (guint i = 0; i < G_N_ELEMENTS(strays); i++) {
    g_autofree char *path = g_build_filename("m", strays[i], NULL);
    write_file(path, "");
  }
  assert_loads("m", "golang-migrate", "postgres",
               "postgres golang-migrate m\n"
               "1 a m/1_a.up.sql\n"
               "  up of m/1_a.up.sql:1\n"
               "! m: not read, because not named like migrations of golang-migrate: '3-dashes.up.sql', "
               "'4_x.UP.sql', '5_x.sql.disabled' and 1 more\n"
               "hint: files of golang-migrate have names like '0001_users.up.sql'\n");
}

static void what_has_nothing_to_do_with_it_is_left_alone(void **state)
{
  (void)state;
  static const char *const others[] = {
      "README.md",     "readme.txt",     "LICENSE",   "embed.go", "fs.go",       "1_a_test.go",
      ".gitkeep",      "sqlc.yaml",      "atlas.sum", "Makefile", "BUILD.bazel", ".1_a.sql.swp",
      "1_a.up.sql~",   "#1_a.up.sql#",   "run.sh",    "mod.rs",   "seeds/x.go",  "queries/.x.sql",
      ".hidden/1.sql", "1_a.up.sql.swp", "lib.rs",
  };
  write_file("m/1_a.up.sql", "");
  for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
    g_autofree char *path = g_build_filename("m", others[i], NULL);
    write_file(path, "\xff");
  }
  assert_loads("m", NULL, "postgres",
               "postgres golang-migrate m\n"
               "1 a m/1_a.up.sql\n"
               "  up of m/1_a.up.sql:1\n");
}

static void a_file_is_read_once_for_all_engines(void **state)
{
  (void)state;
  write_file("m/1_a.up.sql", "SELECT 1;");
  const char *names[] = {"postgres", "sqlite", NULL};
  const MigharLoadOptions options = {.path = "m", .engines = names, .known = engines};
  g_autoptr(GPtrArray) chains = mighar_load_project(&options, NULL);
  g_autofree char *shown = show(chains);
  assert_string_equal(shown, "sqlite golang-migrate m\n"
                             "1 a m/1_a.up.sql\n"
                             "  up of m/1_a.up.sql:1, transaction\n"
                             "    #0 1:1 SELECT 1\n"
                             "postgres golang-migrate m\n"
                             "1 a m/1_a.up.sql\n"
                             "  up of m/1_a.up.sql:1\n"
                             "    #0 1:1 SELECT 1\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(order_as_numbers),
      project_test(must_not_collide),
      project_test(two_downs_collide_too),
      project_test(must_fit_the_tool),
      project_test(what_is_odd_is_a_warning),
      project_test(what_has_no_version_is_named),
      project_test(what_has_nothing_to_do_with_it_is_left_alone),
      project_test(a_file_is_read_once_for_all_engines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
