/* diesel: a directory a migration, and metadata.toml beside its scripts. */
#include "project.h"

static void a_directory_is_a_migration(void **state)
{
  (void)state;
  write_file("migrations/2022-04-26-153628_users/up.sql", "CREATE TABLE users (id int);\nSELECT 1;\n");
  write_file("migrations/2022-04-26-153628_users/down.sql", "DROP TABLE users;");
  write_file("migrations/00000000000000_diesel_initial_setup/up.sql", "SELECT 0;");
  write_file("migrations/2025-11-11-140459-0000_more/up.sql", "BEGIN;\nSELECT 2;\nCOMMIT;\n");
  assert_loads("migrations", NULL, "postgres",
               "postgres diesel migrations\n"
               "00000000000000 diesel_initial_setup migrations/00000000000000_diesel_initial_setup/up.sql\n"
               "  up of migrations/00000000000000_diesel_initial_setup/up.sql:1, transaction\n"
               "    #0 1:1 SELECT 0\n"
               "20220426153628 users migrations/2022-04-26-153628_users/up.sql\n"
               "  up of migrations/2022-04-26-153628_users/up.sql:1, transaction\n"
               "    #0 1:1 CREATE TABLE users (id int)\n"
               "    #0 2:1 SELECT 1\n"
               "  down of migrations/2022-04-26-153628_users/down.sql:1, transaction\n"
               "    #0 1:1 DROP TABLE users\n"
               "202511111404590000 more migrations/2025-11-11-140459-0000_more/up.sql\n"
               "  up of migrations/2025-11-11-140459-0000_more/up.sql:1\n"
               "    #0 1:1 BEGIN\n"
               "    #0 2:1 SELECT 2\n"
               "    #0 3:1 COMMIT\n");
}

static void metadata_switches_the_transaction_off(void **state)
{
  (void)state;
  static const struct {
    const char *metadata;
    gboolean transaction;
  } rows[] = {
      {"", TRUE},
      {"run_in_transaction = false\n", FALSE},
      {"# run_in_transaction = false\n", TRUE},
      {"  run_in_transaction=false # CONCURRENTLY\r\n", FALSE},
      {"\"run_in_transaction\" = false", FALSE},
      {"other = 1\nrun_in_transaction = true\n", TRUE},
      {"never_run_in_transaction = false\n", TRUE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    write_file("migrations/1_x/up.sql", "SELECT 1;");
    write_file("migrations/1_x/down.sql", "SELECT 1;");
    write_file("migrations/1_x/metadata.toml", rows[i].metadata);
    g_autoptr(GPtrArray) chains = load_with("migrations", NULL, "sqlite", NULL);
    const MigharChain *chain = g_ptr_array_index(chains, 0);
    const MigharMigration *migration = g_ptr_array_index(chain->migrations, 0);
    if (migration->up->transaction != rows[i].transaction ||
        migration->down->transaction != rows[i].transaction)
      fail_msg("%s", rows[i].metadata);
    assert_int_equal(chain->warnings->len, 0);
  }
}

/* Each statement is a message of its own where a directive says so: then none is in a transaction. */
static void a_directive_switches_it_off_for_one_direction(void **state)
{
  (void)state;
  write_file("migrations/1_x/up.sql", "-- mighar: no transaction\nSELECT 1;\nVACUUM;");
  write_file("migrations/1_x/down.sql", "SELECT 1;");
  assert_loads("migrations", NULL, "postgres",
               "postgres diesel migrations\n"
               "1 x migrations/1_x/up.sql\n"
               "  up of migrations/1_x/up.sql:1\n"
               "    #0 2:1 SELECT 1\n"
               "    #1 3:1 VACUUM\n"
               "  down of migrations/1_x/down.sql:1, transaction\n"
               "    #0 1:1 SELECT 1\n");
}

static void metadata_must_say_true_or_false(void **state)
{
  (void)state;
  write_file("migrations/1_x/up.sql", "SELECT 1;");
  write_file("migrations/1_x/metadata.toml", "\nrun_in_transaction = \"no\"\n");
  assert_refuses("migrations", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "migrations/1_x/metadata.toml:2: run_in_transaction is '\"no\"', neither true nor false\n"
                 "hint: write run_in_transaction = false");
}

static void what_it_cannot_have_is_told(void **state)
{
  (void)state;
  write_file("migrations/1_a/up.sql", "SELECT 1;");
  write_file("migrations/10_b/up.sql", "SELECT 2;");
  write_file("migrations/2_c/up.sql", "SELECT 3;");
  write_file("migrations/3_d/down.sql", "SELECT 4;");
  write_file("migrations/3_d/fix.sql", "SELECT 5;");
  assert_loads("migrations", NULL, "sqlite",
               "sqlite diesel migrations\n"
               "1 a migrations/1_a/up.sql\n"
               "  up of migrations/1_a/up.sql:1, transaction\n"
               "    #0 1:1 SELECT 1\n"
               "10 b migrations/10_b/up.sql\n"
               "  up of migrations/10_b/up.sql:1, transaction\n"
               "    #0 1:1 SELECT 2\n"
               "2 c migrations/2_c/up.sql\n"
               "  up of migrations/2_c/up.sql:1, transaction\n"
               "    #0 1:1 SELECT 3\n"
               "! migrations: not read, because not named like migrations of diesel: '3_d/fix.sql'\n"
               "hint: files of diesel have names like '2024-01-02-030405_users/up.sql'\n"
               "! migrations/3_d/down.sql: is a down without an up, and not read\n");
}

static void folders_for_engines_may_end_in_their_names(void **state)
{
  (void)state;
  write_file("app/migrations_sqlite/1_x/up.sql", "SELECT 1;");
  write_file("app/migrations_postgres/1_x/up.sql", "SELECT 2;");
  write_file("app/backup_postgres/1_x/up.sql", "SELECT 3;");
  g_autoptr(GPtrArray) chains = load_with("app", NULL, NULL, NULL);
  assert_int_equal(chains->len, 2);
  assert_string_equal(((const MigharChain *)g_ptr_array_index(chains, 0))->directory,
                      "app/migrations_sqlite");
  assert_string_equal(((const MigharChain *)g_ptr_array_index(chains, 1))->directory,
                      "app/migrations_postgres");
  g_autoptr(GPtrArray) one = load_with("app/migrations_postgres", NULL, NULL, NULL);
  assert_int_equal(one->len, 1);
  assert_ptr_equal(((const MigharChain *)g_ptr_array_index(one, 0))->engine, &postgres);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(a_directory_is_a_migration),
      project_test(metadata_switches_the_transaction_off),
      project_test(a_directive_switches_it_off_for_one_direction),
      project_test(metadata_must_say_true_or_false),
      project_test(what_it_cannot_have_is_told),
      project_test(folders_for_engines_may_end_in_their_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
