/* goose: where its statements end, which of them are one message, and where it would cut one. */
#include "goose_file.h"

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

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(statements_of_one_line_are_one_message),
      project_test(a_block_is_one_message),
      project_test(says_where_goose_cuts_a_statement),
      project_test(says_so_for_every_kind_of_cut),
      project_test(whole_statements_are_no_cut),
      project_test(an_empty_block_swallows_a_line),
      project_test(an_empty_block_at_the_end_swallows_nothing),
      project_test(refuses_a_statement_without_an_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
