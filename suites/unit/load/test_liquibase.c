/* Liquibase: changesets, their attributes, and the forms of a rollback. */
#include "project.h"

#define HEADER "--liquibase formatted sql\n"

static void a_changeset_is_a_migration(void **state)
{
  (void)state;
  write_file("db/1.sql",
             "\n-- Liquibase Formatted SQL\n\n--changeset alice:1\nCREATE TABLE a (b int);\nSELECT 1;\n"
             "--rollback DROP TABLE a;\n--rollback SELECT 2;\n\n"
             "-- changeset \"bob b\":\"two 2\" runInTransaction:false\n--comment what it does\nSELECT 3\n");
  assert_loads("db", NULL, "postgres",
               "postgres liquibase db\n"
               "1.sql::1::alice  db/1.sql\n"
               "  up of db/1.sql:4, transaction\n"
               "    #0 5:1 CREATE TABLE a (b int)\n"
               "    #1 6:1 SELECT 1\n"
               "  down of db/1.sql:7, transaction\n"
               "    #0 7:12 DROP TABLE a\n"
               "    #1 8:12 SELECT 2\n"
               "1.sql::two 2::bob b  db/1.sql\n"
               "  up of db/1.sql:10\n"
               "    #0 12:1 SELECT 3\n");
}

static void rollbacks_have_several_forms(void **state)
{
  (void)state;
  write_file("db/a.sql",
             HEADER "--changeset x:1\nSELECT 1;\n/* liquibase rollback\n  DROP TABLE a;\n SELECT 9; */\n"
                    "--changeset x:2\nSELECT 2;\n--rollback not required\n"
                    "--changeset x:3\nSELECT 3;\n-- ROLLBACK Empty\n"
                    "--changeset x:4\nSELECT 4;\n--rollback changesetId:1 changesetAuthor:x\n"
                    "--changeset x:5\nSELECT 5;\n--rollback\n"
                    "--changeset x:6\nSELECT 6;\n/* liquibase rollback\nDROP TABLE\n c;\n\n*/\nSELECT 7;\n");
  assert_loads(
      "db", NULL, "postgres",
      "postgres liquibase db\n"
      "a.sql::1::x  db/a.sql\n"
      "  up of db/a.sql:2, transaction\n"
      "    #0 3:1 SELECT 1\n"
      "  down of db/a.sql:5, transaction\n"
      "    #0 5:3 DROP TABLE a\n"
      "    #1 6:2 SELECT 9\n"
      "a.sql::2::x  db/a.sql\n"
      "  irreversible of db/a.sql:9: the changeset says that its rollback is empty, or not required\n"
      "  up of db/a.sql:7, transaction\n"
      "    #0 8:1 SELECT 2\n"
      "a.sql::3::x  db/a.sql\n"
      "  irreversible of db/a.sql:12: the changeset says that its rollback is empty, or not required\n"
      "  up of db/a.sql:10, transaction\n"
      "    #0 11:1 SELECT 3\n"
      "a.sql::4::x  db/a.sql\n"
      "  up of db/a.sql:13, transaction\n"
      "    #0 14:1 SELECT 4\n"
      "  down of db/a.sql:2, transaction\n"
      "    #0 3:1 SELECT 1\n"
      "a.sql::5::x  db/a.sql\n"
      "  up of db/a.sql:16, transaction\n"
      "    #0 17:1 SELECT 5\n"
      "a.sql::6::x  db/a.sql\n"
      "  up of db/a.sql:19, transaction\n"
      "    #0 20:1 SELECT 6\n"
      "    #1 26:1 SELECT 7\n"
      "  down of db/a.sql:22, transaction\n"
      "    #0 22:1 DROP TABLE~ c\n");
}

static void statements_are_split_as_told(void **state)
{
  (void)state;
  write_file("db/a.sql", HEADER
             "--changeset x:1 splitStatements:false\nSELECT 1;\nSELECT 2;\n--rollback SELECT 3; SELECT 4;\n"
             "--changeset x:2 endDelimiter:// rollbackSplitStatements:false\n"
             "SELECT '//'; SELECT 5\n//\n-- a // b\nSELECT 6 //\n--rollback SELECT 7; SELECT 8;\n"
             "--changeset x:3 endDelimiter:\\n/\nSELECT 4/2\n/\nSELECT 9\n/\n");
  assert_loads("db", NULL, "postgres",
               "postgres liquibase db\n"
               "a.sql::1::x  db/a.sql\n"
               "  up of db/a.sql:2, transaction\n"
               "    #0 3:1 SELECT 1\n"
               "    #0 4:1 SELECT 2\n"
               "  down of db/a.sql:5, transaction\n"
               "    #0 5:12 SELECT 3\n"
               "    #1 5:22 SELECT 4\n"
               "a.sql::2::x  db/a.sql\n"
               "  up of db/a.sql:6, transaction\n"
               "    #0 7:1 SELECT '//'\n"
               "    #0 7:14 SELECT 5\n"
               "    #1 10:1 SELECT 6\n"
               "  down of db/a.sql:11, transaction\n"
               "    #0 11:12 SELECT 7\n"
               "    #0 11:22 SELECT 8\n"
               "a.sql::3::x  db/a.sql\n"
               "  up of db/a.sql:12, transaction\n"
               "    #0 13:1 SELECT 4/2\n"
               "    #1 15:1 SELECT 9\n");
}

