/* goose: sections, annotations, names, directories. */
#include "goose_file.h"

static void reads_both_sections(void **state)
{
  (void)state;
  assert_shows("-- A remark.\n"
               "-- +goose Up\n"
               "CREATE TABLE users (\n"
               "  id int\n"
               ");\n"
               "\n"
               "-- another one\n"
               "  CREATE INDEX i ON users (id); -- why\n"
               "-- +goose Down\n"
               "DROP TABLE users;\n",
               "  up of migrations/1_x.sql:2, transaction\n"
               "    #0 3:1 CREATE TABLE users (~  id int~)\n"
               "    #1 8:3 CREATE INDEX i ON users (id)\n"
               "  down of migrations/1_x.sql:9, transaction\n"
               "    #0 10:1 DROP TABLE users\n");
}

static void a_down_may_be_missing_or_empty(void **state)
{
  (void)state;
  assert_shows("-- +goose Up\nSELECT 1;\n", "  up of migrations/1_x.sql:1, transaction\n"
                                            "    #0 2:1 SELECT 1\n");
  assert_shows("-- +goose Up\nSELECT 1;\n-- +goose Down\n-- nothing\n\n",
               "  up of migrations/1_x.sql:1, transaction\n"
               "    #0 2:1 SELECT 1\n"
               "  down of migrations/1_x.sql:3, transaction\n");
}

static void annotations_are_taken_as_goose_takes_them(void **state)
{
  (void)state;
  assert_shows("--+goose   UP \t\r\nSELECT 1;\r\n-- +GOOSE Up\r\n-- -- +goose DOWN\r\nSELECT 2;\r\n",
               "  up of migrations/1_x.sql:1, transaction\n"
               "    #0 2:1 SELECT 1\n"
               "  down of migrations/1_x.sql:4, transaction\n"
               "    #0 5:1 SELECT 2\n");
}

static void no_transaction_is_for_both_directions(void **state)
{
  (void)state;
  assert_shows("-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n-- +goose no transaction\n",
               "  up of migrations/1_x.sql:1\n"
               "    #0 2:1 SELECT 1\n"
               "  down of migrations/1_x.sql:3\n"
               "    #0 4:1 SELECT 2\n");
  assert_shows("-- mighar: no transaction\n-- +goose Up\nSELECT 1;\n", "  up of migrations/1_x.sql:2\n"
                                                                       "    #0 3:1 SELECT 1\n");
}

static void own_transactions_are_left_alone(void **state)
{
  (void)state;
  assert_shows("-- +goose Up\nBEGIN;\nSELECT 1;\nCOMMIT;\n-- +goose Down\nSELECT 2;\n",
               "  up of migrations/1_x.sql:1\n"
               "    #0 2:1 BEGIN\n"
               "    #1 3:1 SELECT 1\n"
               "    #2 4:1 COMMIT\n"
               "  down of migrations/1_x.sql:5, transaction\n"
               "    #0 6:1 SELECT 2\n");
}

static void replaces_variables_where_told_to(void **state)
{
  (void)state;
  char *environment[] = {"TABLE=users", NULL};
  const char *names[] = {"postgres", NULL};
  const MigharLoadOptions options = {
      .path = "migrations", .engines = names, .known = engines, .environment = environment};
  write_file("migrations/1_x.sql", "-- +goose Up\n"
                                   "SELECT '$TABLE';\n"
                                   "-- +goose ENVSUB ON\n"
                                   "CREATE TABLE ${TABLE} (\n"
                                   "-- +goose ENVSUB OFF\n"
                                   "  a text DEFAULT '$TABLE');\n"
                                   "-- +goose ENVSUB ON\n"
                                   "-- +goose Down\n"
                                   "DROP TABLE ${TABLE};\n");
  g_autoptr(GPtrArray) chains = mighar_load_project(&options, NULL);
  g_autofree char *shown = show(chains);
  assert_string_equal(shown, "postgres goose migrations\n"
                             "1 x migrations/1_x.sql\n"
                             "  up of migrations/1_x.sql:1, transaction\n"
                             "    #0 2:1 SELECT '$TABLE'\n"
                             "    #1 4:1 CREATE TABLE users (~  a text DEFAULT '$TABLE')\n"
                             "  down of migrations/1_x.sql:8, transaction\n"
                             "    #0 9:1 DROP TABLE users\n");
}

