/* tern: one line between the halves, one that switches the transaction off. */
#include "project.h"

#define SEPARATOR "---- create above / drop below ----"

static void a_line_divides_a_file(void **state)
{
  (void)state;
  write_file("m/001_users.sql", "CREATE TABLE a (b int);\nSELECT 1;\n\n" SEPARATOR "\n\nDROP TABLE a;\n");
  write_file("m/002_more.sql", "SELECT 2;\n" SEPARATOR "\n");
  write_file("m/003_last.sql", "SELECT 3");
  assert_loads("m", NULL, "postgres",
               "postgres tern m\n"
               "001 users m/001_users.sql\n"
               "  up of m/001_users.sql:1, transaction\n"
               "    #0 1:1 CREATE TABLE a (b int)\n"
               "    #0 2:1 SELECT 1\n"
               "  down of m/001_users.sql:4, transaction\n"
               "    #0 6:1 DROP TABLE a\n"
               "002 more m/002_more.sql\n"
               "  up of m/002_more.sql:1, transaction\n"
               "    #0 1:1 SELECT 2\n"
               "003 last m/003_last.sql\n"
               "  up of m/003_last.sql:1, transaction\n"
               "    #0 1:1 SELECT 3\n");
}

static void each_half_has_its_own_transaction(void **state)
{
  (void)state;
  write_file("m/1_x.sql", "---- tern: disable-tx ----\nSELECT 1;\nSELECT 2;\n" SEPARATOR "\nSELECT 3;\n");
  write_file("m/2_x.sql",
             "SELECT 1;\n" SEPARATOR "\n-- x\n---- tern: disable-tx ----\nSELECT 3;\nSELECT 4;\n");
  write_file("m/3_x.sql",
             " ---- tern: disable-tx ----\nSELECT 1;\n" SEPARATOR "\n-- mighar: irreversible x\n");
  assert_loads("m", NULL, "postgres",
               "postgres tern m\n"
               "1 x m/1_x.sql\n"
               "  up of m/1_x.sql:1\n"
               "    #0 2:1 SELECT 1\n"
               "    #1 3:1 SELECT 2\n"
               "  down of m/1_x.sql:4, transaction\n"
               "    #0 5:1 SELECT 3\n"
               "2 x m/2_x.sql\n"
               "  up of m/2_x.sql:1, transaction\n"
               "    #0 1:1 SELECT 1\n"
               "  down of m/2_x.sql:2\n"
               "    #0 5:1 SELECT 3\n"
               "    #1 6:1 SELECT 4\n"
               "3 x m/3_x.sql\n"
               "  irreversible of m/3_x.sql:4: x\n"
               "  up of m/3_x.sql:1, transaction\n"
               "    #0 2:1 SELECT 1\n"
               "  down of m/3_x.sql:3, transaction\n");
}

static void templates_cannot_be_run(void **state)
{
  (void)state;
  write_file("m/1_x.sql", "{{ template \"shared/v1.sql\" . }}\n" SEPARATOR "\nSELECT 1;\n");
  assert_loads("m", NULL, "postgres",
               "postgres tern m\n"
               "1 x m/1_x.sql\n"
               "  a template ('{{'), which mighar does not expand\n"
               "  up of m/1_x.sql:1\n");
}

static void what_tern_refuses_is_refused(void **state)
{
  (void)state;
  write_file("m/1_x.sql", "-- nothing\n\n" SEPARATOR "\nSELECT 1;\n");
  assert_refuses("m", NULL, "postgres", MIGHAR_ERROR_USAGE,
                 "m/1_x.sql:1: tern refuses a migration without an up\n"
                 "hint: put the SQL of the up above '" SEPARATOR "'");
  write_file("m/1_x.sql", "SELECT 1;\n" SEPARATOR "\n");
  write_file("m/3_y.sql", "SELECT 1;\n");
  assert_refuses("m", NULL, "postgres", MIGHAR_ERROR_USAGE,
                 "m/3_y.sql: tern misses migration 2 in front of this one\n"
                 "hint: number migrations without gaps from 1 on");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(a_line_divides_a_file),
      project_test(each_half_has_its_own_transaction),
      project_test(templates_cannot_be_run),
      project_test(what_tern_refuses_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
