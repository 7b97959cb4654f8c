/* sqlx: one file a migration or two, and the line that switches its transaction off. */
#include "project.h"

static void a_plain_file_is_an_up(void **state)
{
  (void)state;
  write_file("migrations/20240101_users.sql", "CREATE TABLE users (id int);\nSELECT 1;\n");
  assert_loads("migrations", NULL, "sqlite",
               "sqlite sqlx migrations\n"
               "20240101 users migrations/20240101_users.sql\n"
               "  up of migrations/20240101_users.sql:1, transaction\n"
               "    #0 1:1 CREATE TABLE users (id int)\n"
               "    #0 2:1 SELECT 1\n");
}

static void a_pair_is_an_up_and_a_down(void **state)
{
  (void)state;
  write_file("Cargo.toml", "");
  write_file("migrations/1_users.up.sql", "CREATE TABLE users (id int);");
  write_file("migrations/1_users.down.sql", "DROP TABLE users;");
  write_file("migrations/2_more.sql", "SELECT 1;");
  assert_loads("migrations", NULL, "postgres",
               "postgres sqlx migrations\n"
               "1 users migrations/1_users.up.sql\n"
               "  up of migrations/1_users.up.sql:1, transaction\n"
               "    #0 1:1 CREATE TABLE users (id int)\n"
               "  down of migrations/1_users.down.sql:1, transaction\n"
               "    #0 1:1 DROP TABLE users\n"
               "2 more migrations/2_more.sql\n"
               "  up of migrations/2_more.sql:1, transaction\n"
               "    #0 1:1 SELECT 1\n");
}

static void the_first_line_switches_the_transaction_off(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    gboolean transaction;
  } rows[] = {
      {"-- no-transaction\nSELECT 1;", FALSE},         {"-- no-transaction, because\r\nSELECT 1;", FALSE},
      {"\n-- no-transaction\nSELECT 1;", TRUE},        {"--no-transaction\nSELECT 1;", TRUE},
      {"-- No-Transaction\nSELECT 1;", TRUE},          {"\xef\xbb\xbf-- no-transaction\nSELECT 1;", TRUE},
      {"-- mighar: no transaction\nSELECT 1;", FALSE}, {"COMMIT; VACUUM; BEGIN;", TRUE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    write_file("migrations/1_x.sql", rows[i].text);
    g_autoptr(GPtrArray) chains = load_with("migrations", "sqlx", "postgres", NULL);
    const MigharChain *chain = g_ptr_array_index(chains, 0);
    const MigharMigration *migration = g_ptr_array_index(chain->migrations, 0);
    if (migration->up->transaction != rows[i].transaction)
      fail_msg("%s", rows[i].text);
    assert_null(migration->down);
  }
}

/* sqlx sends the file as it is, in one message, without a transaction too. */
static void a_file_without_transaction_is_still_one_message(void **state)
{
  (void)state;
  write_file("migrations/1_x.sql", "-- no-transaction\nSELECT 1;\nSELECT 2;\n");
  assert_loads("migrations", NULL, "postgres",
               "postgres sqlx migrations\n"
               "1 x migrations/1_x.sql\n"
               "  up of migrations/1_x.sql:1\n"
               "    #0 2:1 SELECT 1\n"
               "    #0 3:1 SELECT 2\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(a_plain_file_is_an_up),
      project_test(a_pair_is_an_up_and_a_down),
      project_test(the_first_line_switches_the_transaction_off),
      project_test(a_file_without_transaction_is_still_one_message),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
