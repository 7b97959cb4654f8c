/* goose: sections, messages, annotations. */
#include "project.h"

static void assert_shows(const char *text, const char *expected)
{
  g_autofree char *all = g_strconcat("postgres goose migrations\n1 x migrations/1_x.sql\n", expected, NULL);
  write_file("migrations/1_x.sql", text);
  assert_loads("migrations", "goose", "postgres", all);
}

static void assert_wrong(const char *text, const char *message)
{
  g_autofree char *all = g_strconcat("migrations/1_x.sql:", message, NULL);
  write_file("migrations/1_x.sql", text);
  assert_refuses("migrations", "goose", "postgres", MIGHAR_ERROR_USAGE, all);
}

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

static void statements_of_one_line_are_one_message(void **state)
{
  (void)state;
  assert_shows("-- +goose Up\nSELECT 1; SELECT 2; SELECT\n3;\nSELECT 4 ;\n",
               "  up of migrations/1_x.sql:1, transaction\n"
               "    #0 2:1 SELECT 1\n"
               "    #0 2:11 SELECT 2\n"
               "    #0 2:21 SELECT~3\n"
               "    #1 4:1 SELECT 4\n");
}

static void a_block_is_one_message(void **state)
{
  (void)state;
  assert_shows("-- +goose Up\n"
               "-- +goose StatementBegin\n"
               "CREATE FUNCTION f() RETURNS int AS $$\n"
               "BEGIN\n"
               "  RETURN 1;\n"
               "END;\n"
               "$$ LANGUAGE plpgsql;\n"
               "SELECT f()\n"
               "-- +goose StatementEnd\n"
               "SELECT 2;\n",
               "  up of migrations/1_x.sql:1, transaction\n"
               "    #0 3:1 CREATE FUNCTION f() RETURNS int AS $$~BEGIN~  RETURN 1;~END;~$$ LANGUAGE plpgsql\n"
               "    #0 8:1 SELECT f()\n"
               "    #1 10:1 SELECT 2\n");
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

/* The pieces are what goose sends; the END of a body ends no transaction. */
static void says_where_goose_cuts_a_statement(void **state)
{
  (void)state;
  assert_shows(
      "-- +goose Up\n"
      "SELECT 1;\n"
      "CREATE FUNCTION f() RETURNS int AS $$\n"
      "BEGIN\n"
      "  PERFORM 1;\n"
      "  RETURN 1;\n"
      "END;\n"
      "$$ LANGUAGE plpgsql;\n"
      "SELECT 2;\n",
      "  up of migrations/1_x.sql:1, transaction\n"
      "    #0 2:1 SELECT 1\n"
      "    #1 3:1 CREATE FUNCTION f() RETURNS int AS $$~BEGIN~  PERFORM 1;~\n"
      "    #2 6:3 RETURN 1\n"
      "    #3 7:1 END\n"
      "    #4 8:1 $$ LANGUAGE plpgsql;~\n"
      "    #5 9:1 SELECT 2\n"
      "! migrations/1_x.sql:5: goose ends a statement at this ';', inside the one that starts in line 3\n"
      "hint: put '-- +goose StatementBegin' in front of the statement and '-- +goose StatementEnd' "
      "behind it\n");
}

static void says_so_for_every_kind_of_cut(void **state)
{
  (void)state;
  static const struct {
    const char *engine, *text, *warning;
  } rows[] = {
      {"sqlite", "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\nEND;\n",
       ":3: goose ends a statement at this ';', inside the one that starts in line 2\n"},
      {"postgres", "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\n  SELECT 1;\nEND;\n",
       ":3: goose ends a statement at this ';', inside the one that starts in line 2\n"},
      {"postgres", "CREATE RULE r AS ON INSERT TO a DO ALSO (\n  DELETE FROM b;\n  DELETE FROM c\n);\n",
       ":3: goose ends a statement at this ';', inside the one that starts in line 2\n"},
      {"postgres", "SELECT 1\n/* why;\nhow */ + 1;\n",
       ":3: goose ends a statement at this ';', inside the one that starts in line 2\n"},
      {"sqlite", "INSERT INTO a VALUES ('x;\ny');\nINSERT INTO a VALUES ('x;\ny');\n",
       ":4: goose ends a statement at this ';', inside the one that starts in line 4\n"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strconcat("-- +goose Up\n", rows[i].text, NULL);
    write_file("migrations/1_x.sql", text);
    g_autoptr(GPtrArray) chains = load_with("migrations", "goose", rows[i].engine, NULL);
    assert_non_null(chains);
    g_autofree char *shown = show(chains);
    if (strstr(shown, rows[i].warning) == NULL)
      fail_msg("%s\nis not in\n%s", rows[i].warning, shown);
  }
}

static void whole_statements_are_no_cut(void **state)
{
  (void)state;
  static const char *const texts[] = {
      "CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END; $$ LANGUAGE plpgsql;\n",
      "SELECT 1; -- it's; fine\nSELECT 'a;b'\n;\n;\n",
      "-- +goose StatementBegin\nSELECT 'x;\n'\n-- +goose StatementEnd\nSELECT 2;\n",
      "/* header\n   of words */\nSELECT 1;\n",
  };
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *text = g_strconcat("-- +goose Up\n", texts[i], NULL);
    write_file("migrations/1_x.sql", text);
    g_autoptr(GPtrArray) chains = load_with("migrations", "goose", "postgres", NULL);
    const MigharChain *chain = g_ptr_array_index(chains, 0);
    assert_int_equal(chain->warnings->len, 0);
  }
}

static void an_empty_block_swallows_a_line(void **state)
{
  (void)state;
  assert_shows("-- +goose Up\n-- +goose StatementBegin\n-- +goose StatementEnd\nSELECT 1;\nSELECT 2;\n",
               "  up of migrations/1_x.sql:1, transaction\n"
               "    #0 5:1 SELECT 2\n"
               "! migrations/1_x.sql:4: goose drops this line, as the block in front of it is empty\n"
               "hint: remove the empty StatementBegin and StatementEnd in front of it\n");
}

static void an_empty_block_at_the_end_swallows_nothing(void **state)
{
  (void)state;
  assert_shows("-- +goose Up\n-- +goose StatementBegin\n-- +goose StatementEnd\n-- +goose Down\nSELECT 1;\n",
               "  up of migrations/1_x.sql:1, transaction\n"
               "  down of migrations/1_x.sql:4, transaction\n"
               "    #0 5:1 SELECT 1\n");
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

static void refuses_a_statement_without_an_end(void **state)
{
  (void)state;
  static const struct {
    const char *text, *line;
  } rows[] = {
      {"-- +goose Up\nSELECT 1;\nSELECT\n  2\n-- +goose Down\n", "3"},
      {"-- +goose Up\n-- +goose Down\nDROP TABLE a", "3"},
      {"-- +goose Up\nSELECT 1; /* why */\n", "2"},
      {"-- +goose Up\nSELECT 1;\n/* the end */\n", "3"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *message =
        g_strconcat(rows[i].line,
                    ": goose finds no end of the statement that starts here\n"
                    "hint: end its last line with ';' and nothing but a '--' comment behind it, or put "
                    "'-- +goose StatementBegin' and '-- +goose StatementEnd' around it",
                    NULL);
    assert_wrong(rows[i].text, message);
  }
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
      project_test(statements_of_one_line_are_one_message),
      project_test(a_block_is_one_message),
      project_test(annotations_are_taken_as_goose_takes_them),
      project_test(no_transaction_is_for_both_directions),
      project_test(own_transactions_are_left_alone),
      project_test(says_where_goose_cuts_a_statement),
      project_test(says_so_for_every_kind_of_cut),
      project_test(whole_statements_are_no_cut),
      project_test(an_empty_block_swallows_a_line),
      project_test(an_empty_block_at_the_end_swallows_nothing),
      project_test(replaces_variables_where_told_to),
      project_test(refuses_what_goose_refuses),
      project_test(refuses_a_statement_without_an_end),
      project_test(names_migrations_in_go),
      project_test(reads_a_directory_a_migration),
      project_test(versions_begin_with_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
