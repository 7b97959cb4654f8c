/* pairs: what names tell, and which file stands in for which. */
#include "project.h"

static void files_for_an_engine_stand_in_for_those_for_all(void **state)
{
  (void)state;
  static const char *const names[] = {
      "m/1_a.up.sql",          "m/1_a.down.sql",        "m/1_a.sqlite3.up.sql", "m/1_a.mysql.up.sql",
      "m/2_b.postgres.up.sql", "m/2_b.down.sql",        "m/2_b.up.sql",         "m/3_c.cockroach.up.sql",
      "m/10_d.up.sql",         "m/10_d.sqlite.down.sql"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    write_file(names[i], "");
  assert_loads(
      "m", NULL, NULL,
      "sqlite pairs m\n"
      "1 a m/1_a.sqlite3.up.sql\n"
      "  up of m/1_a.sqlite3.up.sql:1, transaction\n"
      "  down of m/1_a.down.sql:1, transaction\n"
      "2 b m/2_b.up.sql\n"
      "  up of m/2_b.up.sql:1, transaction\n"
      "  down of m/2_b.down.sql:1, transaction\n"
      "10 d m/10_d.up.sql\n"
      "  up of m/10_d.up.sql:1, transaction\n"
      "  down of m/10_d.sqlite.down.sql:1, transaction\n"
      "! m: not read, because mighar does not run on the engines in their names: '1_a.mysql.up.sql' and "
      "'3_c.cockroach.up.sql'\n"
      "postgres pairs m\n"
      "1 a m/1_a.up.sql\n"
      "  up of m/1_a.up.sql:1, transaction\n"
      "  down of m/1_a.down.sql:1, transaction\n"
      "2 b m/2_b.postgres.up.sql\n"
      "  up of m/2_b.postgres.up.sql:1, transaction\n"
      "  down of m/2_b.down.sql:1, transaction\n"
      "10 d m/10_d.up.sql\n"
      "  up of m/10_d.up.sql:1, transaction\n"
      "! m: not read, because mighar does not run on the engines in their names: '1_a.mysql.up.sql' and "
      "'3_c.cockroach.up.sql'\n");
}

static void autocommit_is_no_transaction(void **state)
{
  (void)state;
  write_file("m/1_a.postgres.autocommit.up.sql", "SELECT 1;\nSELECT 2;");
  write_file("m/1_a.autocommit.down.sql", "SELECT 3;");
  write_file("m/2_b.up.sql", "SELECT 4;\nSELECT 5;");
  assert_loads("m", NULL, NULL,
               "postgres pairs m\n"
               "1 a m/1_a.postgres.autocommit.up.sql\n"
               "  up of m/1_a.postgres.autocommit.up.sql:1\n"
               "    #0 1:1 SELECT 1\n"
               "    #0 2:1 SELECT 2\n"
               "  down of m/1_a.autocommit.down.sql:1\n"
               "    #0 1:1 SELECT 3\n"
               "2 b m/2_b.up.sql\n"
               "  up of m/2_b.up.sql:1, transaction\n"
               "    #0 1:1 SELECT 4\n"
               "    #0 2:1 SELECT 5\n");
}

static void versions_may_have_a_letter(void **state)
{
  (void)state;
  write_file("m/V0001.Initial_Schema.postgres.up.sql", "SELECT 1;");
  write_file("m/V0001.Initial_Schema.postgres.down.sql", "SELECT 2;");
  write_file("m/V0001.Initial_Schema.mysql.up.sql", "");
  write_file("n/postgres/V0002.More.up.sql", "SELECT 3;");
  assert_loads("m", NULL, NULL,
               "postgres pairs m\n"
               "0001 Initial_Schema m/V0001.Initial_Schema.postgres.up.sql\n"
               "  up of m/V0001.Initial_Schema.postgres.up.sql:1, transaction\n"
               "    #0 1:1 SELECT 1\n"
               "  down of m/V0001.Initial_Schema.postgres.down.sql:1, transaction\n"
               "    #0 1:1 SELECT 2\n"
               "! m: not read, because mighar does not run on the engines in their names: "
               "'V0001.Initial_Schema.mysql.up.sql'\n");
  assert_loads("n", NULL, NULL,
               "postgres pairs n/postgres\n"
               "0002 More n/postgres/V0002.More.up.sql\n"
               "  up of n/postgres/V0002.More.up.sql:1, transaction\n"
               "    #0 1:1 SELECT 3\n");
}

static void the_direction_may_stand_elsewhere(void **state)
{
  (void)state;
  write_file("m/0001_x_up.sql", "SELECT 1;");
  write_file("m/0001_x_down.sql", "SELECT 2;");
  write_file("m/0002_y-z_up.sql", "SELECT 3;");
  write_file("n/1_x.up.postgresql.sql", "SELECT 4;");
  assert_loads("m", NULL, "sqlite",
               "sqlite pairs m\n"
               "0001 x m/0001_x_up.sql\n"
               "  up of m/0001_x_up.sql:1, transaction\n"
               "    #0 1:1 SELECT 1\n"
               "  down of m/0001_x_down.sql:1, transaction\n"
               "    #0 1:1 SELECT 2\n"
               "0002 y-z m/0002_y-z_up.sql\n"
               "  up of m/0002_y-z_up.sql:1, transaction\n"
               "    #0 1:1 SELECT 3\n");
  assert_loads("n", NULL, NULL,
               "postgres pairs n\n"
               "1 x n/1_x.up.postgresql.sql\n"
               "  up of n/1_x.up.postgresql.sql:1, transaction\n"
               "    #0 1:1 SELECT 4\n");
}

static const char *format_of(const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chains = load_with(path, NULL, "sqlite", &error);
  if (chains == NULL)
    fail_msg("%s", error->message);
  return ((MigharChain *)g_ptr_array_index(chains, 0))->format->name;
}

static void titles_are_not_mistaken(void **state)
{
  (void)state;
  write_file("m/0001_sign_up.sql", "");
  write_file("m/0002_scale_down.sql", "");
  assert_string_equal(format_of("m"), "sqlx");
  write_file("n/0001_x.v2.up.sql", "");
  assert_string_equal(format_of("n"), "golang-migrate");
}

static void two_for_one_engine_collide(void **state)
{
  (void)state;
  write_file("m/1_a.sqlite3.up.sql", "");
  write_file("m/1_a.sqlite.up.sql", "");
  assert_refuses("m", NULL, NULL, MIGHAR_ERROR_USAGE,
                 "m/1_a.sqlite3.up.sql: has the same version as 'm/1_a.sqlite.up.sql'\n"
                 "hint: give one of them another version");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(files_for_an_engine_stand_in_for_those_for_all),
      project_test(autocommit_is_no_transaction),
      project_test(versions_may_have_a_letter),
      project_test(the_direction_may_stand_elsewhere),
      project_test(titles_are_not_mistaken),
      project_test(two_for_one_engine_collide),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
