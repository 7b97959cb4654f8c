/* Which format a directory is in. */
#include "project.h"

static void assert_format(const char *directory, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chains = load_with(directory, NULL, "postgres", &error);
  if (chains == NULL)
    fail_msg("%s: %s", directory, error->message);
  const MigharChain *chain = g_ptr_array_index(chains, 0);
  assert_string_equal(chain->format->name, expected);
}

static void names_and_content_tell(void **state)
{
  (void)state;
  write_file("goose/1_a.sql", "-- +goose Up\n");
  write_file("goose/2_b.up.sql", "-- +goose Up\n");
  assert_format("goose", "goose");
  write_file("pairs/1_a.up.sql", "");
  write_file("pairs/1_a.down.sql", "-- Down\n");
  assert_format("pairs", "golang-migrate");
  write_file("plain/1_a.sql", "--+ x\n-- goose +1\n");
  write_file("plain/2_b.sql", "-- what goes up\nSELECT '-- down';\n");
  assert_format("plain", "sqlx");
}

static void sqlx_pairs_are_known_by_their_first_line(void **state)
{
  (void)state;
  write_file("m/1_a.up.sql", "");
  write_file("m/1_a.down.sql", "");
  assert_format("m", "golang-migrate");
  write_file("m/2_b.up.sql", "-- no-transaction\n");
  assert_format("m", "sqlx");
}

static void sqlx_pairs_are_known_by_the_crate_around_them(void **state)
{
  (void)state;
  write_file("a/b/migrations/1_a.up.sql", "");
  assert_format("a/b/migrations", "golang-migrate");
  write_file("a/Cargo.toml", "");
  assert_format("a/b/migrations", "sqlx");
  write_file("a/b/go.mod", "");
  assert_format("a/b/migrations", "golang-migrate");
  write_file("a/b/.sqlx/query.json", "");
  assert_format("a/b/migrations", "sqlx");
}

static void a_crate_outside_of_the_repository_does_not_count(void **state)
{
  (void)state;
  write_file("Cargo.toml", "");
  write_file("repository/.git/HEAD", "");
  write_file("repository/migrations/1_a.up.sql", "");
  assert_format("repository/migrations", "golang-migrate");
  write_file("repository/Cargo.toml", "");
  assert_format("repository/migrations", "sqlx");
}

static void markers_count_more_than_a_crate(void **state)
{
  (void)state;
  write_file("Cargo.toml", "");
  write_file("m/1_a.sql", "-- +goose Up\n");
  assert_format("m", "goose");
}

static void what_goose_would_refuse_is_no_other_format(void **state)
{
  (void)state;
  write_file("m/1_a.sql", "-- +goose Up\n");
  write_file("m/2_b.sql", "SELECT 1;\n");
  assert_refuses("m", NULL, "postgres", MIGHAR_ERROR_USAGE,
                 "m/2_b.sql:1: SQL outside of a section\nhint: put '-- +goose Up' in front of it");
}

static void a_mixture_is_refused(void **state)
{
  (void)state;
  write_file("m/1_a.up.sql", "");
  write_file("m/2_b.sql", "");
  write_file("m/3_c.sql", "");
  assert_refuses(
      "m", NULL, "postgres", MIGHAR_ERROR_USAGE,
      "cannot tell the format of 'm': golang-migrate ('1_a.up.sql') or sqlx ('2_b.sql' and '3_c.sql')\n"
      "hint: name the format with --format, or give each one a directory");
  write_file("m/1_a.up.sql", "-- no-transaction\n");
  assert_format("m", "sqlx");
}

static void long_lists_are_cut(void **state)
{
  (void)state;
  for (guint i = 1; i <= 9; i++) {
    g_autofree char *path = g_strdup_printf("m/%u_%s.sql", i, i % 2 == 0 ? "a.up" : "b");
    write_file(path, "");
  }
  assert_refuses(
      "m", NULL, "postgres", MIGHAR_ERROR_USAGE,
      "cannot tell the format of 'm': golang-migrate ('2_a.up.sql', '4_a.up.sql', '6_a.up.sql' and 1 "
      "more) or sqlx ('1_b.sql', '3_b.sql', '5_b.sql' and 2 more)\n"
      "hint: name the format with --format, or give each one a directory");
}

static void markers_of_other_tools_are_not_overlooked(void **state)
{
  (void)state;
  static const char *const texts[] = {
      "-- +mystery Up\nSELECT 1;\n",
  };
  write_file("m/2_b.sql", "");
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    write_file("m/1_a.sql", texts[i]);
    assert_refuses("m", NULL, "postgres", MIGHAR_ERROR_USAGE,
                   "'m' is in the format sqlx, but these files are in another: '1_a.sql'\n"
                   "hint: move them away, or insist with --format sqlx");
  }
  assert_int_equal(g_remove("m/2_b.sql"), 0);
  assert_refuses("m", NULL, "postgres", MIGHAR_ERROR_USAGE,
                 "'m' has no migrations in a format that mighar reads, only '1_a.sql'\n"
                 "hint: mighar reads {formats}; --format names one where detection fails");
}

static void an_option_overrides(void **state)
{
  (void)state;
  write_file("m/1_a.up.sql", "");
  write_file("m/2_b.sql", "");
  assert_loads("m", "golang-migrate", "postgres",
               "postgres golang-migrate m\n"
               "1 a m/1_a.up.sql\n"
               "  up of m/1_a.up.sql:1\n"
               "! m: not read, because not named like migrations of golang-migrate: '2_b.sql'\n"
               "hint: files of golang-migrate have names like '0001_users.up.sql'\n");
  assert_loads("m", "sqlx", "postgres",
               "postgres sqlx m\n"
               "1 a m/1_a.up.sql\n"
               "  up of m/1_a.up.sql:1, transaction\n"
               "2 b m/2_b.sql\n"
               "  up of m/2_b.sql:1, transaction\n");
}

static void an_option_must_name_a_format_that_is_there(void **state)
{
  (void)state;
  write_file("m/2_b.sql", "");
  assert_refuses("m", "flywheel", "postgres", MIGHAR_ERROR_USAGE,
                 "unknown format 'flywheel'\nhint: there are: {formats}");
  assert_refuses("m", "golang-migrate", "postgres", MIGHAR_ERROR_USAGE,
                 "there are no migrations for PostgreSQL in 'm'\n"
                 "hint: files of golang-migrate have names like '0001_users.up.sql'");
}

static void formats_are_sorted(void **state)
{
  (void)state;
  const char *const *names = mighar_format_names();
  guint n = 0;
  for (; names[n] != NULL; n++)
    assert_true(n == 0 || strcmp(names[n - 1], names[n]) < 0);
  assert_true(n >= 3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(names_and_content_tell),
      project_test(sqlx_pairs_are_known_by_their_first_line),
      project_test(sqlx_pairs_are_known_by_the_crate_around_them),
      project_test(a_crate_outside_of_the_repository_does_not_count),
      project_test(markers_count_more_than_a_crate),
      project_test(what_goose_would_refuse_is_no_other_format),
      project_test(a_mixture_is_refused),
      project_test(long_lists_are_cut),
      project_test(markers_of_other_tools_are_not_overlooked),
      project_test(an_option_overrides),
      project_test(an_option_must_name_a_format_that_is_there),
      cmocka_unit_test(formats_are_sorted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