static void what_is_for_other_databases_is_told(void **state)
{
  (void)state;
  write_file("db/a.sql", HEADER
             "--changeset x:1 dbms:postgresql\nSELECT 1;\n--changeset x:2 dbms:mysql,sqlite\nSELECT 2;\n"
             "--changeset x:3 dbms:!sqlite\nSELECT 3;\n--changeset x:4 ignore:true\nSELECT 4;\n"
             "--changeset x:5 dbms:all\nSELECT 5;\n--changeset x:6 dbms:none\nSELECT 6;\n");
  assert_loads(
      "db", NULL, "postgres",
      "postgres liquibase db\n"
      "a.sql::1::x  db/a.sql\n"
      "  up of db/a.sql:2, transaction\n"
      "    #0 3:1 SELECT 1\n"
      "a.sql::3::x  db/a.sql\n"
      "  up of db/a.sql:6, transaction\n"
      "    #0 7:1 SELECT 3\n"
      "a.sql::5::x  db/a.sql\n"
      "  up of db/a.sql:10, transaction\n"
      "    #0 11:1 SELECT 5\n"
      "! db: not read, because they are for other databases or ignored: 'a.sql::2::x', 'a.sql::4::x' and "
      "'a.sql::6::x'\n");
}

static void what_mighar_does_not_know_is_told(void **state)
{
  (void)state;
  write_file("db/a.sql",
             HEADER "SELECT 0;\n--changeset x:1 context:\"a and b\"\n--preconditions onFail:MARK_RAN\n"
                    "--precondition-sql-check expectedResult:0 SELECT 1\nSELECT 1;\n"
                    "--changeset x:2 labels:l runWith:psql\nSELECT 2;\n");
  write_file("db/plain.sql", "SELECT 1;\n");
  write_file("db/master.xml", "<databaseChangeLog/>");
  assert_loads(
      "db", NULL, "postgres",
      "postgres liquibase db\n"
      "a.sql::1::x  db/a.sql\n"
      "  up of db/a.sql:3, transaction\n"
      "    #0 6:1 SELECT 1\n"
      "a.sql::2::x  db/a.sql\n"
      "  runs with the program 'psql'\n"
      "  up of db/a.sql:7, transaction\n"
      "    #0 8:1 SELECT 2\n"
      "! db: changelogs that are not SQL are not read, SQL files are taken in the order of their names: "
      "'master.xml'\n"
      "! db: not read, because they do not start with '--liquibase formatted sql': 'plain.sql'\n"
      "! db: run whatever their contexts and labels are, as liquibase does when none is chosen: "
      "'a.sql::1::x' and 'a.sql::2::x'\n"
      "! db/a.sql:2: liquibase reads over SQL in front of the first changeset\n"
      "hint: put '--changeset author:id' in front of it\n"
      "! db/a.sql:3: the preconditions of this changeset are not looked at: it runs in any case\n");
}

static void properties_are_replaced(void **state)
{
  (void)state;
  write_file("db/a.sql",
             HEADER "--property name:t value:users\n--property name: u value: x dbms:mysql\n"
                    "--property name:t value:later\n--changeset x:1\nSELECT '${t}', '${ t }', '${u}';\n"
                    "--rollback DROP TABLE ${t};\n");
  write_file("db/b.sql", HEADER "--changeset x:1\nSELECT '${t}';\n");
  assert_loads("db", NULL, "postgres",
               "postgres liquibase db\n"
               "a.sql::1::x  db/a.sql\n"
               "  up of db/a.sql:5, transaction\n"
               "    #0 6:1 SELECT 'users', 'users', '${u}'\n"
               "  down of db/a.sql:7, transaction\n"
               "    #0 7:12 DROP TABLE users\n"
               "b.sql::1::x  db/b.sql\n"
               "  up of db/b.sql:2, transaction\n"
               "    #0 3:1 SELECT 'users'\n");
}

