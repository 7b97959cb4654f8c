/* dbmate: pairs of blocks in one file, and their options. */
#include "project.h"

static void a_file_holds_both_directions(void **state)
{
  (void)state;
  write_file(
      "db/migrations/20240101_users.sql",
      "-- migrate:up\nCREATE TABLE users (id int);\nSELECT 1;\n\n-- migrate:down\nDROP TABLE users;\n");
  assert_loads("db/migrations", NULL, "postgres",
               "postgres dbmate db/migrations\n"
               "20240101 users db/migrations/20240101_users.sql\n"
               "  up of db/migrations/20240101_users.sql:1, transaction\n"
               "    #0 2:1 CREATE TABLE users (id int)\n"
               "    #0 3:1 SELECT 1\n"
               "  down of db/migrations/20240101_users.sql:5, transaction\n"
               "    #0 6:1 DROP TABLE users\n");
}

static void options_switch_the_transaction_off(void **state)
{
  (void)state;
  static const struct {
    const char *directive;
    gboolean transaction;
  } rows[] = {
      {"-- migrate:up", TRUE},
      {"--migrate:up transaction:false", FALSE},
      {"--  migrate:up\ttransaction:false\r", FALSE},
      {"-- migrate:up a:b transaction:false c", FALSE},
      {"-- migrate:up transaction:true", TRUE},
      {"-- migrate:up transaction: false", TRUE},
      {"-- migrate:up transaction:FALSE", TRUE},
      {"-- migrate:up transaction:false:x", TRUE},
      {"-- migrate:up transaction:false transaction:true", TRUE},
      {"-- migrate:up\n-- transaction:false", TRUE},
      {"-- migrate:up\n-- mighar: no transaction", FALSE},
      {"-- migrate:up\nBEGIN; COMMIT;", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strconcat(rows[i].directive, "\nSELECT 1;\n-- migrate:down\n", NULL);
    write_file("m/1_x.sql", text);
    g_autoptr(GPtrArray) chains = load_with("m", NULL, "postgres", NULL);
    if (chains == NULL)
      fail_msg("%s", text);
    const MigharChain *chain = g_ptr_array_index(chains, 0);
    const MigharMigration *migration = g_ptr_array_index(chain->migrations, 0);
    if (migration->up->transaction != rows[i].transaction)
      fail_msg("%s", text);
    assert_non_null(migration->down);
  }
}

static void each_direction_has_its_own_options(void **state)
{
  (void)state;
  write_file("m/1.sql",
             "-- first\n\n-- migrate:up\nSELECT 1;\n-- migrate:down transaction:false\nSELECT 2; VACUUM;\n");
  assert_loads("m", NULL, "postgres",
               "postgres dbmate m\n"
               "1  m/1.sql\n"
               "  up of m/1.sql:3, transaction\n"
               "    #0 4:1 SELECT 1\n"
               "  down of m/1.sql:5\n"
               "    #0 6:1 SELECT 2\n"
               "    #0 6:11 VACUUM\n");
}

static void pairs_go_down_in_reverse_order(void **state)
{
  (void)state;
  write_file("m/1_x.sql",
             "-- migrate:up\nCREATE TABLE a (b int)\n-- migrate:down\nDROP TABLE a;\n"
             "-- migrate:up transaction:false\nVACUUM;\n-- migrate:down transaction:false\nSELECT 2;\n"
             "-- migrate:up\nBEGIN; SELECT 3; COMMIT;\n-- migrate:down\nDROP TABLE c -- last");
  assert_loads("m", NULL, "postgres",
               "postgres dbmate m\n"
               "1 x m/1_x.sql\n"
               "  up of m/1_x.sql:1\n"
               "    #0 1:1 BEGIN\n"
               "    #1 2:1 CREATE TABLE a (b int)\n"
               "    #2 3:2 COMMIT\n"
               "    #3 6:1 VACUUM\n"
               "    #4 10:1 BEGIN\n"
               "    #4 10:8 SELECT 3\n"
               "    #4 10:18 COMMIT\n"
               "  down of m/1_x.sql:11\n"
               "    #0 11:1 BEGIN\n"
               "    #1 12:1 DROP TABLE c\n"
               "    #2 12:2 COMMIT\n"
               "    #3 8:1 SELECT 2\n"
               "    #4 3:1 BEGIN\n"
               "    #5 4:1 DROP TABLE a\n"
               "    #6 5:2 COMMIT\n");
}

static void what_dbmate_refuses_is_refused(void **state)
{
  (void)state;
  static const struct {
    const char *text, *message;
  } rows[] = {
      {"-- migrate:up\nSELECT 1;\n",
       "m/1_x.sql:1: dbmate refuses a '-- migrate:up' without a '-- migrate:down'\n"
       "hint: add '-- migrate:down'; nothing need follow it"},
      {"-- migrate:down\n-- nothing\n", "m/1_x.sql:1: dbmate finds no '-- migrate:up' in this file\n"
                                        "hint: put '-- migrate:up' in front of the SQL of the up"},
      {"-- x\nSELECT 1;\n-- migrate:up\n-- migrate:down\n",
       "m/1_x.sql:2: dbmate refuses SQL in front of '-- migrate:up'\n"
       "hint: put '-- migrate:up' in front of it"},
      {"-- migrate:up\n-- migrate:down\nSELECT 1;\n-- migrate:down\n",
       "m/1_x.sql:4: dbmate refuses a second '-- migrate:down' behind one '-- migrate:up'\n"
       "hint: put '-- migrate:up' in front of it"},
      {"-- migrate:up\n-- migrate:down\n-- migrate:up\nSELECT 1;\n",
       "m/1_x.sql:3: dbmate refuses a '-- migrate:up' without a '-- migrate:down'\n"
       "hint: add '-- migrate:down'; nothing need follow it"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    write_file("m/1_x.sql", rows[i].text);
    assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE, rows[i].message);
  }
}

static void no_directive_is_something_else(void **state)
{
  (void)state;
  static const char *const texts[] = {"-- migrate:upwards\nSELECT 1;\n", " -- migrate:up\nSELECT 1;\n",
                                      "-- Migrate:up\nSELECT 1;\n", "SELECT '-- migrate:up';\n"};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    write_file("m/1_x.sql", texts[i]);
    assert_refuses("m", "dbmate", "sqlite", MIGHAR_ERROR_USAGE,
                   "m/1_x.sql:1: dbmate finds no '-- migrate:up' in this file\n"
                   "hint: put '-- migrate:up' in front of the SQL of the up");
  }
}

/* FindMigrations sorts names, and versions are texts. */
static void names_are_what_sorts(void **state)
{
  (void)state;
  write_file("m/9_a.sql", "-- migrate:up\n-- migrate:down\n");
  write_file("m/10_b.sql", "-- migrate:up\n-- migrate:down\n");
  write_file("m/1_c.sql", "-- migrate:up\n-- migrate:down\n");
  assert_loads("m", NULL, "sqlite",
               "sqlite dbmate m\n"
               "10 b m/10_b.sql\n"
               "  up of m/10_b.sql:1, transaction\n"
               "  down of m/10_b.sql:2, transaction\n"
               "1 c m/1_c.sql\n"
               "  up of m/1_c.sql:1, transaction\n"
               "  down of m/1_c.sql:2, transaction\n"
               "9 a m/9_a.sql\n"
               "  up of m/9_a.sql:1, transaction\n"
               "  down of m/9_a.sql:2, transaction\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(a_file_holds_both_directions),
      project_test(options_switch_the_transaction_off),
      project_test(each_direction_has_its_own_options),
      project_test(pairs_go_down_in_reverse_order),
      project_test(what_dbmate_refuses_is_refused),
      project_test(no_directive_is_something_else),
      project_test(names_are_what_sorts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
