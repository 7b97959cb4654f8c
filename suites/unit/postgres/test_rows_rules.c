/* Rows of tables with rules: what a rule adds to a statement is no answer to it. */
#include "look.h"

static const char shown[] = "CREATE TABLE t (id serial PRIMARY KEY, n integer);"
                            "CREATE RULE shown AS ON INSERT TO t DO ALSO SELECT 99 AS a, 98 AS b, NEW.n AS c;"
                            "CREATE RULE shown_again AS ON INSERT TO t DO ALSO SELECT 97;"
                            "CREATE RULE shown_gone AS ON DELETE TO t DO ALSO SELECT 96;"
                            "CREATE RULE shown_changed AS ON UPDATE TO t DO ALSO SELECT 95;";

static MigharInsert make_rows(GPtrArray *columns, GPtrArray *values, char *first, char *second)
{
  g_ptr_array_add(columns, (gpointer) "n");
  mighar_rows_add(values, &first, 1);
  mighar_rows_add(values, &second, 1);
  return (MigharInsert){.table = "public.t", .columns = columns, .rows = values};
}

static void what_is_returned_is_of_the_rows_and_not_of_a_rule(void **state)
{
  GError *error = NULL;
  g_auto(MigharRefusal) refusal = {0};
  g_autoptr(GPtrArray) columns = g_ptr_array_new(), values = mighar_rows_new(), wanted = g_ptr_array_new(),
                       returned = mighar_rows_new();
  gboolean taken = FALSE;
  run(*state, shown);
  MigharInsert what = make_rows(columns, values, "7", "8");
  g_ptr_array_add(wanted, (gpointer) "id");
  what.returning = wanted;
  what.returned = returned;
  assert_true(rows()->begin(*state, &error));
  assert_true(rows()->insert(*state, &what, 1, &taken, &refusal, &error) && taken);
  assert_true(rows()->end(*state, &refusal, &error));
  mighar_refusal_clear(&refusal);
  assert_int_equal(returned->len, 2);
  assert_string_equal(*(char **)g_ptr_array_index(returned, 0), "1");
  assert_string_equal(*(char **)g_ptr_array_index(returned, 1), "2");
}

static void a_look_goes_along_with_what_has_rules(void **state)
{
  g_auto(Look) look = {0};
  run(*state, shown);
  look_init(&look, *state, "public.t", "n");
  write_row(*state, "public.t", "7", &look);
  assert_seen(&look, *state, "7| 2");
  assert_written_last(*state, TRUE);
}

/* Of the transaction as a whole, and of one that was there before. */
static void a_commit_that_is_refused_is_none_of_the_statement(void **state)
{
  run(*state, shown);
  run(*state, "CREATE TABLE u (n integer PRIMARY KEY);"
              "ALTER TABLE t ADD FOREIGN KEY (n) REFERENCES u DEFERRABLE INITIALLY DEFERRED");
  for (guint before = 0; before < 2; before++) {
    GError *error = NULL;
    g_auto(MigharRefusal) refusal = {0};
    assert_true(rows()->begin(*state, &error));
    if (before > 0)
      assert_true(insert(*state, "public.t", NULL, &refusal));
    rows()->expect_end(*state);
    assert_true(insert(*state, "public.t", "7", &refusal));
    assert_null(refusal.message);
    assert_false(rows()->end(*state, &refusal, &error));
    check_error(error);
    assert_int_equal(refusal.kind, MIGHAR_REFUSED_REFERENCE);
    assert_sql(*state, "(SELECT count(*) = 0 FROM t)");
  }
}

static void a_statement_that_a_rule_refuses_is_refused(void **state)
{
  GError *error = NULL;
  g_auto(MigharRefusal) refusal = {0};
  run(*state, "CREATE TABLE t (n integer); CREATE TABLE u (n integer CHECK (n < 5));"
              "CREATE RULE told AS ON INSERT TO t DO ALSO INSERT INTO u VALUES (NEW.n)");
  assert_true(rows()->begin(*state, &error));
  rows()->expect_end(*state);
  assert_false(insert(*state, "public.t", "7", &refusal));
  assert_int_equal(refusal.kind, MIGHAR_REFUSED_CHECK);
  mighar_refusal_clear(&refusal);
  rows()->expect_end(*state);
  assert_true(insert(*state, "public.t", "3", &refusal));
  assert_true(rows()->end(*state, &refusal, &error));
  assert_sql(*state, "(SELECT string_agg(t.n || ' ' || u.n, ',') = '3 3' FROM t, u)");
}

static void rows_are_changed_and_removed_in_spite_of_rules(void **state)
{
  GError *error = NULL;
  g_auto(MigharRefusal) refusal = {0};
  g_autoptr(GPtrArray) columns = g_ptr_array_new(), values = mighar_rows_new(), keys = mighar_rows_new();
  gboolean taken = FALSE;
  run(*state, shown);
  run(*state, "INSERT INTO t (n) VALUES (7), (8), (9)");
  MigharInsert old = make_rows(columns, keys, "7", "8");
  old.is_key = TRUE;
  assert_true(rows()->begin(*state, &error));
  assert_true(rows()->remove(*state, &old, 1, &taken, &refusal, &error) && taken);
  g_ptr_array_set_size(keys, 0);
  g_ptr_array_set_size(columns, 0);
  const MigharInsert new = make_rows(columns, values, "5", "6");
  mighar_rows_add(keys, (char *[]){"9"}, 1);
  rows()->expect_end(*state);
  assert_true(rows()->update(*state, &new, &old, &taken, &refusal, &error) && taken);
  assert_true(rows()->end(*state, &refusal, &error));
  assert_sql(*state, "(SELECT string_agg(n::text, ',') = '5' FROM t)");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(what_is_returned_is_of_the_rows_and_not_of_a_rule),
      on_a_database(a_look_goes_along_with_what_has_rules),
      on_a_database(a_commit_that_is_refused_is_none_of_the_statement),
      on_a_database(a_statement_that_a_rule_refuses_is_refused),
      on_a_database(rows_are_changed_and_removed_in_spite_of_rules),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
