/* sql-migrate: annotations, and where it ends statements. */
#include "project.h"

static void a_file_holds_both_directions(void **state)
{
  (void)state;
  write_file("migrations/1-users.sql",
             "-- +migrate Up\n-- a comment\nCREATE TABLE users (id int);\nSELECT 1; SELECT 2;\n\n"
             "-- +migrate Down\nDROP TABLE users; -- all\n");
  assert_loads("migrations", NULL, "postgres",
               "postgres sql-migrate migrations\n"
               "1 users migrations/1-users.sql\n"
               "  up of migrations/1-users.sql:1, transaction\n"
               "    #0 3:1 CREATE TABLE users (id int)\n"
               "    #1 4:1 SELECT 1\n"
               "    #1 4:11 SELECT 2\n"
               "  down of migrations/1-users.sql:6, transaction\n"
               "    #0 7:1 DROP TABLE users\n");
}

static void blocks_are_one_message(void **state)
{
  (void)state;
  write_file("m/a.sql", "-- +migrate Up\n-- +migrate StatementBegin\nCREATE FUNCTION f() RETURNS int AS $$\n"
                        "-- gone\nSELECT 1;\n--stays\n$$ LANGUAGE sql;\n-- +migrate StatementEnd\nSELECT 2;\n"
                        "-- +migrate StatementBegin\n-- +migrate StatementEnd\n");
  assert_loads("m", NULL, "postgres",
               "postgres sql-migrate m\n"
               "a  m/a.sql\n"
               "  up of m/a.sql:1, transaction\n"
               "    #0 3:1 CREATE FUNCTION f() RETURNS int AS $$~SELECT 1;~--stays~$$ LANGUAGE sql\n"
               "    #1 9:1 SELECT 2\n");
}

static void a_cut_statement_is_told(void **state)
{
  (void)state;
  write_file("m/1_a.sql",
             "-- +migrate Up\nCREATE FUNCTION f() RETURNS int AS $$\nSELECT 1;\n$$ LANGUAGE sql;\n");
  assert_loads(
      "m", NULL, "postgres",
      "postgres sql-migrate m\n"
      "1 a m/1_a.sql\n"
      "  up of m/1_a.sql:1, transaction\n"
      "    #0 2:1 CREATE FUNCTION f() RETURNS int AS $$~SELECT 1;~\n"
      "    #1 4:1 $$ LANGUAGE sql;~\n"
      "! m/1_a.sql:3: sql-migrate ends a statement at this ';', inside the one that starts in line 2\n"
      "hint: put '-- +migrate StatementBegin' in front of the statement and "
      "'-- +migrate StatementEnd' behind it\n");
}

static void transactions_are_a_matter_of_the_direction(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    gboolean up, down;
  } rows[] = {
      {"-- +migrate Up\nSELECT 1;\n-- +migrate Down\nSELECT 2;\n", TRUE, TRUE},
      {"-- +migrate Up notransaction\nSELECT 1;\n-- +migrate Down\nSELECT 2;\n", FALSE, TRUE},
      {"-- +migrate Up\nSELECT 1;\n-- +migrate Down  x\tnotransaction \r\nSELECT 2;\n", TRUE, FALSE},
      {"-- +migrate Up notransactions\nSELECT 1;\n-- +migrate Down NOTRANSACTION\nSELECT 2;\n", TRUE, TRUE},
      {"-- +migrate Up\n-- mighar: no transaction\nSELECT 1;\n-- +migrate Down\n", FALSE, FALSE},
      {"-- +migrate Up\nBEGIN;\nCOMMIT;\n-- +migrate Down\nSELECT 1;\n", FALSE, TRUE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    write_file("m/1_x.sql", rows[i].text);
    g_autoptr(GPtrArray) chains = load_with("m", NULL, "postgres", NULL);
    if (chains == NULL)
      fail_msg("%s", rows[i].text);
    const MigharMigration *migration =
        g_ptr_array_index(((MigharChain *)g_ptr_array_index(chains, 0))->migrations, 0);
    if (migration->up->transaction != rows[i].up || migration->down->transaction != rows[i].down)
      fail_msg("%s", rows[i].text);
  }
}

static void sections_may_come_again(void **state)
{
  (void)state;
  write_file(
      "m/1_x.sql",
      "SELECT 0;\n-- +migrate Down\nSELECT 1;\n-- +migrate Up\nSELECT 2;\n-- +migrate Down\nSELECT 3;\n");
  assert_loads("m", NULL, "sqlite",
               "sqlite sql-migrate m\n"
               "1 x m/1_x.sql\n"
               "  up of m/1_x.sql:4, transaction\n"
               "    #0 5:1 SELECT 2\n"
               "  down of m/1_x.sql:2, transaction\n"
               "    #0 3:1 SELECT 1\n"
               "    #1 7:1 SELECT 3\n");
}