static void lines_can_be_ignored(void **state)
{
  (void)state;
  write_file("db/a.sql",
             HEADER "--changeset x:1\n--ignoreLines:2\nSELECT 1;\nSELECT 2;\nSELECT 3;\n--ignoreLines:start\n"
                    "SELECT 4;\n--changeset x:9\n--ignoreLines:end\nSELECT 5;\n");
  assert_loads("db", NULL, "sqlite",
               "sqlite liquibase db\n"
               "a.sql::1::x  db/a.sql\n"
               "  up of db/a.sql:2, transaction\n"
               "    #0 6:1 SELECT 3\n"
               "    #1 11:1 SELECT 5\n");
}

static void directives_are_those_of_the_changeset(void **state)
{
  (void)state;
  write_file("db/a.sql",
             HEADER "--changeset x:1\n-- mighar: irreversible gone\nSELECT 1;\n"
                    "--changeset x:2\n-- mighar: no transaction\nSELECT 2;\n--changeset x:3\nSELECT 3;\n");
  assert_loads("db", NULL, "sqlite",
               "sqlite liquibase db\n"
               "a.sql::1::x  db/a.sql\n"
               "  irreversible of db/a.sql:3: gone\n"
               "  up of db/a.sql:2, transaction\n"
               "    #0 4:1 SELECT 1\n"
               "a.sql::2::x  db/a.sql\n"
               "  up of db/a.sql:5\n"
               "    #0 7:1 SELECT 2\n"
               "a.sql::3::x  db/a.sql\n"
               "  up of db/a.sql:8, transaction\n"
               "    #0 9:1 SELECT 3\n");
}

/* What is taken out in front of a line is not put into the text instead. */
static void a_rollback_is_its_lines_alone(void **state)
{
  (void)state;
  write_file("db/a.sql",
             HEADER "--changeset x:1\nSELECT 1;\n--rollback SELECT 2; DO $$\n--comment between\n"
                    "-- rollback   BEGIN\n--rollback \n--rollback END $$;\n--rollback SELECT 3;\n");
  assert_loads("db", NULL, "postgres",
               "postgres liquibase db\n"
               "a.sql::1::x  db/a.sql\n"
               "  up of db/a.sql:2, transaction\n"
               "    #0 3:1 SELECT 1\n"
               "  down of db/a.sql:4, transaction\n"
               "    #0 4:12 SELECT 2\n"
               "    #1 4:22 DO $$~  BEGIN~~END $$\n"
               "    #2 9:12 SELECT 3\n");
}

static void what_liquibase_refuses_is_refused(void **state)
{
  (void)state;
  static const struct {
    const char *text, *message;
  } rows[] = {
      {HEADER "--changeset alice\nSELECT 1;\n",
       "db/a.sql:2: liquibase refuses this line, as it is nearly one of its own\n"
       "hint: see docs.liquibase.com/concepts/changelogs/sql-format.html"},
      {HEADER "--changeset a: 1\nSELECT 1;\n",
       "db/a.sql:2: liquibase refuses this line, as it is nearly one of its own\n"
       "hint: see docs.liquibase.com/concepts/changelogs/sql-format.html"},
      {HEADER "--changeset a:1\n--changeset a:2\nSELECT 1;\n",
       "db/a.sql:2: liquibase refuses a changeset without SQL\nhint: write what it does, or remove it"},
      {HEADER "--changeset a:1\nSELECT 1;\n/* liquibase rollback\nSELECT 2;\n",
       "db/a.sql:4: the rollback that starts here has no end\nhint: end it with a line '*/'"},
      {HEADER "--changeset a:1\nSELECT 1;\n--changeset a:1\nSELECT 2;\n",
       "db/a.sql:4: a second changeset 'a.sql::1::a'\nhint: give it another id"},
      {HEADER "--changeset a:1\nSELECT 1;\n--rollback changesetId:7 changesetAuthor:a\n",
       "db/a.sql:4: there is no changeset 'a.sql::7::a' in front of this one to roll back with\n"
       "hint: --rollback changesetId:<id> changesetAuthor:<author> [changesetPath:<file>]"},
      {HEADER "--ignoreLines:some\n", "db/a.sql:2: liquibase refuses this '--ignoreLines'\n"
                                      "hint: it takes a number of lines, or 'start' and 'end'"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    write_file("db/a.sql", rows[i].text);
    assert_refuses("db", NULL, "sqlite", MIGHAR_ERROR_USAGE, rows[i].message);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(a_changeset_is_a_migration),
      project_test(rollbacks_have_several_forms),
      project_test(statements_are_split_as_told),
      project_test(what_is_for_other_databases_is_told),
      project_test(what_mighar_does_not_know_is_told),
      project_test(properties_are_replaced),
      project_test(lines_can_be_ignored),
      project_test(directives_are_those_of_the_changeset),
      project_test(a_rollback_is_its_lines_alone),
      project_test(what_liquibase_refuses_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