static void refuses_what_goose_refuses(void **state)
{
  (void)state;
  static const struct {
    const char *text, *message;
  } rows[] = {
      {"", "1: goose finds no '-- +goose Up' in this file\n"
           "hint: put '-- +goose Up' in front of the SQL of the up"},
      {"\n-- words\n", "1: goose finds no '-- +goose Up' in this file\n"
                       "hint: put '-- +goose Up' in front of the SQL of the up"},
      {"\n-- words\nSELECT 1;\n-- +goose Up\n",
       "3: SQL outside of a section\nhint: put '-- +goose Up' in front of it"},
      {"-- +goose Up\n-- +goose Upp\n",
       "2: unknown annotation '-- +goose Upp'\n"
       "hint: goose knows Up, Down, StatementBegin, StatementEnd, NO TRANSACTION, ENVSUB ON, ENVSUB OFF"},
      {"-- +goose\n",
       "1: unknown annotation '-- +goose'\n"
       "hint: goose knows Up, Down, StatementBegin, StatementEnd, NO TRANSACTION, ENVSUB ON, ENVSUB OFF"},
      {"-- +goose +goose Up\n",
       "1: unknown annotation '-- +goose +goose Up'\n"
       "hint: goose knows Up, Down, StatementBegin, StatementEnd, NO TRANSACTION, ENVSUB ON, ENVSUB OFF"},
      {"-- +goose Up -- first\n",
       "1: unknown annotation '-- +goose Up  first'\n"
       "hint: goose knows Up, Down, StatementBegin, StatementEnd, NO TRANSACTION, ENVSUB ON, ENVSUB OFF"},
      {"-- +goose Up\n  -- +goose Down\n", "2: goose refuses white space in front of an annotation\n"
                                           "hint: let the line start with '--'"},
      {"-- +goose Up\n-- +goose Up\n", "2: a second '-- +goose Up'\nhint: keep one '-- +goose Up' a file"},
      {"-- +goose Up\n-- +goose Down\n-- +goose Down\n",
       "3: a second '-- +goose Down'\nhint: keep one '-- +goose Down' a file"},
      {"-- +goose Down\n-- +goose Up\n", "1: '-- +goose Down' without '-- +goose Up' in front of it\n"
                                         "hint: begin the file with '-- +goose Up'"},
      {"-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n",
       "2: '-- +goose StatementBegin' has no end\n"
       "hint: add '-- +goose StatementEnd' behind the statement"},
      {"-- +goose Up\n\n-- +goose StatementBegin\nSELECT 1;\n-- +goose Down\n",
       "3: '-- +goose StatementBegin' has no end\n"
       "hint: add '-- +goose StatementEnd' before '-- +goose Down'"},
      {"-- +goose Up\n-- +goose StatementBegin\n-- +goose StatementBegin\n",
       "3: '-- +goose StatementBegin' inside a block\n"
       "hint: add '-- +goose StatementEnd' to the block of line 2"},
      {"-- +goose StatementBegin\n", "1: '-- +goose StatementBegin' outside of a section\n"
                                     "hint: put it behind '-- +goose Up' or '-- +goose Down'"},
      {"-- +goose Up\n-- +goose StatementEnd\n",
       "2: '-- +goose StatementEnd' without '-- +goose StatementBegin'\n"
       "hint: put '-- +goose StatementBegin' in front of the statement"},
      {"-- +goose Up\n-- +goose ENVSUB ON\nSELECT 1,\n  ${NEEDED?name it};\n",
       "4: $NEEDED: name it\nhint: set it in the environment"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_wrong(rows[i].text, rows[i].message);
}

static void names_migrations_in_go(void **state)
{
  (void)state;
  write_file("migrations/1_x.sql", "-- +goose Up\nSELECT 1;\n");
  write_file("migrations/2_y.go", "package migrations\n");
  write_file("migrations/2_y_test.go", "package migrations\n");
  write_file("migrations/embed.go", "package migrations\n");
  assert_loads("migrations", NULL, "postgres",
               "postgres goose migrations\n"
               "1 x migrations/1_x.sql\n"
               "  up of migrations/1_x.sql:1, transaction\n"
               "    #0 2:1 SELECT 1\n"
               "2 y migrations/2_y.go\n"
               "  a migration in Go, which mighar cannot run\n"
               "  up of migrations/2_y.go:1\n");
}

static void reads_a_directory_a_migration(void **state)
{
  (void)state;
  write_file("migrations/2_y/postgres.sql", "-- +goose Up\nSELECT 2;\n");
  write_file("migrations/1_x/postgres.sql", "-- +goose Up\nSELECT 1;\n");
  write_file("migrations/1_x/sqlite3.sql", "-- +goose Up\nSELECT 3;\n");
  write_file("migrations/1_x/mysql.sql", "-- +goose Up\nSELECT 4;\n");
  assert_loads("migrations", NULL, NULL,
               "sqlite goose migrations\n"
               "1 x migrations/1_x/sqlite3.sql\n"
               "  up of migrations/1_x/sqlite3.sql:1, transaction\n"
               "    #0 2:1 SELECT 3\n"
               "! migrations: not read, because mighar does not run on the engines in their names: "
               "'1_x/mysql.sql'\n"
               "postgres goose migrations\n"
               "1 x migrations/1_x/postgres.sql\n"
               "  up of migrations/1_x/postgres.sql:1, transaction\n"
               "    #0 2:1 SELECT 1\n"
               "2 y migrations/2_y/postgres.sql\n"
               "  up of migrations/2_y/postgres.sql:1, transaction\n"
               "    #0 2:1 SELECT 2\n"
               "! migrations: not read, because mighar does not run on the engines in their names: "
               "'1_x/mysql.sql'\n");
}

static void versions_begin_with_one(void **state)
{
  (void)state;
  write_file("migrations/000_x.sql", "-- +goose Up\n");
  assert_refuses("migrations", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "migrations/000_x.sql: version '000' is out of range\n"
                 "hint: goose takes 1 to 9223372036854775807");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(reads_both_sections),
      project_test(a_down_may_be_missing_or_empty),
      project_test(annotations_are_taken_as_goose_takes_them),
      project_test(no_transaction_is_for_both_directions),
      project_test(own_transactions_are_left_alone),
      project_test(replaces_variables_where_told_to),
      project_test(refuses_what_goose_refuses),
      project_test(names_migrations_in_go),
      project_test(reads_a_directory_a_migration),
      project_test(versions_begin_with_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