static void what_sql_migrate_refuses_is_refused(void **state)
{
  (void)state;
  static const struct {
    const char *text, *message;
  } rows[] = {
      {"-- +migrate Up\nSELECT 1\n",
       "m/1_x.sql:2: sql-migrate finds no end of the statement that starts here\n"
       "hint: end its last line with ';' and nothing but a '--' comment behind it, "
       "or put '-- +migrate StatementBegin' and '-- +migrate StatementEnd' around it"},
      {"-- +migrate Up\n\nSELECT 1\n-- +migrate Down\n",
       "m/1_x.sql:3: sql-migrate finds no end of the statement that starts here\n"
       "hint: end its last line with ';' and nothing but a '--' comment behind it, "
       "or put '-- +migrate StatementBegin' and '-- +migrate StatementEnd' around it"},
      {"-- +migrate Up\n-- +migrate StatementBegin\nSELECT 1;\n",
       "m/1_x.sql:2: '-- +migrate StatementBegin' has no end\n"
       "hint: add '-- +migrate StatementEnd' behind the statement"},
      {"-- +migrate  \n", "m/1_x.sql:1: '-- +migrate' without a word\n"
                          "hint: sql-migrate knows Up, Down, StatementBegin, StatementEnd"},
      {"-- +migrate StatementBegin\nSELECT 1;\n",
       "m/1_x.sql:1: sql-migrate finds no '-- +migrate Up' in this file\n"
       "hint: put '-- +migrate Up' in front of the SQL of the up"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    write_file("m/1_x.sql", rows[i].text);
    assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE, rows[i].message);
  }
}

static void words_that_are_read_over_are_told(void **state)
{
  (void)state;
  write_file("m/1_x.sql", "-- +migrate Up\nSELECT 1;\n-- +migrate down\nSELECT 2;\n");
  assert_loads("m", NULL, "sqlite",
               "sqlite sql-migrate m\n"
               "1 x m/1_x.sql\n"
               "  up of m/1_x.sql:1, transaction\n"
               "    #0 2:1 SELECT 1\n"
               "    #1 4:1 SELECT 2\n"
               "! m/1_x.sql:3: sql-migrate reads over the annotation 'down'\n"
               "hint: sql-migrate knows Up, Down, StatementBegin, StatementEnd, written like that\n");
}

/* The ledger holds whole names, so that two files may have one number. */
static void numbers_come_first_and_may_come_again(void **state)
{
  (void)state;
  static const char *const names[] = {"m/10_c.sql", "m/2-b.sql", "m/2_a.sql", "m/later.sql", "m/first.sql"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    write_file(names[i], "-- +migrate Up\n");
  assert_loads("m", NULL, "sqlite",
               "sqlite sql-migrate m\n"
               "2 b m/2-b.sql\n"
               "  up of m/2-b.sql:1, transaction\n"
               "2 a m/2_a.sql\n"
               "  up of m/2_a.sql:1, transaction\n"
               "10 c m/10_c.sql\n"
               "  up of m/10_c.sql:1, transaction\n"
               "first  m/first.sql\n"
               "  up of m/first.sql:1, transaction\n"
               "later  m/later.sql\n"
               "  up of m/later.sql:1, transaction\n"
               "! m/2_a.sql: has the same version as 'm/2-b.sql': they run in the order of their names\n"
               "hint: give one of them another version\n");
}

/* Any name will do, but not any file: a folder is found by what is in its files. */
static void other_sql_is_no_migration(void **state)
{
  (void)state;
  write_file("schema.sql", "SELECT 1;\n");
  write_file("migrations/users.sql", "-- +migrate Up\nSELECT 1;\n");
  assert_loads(NULL, NULL, "sqlite",
               "sqlite sql-migrate migrations\n"
               "users  migrations/users.sql\n"
               "  up of migrations/users.sql:1, transaction\n"
               "    #0 2:1 SELECT 1\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(a_file_holds_both_directions),
      project_test(blocks_are_one_message),
      project_test(a_cut_statement_is_told),
      project_test(transactions_are_a_matter_of_the_direction),
      project_test(sections_may_come_again),
      project_test(what_sql_migrate_refuses_is_refused),
      project_test(words_that_are_read_over_are_told),
      project_test(numbers_come_first_and_may_come_again),
      project_test(other_sql_is_no_migration),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
