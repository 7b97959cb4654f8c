/* golang-migrate: pairs of files, each sent as it is. */
#include "project.h"

static void sends_a_file_as_one_message(void **state)
{
  (void)state;
  write_file("m/1_users.up.sql", "CREATE TABLE users (id int);\n\nCREATE INDEX i ON users (id);\n");
  write_file("m/1_users.down.sql", "-- all of it\nDROP TABLE users");
  assert_loads("m", NULL, "postgres",
               "postgres golang-migrate m\n"
               "1 users m/1_users.up.sql\n"
               "  up of m/1_users.up.sql:1\n"
               "    #0 1:1 CREATE TABLE users (id int)\n"
               "    #0 3:1 CREATE INDEX i ON users (id)\n"
               "  down of m/1_users.down.sql:1\n"
               "    #0 2:1 DROP TABLE users\n");
}

static void sqlite_gets_a_transaction(void **state)
{
  (void)state;
  write_file("m/1_users.up.sql", "CREATE TABLE users (id int);");
  write_file("m/1_users.down.sql", "BEGIN; DROP TABLE users; COMMIT;");
  assert_loads("m", NULL, "sqlite",
               "sqlite golang-migrate m\n"
               "1 users m/1_users.up.sql\n"
               "  up of m/1_users.up.sql:1, transaction\n"
               "    #0 1:1 CREATE TABLE users (id int)\n"
               "  down of m/1_users.down.sql:1\n"
               "    #0 1:1 BEGIN\n"
               "    #0 1:8 DROP TABLE users\n"
               "    #0 1:26 COMMIT\n");
}

/* As with the tool's x-multi-statement and x-no-tx-wrap, for that file alone. */
static void a_directive_sends_each_statement_by_itself(void **state)
{
  (void)state;
  write_file("m/1_x.up.sql", "-- mighar: no transaction\nSELECT 1;\nSELECT 2;\n");
  write_file("m/1_x.down.sql", "SELECT 3;\nSELECT 4;\n");
  assert_loads("m", NULL, "postgres",
               "postgres golang-migrate m\n"
               "1 x m/1_x.up.sql\n"
               "  up of m/1_x.up.sql:1\n"
               "    #0 2:1 SELECT 1\n"
               "    #1 3:1 SELECT 2\n"
               "  down of m/1_x.down.sql:1\n"
               "    #0 1:1 SELECT 3\n"
               "    #0 2:1 SELECT 4\n");
  assert_loads("m", NULL, "sqlite",
               "sqlite golang-migrate m\n"
               "1 x m/1_x.up.sql\n"
               "  up of m/1_x.up.sql:1\n"
               "    #0 2:1 SELECT 1\n"
               "    #1 3:1 SELECT 2\n"
               "  down of m/1_x.down.sql:1, transaction\n"
               "    #0 1:1 SELECT 3\n"
               "    #0 2:1 SELECT 4\n");
}

static void an_empty_file_is_a_script_without_statements(void **state)
{
  (void)state;
  write_file("m/0_x.up.sql", "");
  write_file("m/0_x.down.sql", "-- nothing;\n;\n");
  assert_loads("m", NULL, "postgres",
               "postgres golang-migrate m\n"
               "0 x m/0_x.up.sql\n"
               "  up of m/0_x.up.sql:1\n"
               "  down of m/0_x.down.sql:1\n");
}

static void statements_end_where_they_end(void **state)
{
  (void)state;
  write_file("m/1_.up.sql",
             "CREATE FUNCTION f() RETURNS int AS $$\r\nBEGIN RETURN 1; END;\r\n$$ LANGUAGE plpgsql;\r\n"
             "  SELECT ';' /* ; /* ; */ */;\r\n");
  assert_loads("m", NULL, "postgres",
               "postgres golang-migrate m\n"
               "1  m/1_.up.sql\n"
               "  up of m/1_.up.sql:1\n"
               "    #0 1:1 CREATE FUNCTION f() RETURNS int AS $$~~BEGIN RETURN 1; END;~~$$ LANGUAGE plpgsql\n"
               "    #0 4:3 SELECT ';'\n");
}

static void a_byte_order_mark_is_worth_a_warning(void **state)
{
  (void)state;
  write_file("m/1_x.up.sql", "\xef\xbb\xbfSELECT 1;\n");
  assert_loads(
      "m", NULL, "postgres",
      "postgres golang-migrate m\n"
      "1 x m/1_x.up.sql\n"
      "  up of m/1_x.up.sql:1\n"
      "    #0 1:1 SELECT 1\n"
      "! m/1_x.up.sql:1: the file starts with a byte order mark: mighar skips it, golang-migrate does not\n"
      "hint: save it as UTF-8 without a byte order mark\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(sends_a_file_as_one_message),
      project_test(sqlite_gets_a_transaction),
      project_test(a_directive_sends_each_statement_by_itself),
      project_test(an_empty_file_is_a_script_without_statements),
      project_test(statements_end_where_they_end),
      project_test(a_byte_order_mark_is_worth_a_warning),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
