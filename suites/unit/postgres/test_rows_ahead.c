/* Rows that are read in the message that writes some: the answer is what a read would tell, or none. */
#include "look.h"

/* The answer is as good as another */

static const char texts[] =
    "CREATE TABLE t (n serial, v text DEFAULT E'a\\tb\\\\c\\n');"
    "CREATE TABLE u (n integer, v text); INSERT INTO u VALUES (7, E'\\\\N'), (8, NULL)";

static void a_look_that_went_along_sees_what_any_other_sees(void **state)
{
  static const char all[] = "1,a\tb\\c\n|7,\\N|8,NULL| 1 used";
  g_auto(Look) look = {0};
  run(*state, texts);
  look_init(&look, *state, "public.t public.u", "n v");
  write_row(*state, "public.t", "1", &look);
  assert_seen(&look, *state, all);
  assert_written_last(*state, TRUE);
  assert_seen(&look, *state, all);
  assert_written_last(*state, FALSE);
}

static void an_answer_is_given_once(void **state)
{
  g_auto(Look) look = {0};
  run(*state, texts);
  look_init(&look, *state, "public.u", "n");
  write_row(*state, "public.u", "9", &look);
  for (guint i = 0; i < 2; i++)
    assert_seen(&look, *state, "7|8|9|");
  assert_written_last(*state, FALSE);
}

static void a_part_of_what_went_along_is_not_asked(void **state)
{
  g_auto(Look) whole = {0}, part = {0};
  run(*state, texts);
  look_init(&whole, *state, "public.u public.t", "n");
  look_init(&part, *state, "public.t", "n");
  write_row(*state, "public.t", "2", &whole);
  assert_seen(&part, *state, "2| 1 used");
  assert_written_last(*state, TRUE);
}

static void what_did_not_go_along_is_asked(void **state)
{
  static const char *const others[][3] = {{"public.u public.t", "n", "7|8|9|2| 1 used"},
                                          {"public.u", "v", "\\N|NULL|NULL|"},
                                          {"public.t", "n", "2| 1 used"}};
  for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
    g_auto(Look) look = {0}, other = {0};
    run(*state, "DROP TABLE IF EXISTS t, u");
    run(*state, texts);
    run(*state, "INSERT INTO t VALUES (2)");
    look_init(&look, *state, "public.u", "n");
    look_init(&other, *state, others[i][0], others[i][1]);
    write_row(*state, "public.u", "9", &look);
    assert_seen(&other, *state, others[i][2]);
    assert_written_last(*state, FALSE);
  }
}

/* And a sequence is not judged by some of the rows. */
static void a_limit_is_a_question_of_its_own(void **state)
{
  g_auto(Look) look = {0};
  run(*state, "CREATE TABLE t (n serial); INSERT INTO t VALUES (1); SELECT setval('t_n_seq', 3)");
  look_init(&look, *state, "public.t", "n");
  for (guint i = 0; i < 2; i++) {
    look.reads[0].limit = 1;
    write_row(*state, "public.t", "5", &look);
    look.reads[0].limit = i;
    assert_seen(&look, *state, i == 0 ? "1|5| 4 used" : "1| 4 used");
  }
}

static void a_table_may_be_asked_for_twice(void **state)
{
  g_auto(Look) look = {0}, twice = {0};
  run(*state, texts);
  look_init(&look, *state, "public.t", "n v");
  look_init(&twice, *state, "public.t public.t", "n v");
  write_row(*state, "public.t", "1", &look);
  assert_seen(&twice, *state, "1,a\tb\\c\n|1,a\tb\\c\n| 1 used");
}

/* Others write, too */

static void what_a_script_writes_then_is_seen(void **state)
{
  g_auto(Look) look = {0};
  run(*state, "CREATE TABLE t (n serial)");
  look_init(&look, *state, "public.t", "n");
  write_row(*state, "public.t", "4", &look);
  run(*state, "INSERT INTO t DEFAULT VALUES");
  assert_seen(&look, *state, "4|1| 2 used");
}

static void what_the_next_transaction_writes_is_seen(void **state)
{
  g_auto(Look) look = {0};
  g_auto(MigharRefusal) refusal = {0};
  GError *error = NULL;
  run(*state, "CREATE TABLE t (n integer)");
  look_init(&look, *state, "public.t", "n");
  write_row(*state, "public.t", "4", &look);
  assert_true(rows()->begin(*state, &error) && insert(*state, "public.t", "5", &refusal));
  assert_seen(&look, *state, "4|5|");
  assert_true(rows()->undo(*state, &error));
  assert_seen(&look, *state, "4|");
}

/* Also what is written no sooner than at the commit. */
static void what_triggers_write_went_along(void **state)
{
  g_auto(Look) look = {0};
  run(*state, "CREATE TABLE t (n integer); CREATE TABLE u (n serial); CREATE FUNCTION note() RETURNS trigger"
              " LANGUAGE plpgsql AS $$ BEGIN INSERT INTO u DEFAULT VALUES; RETURN NULL; END $$;"
              "CREATE TRIGGER a AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION note();"
              "CREATE CONSTRAINT TRIGGER b AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
              " EXECUTE FUNCTION note()");
  look_init(&look, *state, "public.u public.t", "n");
  write_row(*state, "public.t", "4", &look);
  assert_seen(&look, *state, "1|2|4| 3");
  assert_written_last(*state, TRUE);
}

static void a_look_goes_along_with_the_last_of_many_writes(void **state)
{
  g_auto(Look) look = {0};
  g_auto(MigharRefusal) refusal = {0};
  GError *error = NULL;
  run(*state, "CREATE TABLE t (n integer PRIMARY KEY)");
  look_init(&look, *state, "public.t", "n");
  assert_true(rows()->begin(*state, &error) && insert(*state, "public.t", "1", &refusal));
  expect(*state, &look);
  assert_false(insert(*state, "public.t", "1", &refusal));
  mighar_refusal_clear(&refusal);
  expect(*state, &look);
  assert_true(insert(*state, "public.t", "2", &refusal) && rows()->end(*state, &refusal, &error));
  assert_seen(&look, *state, "1|2|");
  assert_written_last(*state, TRUE);
}

/* Looks that are refused */

static void a_table_that_is_gone_is_told_and_the_row_is_there(void **state)
{
  g_auto(Look) look = {0};
  run(*state,
      "CREATE TABLE t (n integer); CREATE TABLE u (n integer); CREATE FUNCTION clear() RETURNS trigger"
      " LANGUAGE plpgsql AS $$ BEGIN DROP TABLE u; RETURN NULL; END $$;"
      "CREATE TRIGGER a AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION clear()");
  look_init(&look, *state, "public.t public.u", "n");
  write_row(*state, "public.t", "4", &look);
  assert_refused(&look, *state, "*cannot read the rows of public.u: *does not exist*");
  look.n = 1;
  assert_seen(&look, *state, "4|");
}

static void a_look_that_fails_halfway_is_told_and_the_row_is_there(void **state)
{
  g_auto(Look) look = {0};
  run(*state, "CREATE TABLE t (n integer); INSERT INTO t VALUES (1); CREATE VIEW v AS SELECT 1 / (2 - n) AS "
              "n FROM t");
  look_init(&look, *state, "public.v", "n");
  write_row(*state, "public.t", "2", &look);
  assert_refused(&look, *state, "*cannot read the rows of public.v: division by zero");
  assert_sql(*state, "(SELECT count(*) = 2 FROM t)");
}

/* A trigger may leave the session to somebody from whom rows are hidden. */
static void rows_that_are_hidden_are_no_answer(void **state)
{
  g_auto(Look) look = {0};
  run(*state, "DROP ROLE IF EXISTS mighar_reader; CREATE ROLE mighar_reader; CREATE TABLE t (n integer);"
              "GRANT SELECT ON t TO mighar_reader; CREATE POLICY few ON t USING (n > 4);"
              "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE FUNCTION become() RETURNS trigger"
              " LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('role', 'mighar_reader', false);"
              " RETURN NULL; END $$;"
              "CREATE TRIGGER a AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION become()");
  look_init(&look, *state, "public.t", "n");
  write_row(*state, "public.t", "4", &look);
  assert_refused(&look, *state, "*cannot read the rows of public.t: *row-level security*");
  run(*state, "REVOKE ALL ON t FROM mighar_reader; DROP ROLE mighar_reader");
}

/* Sequences */

static void sequences_are_set_back_in_the_same_message(void **state)
{
  g_auto(Look) look = {0};
  run(*state, "CREATE TABLE t (n serial); SELECT setval('t_n_seq', 7)");
  g_autoptr(GPtrArray) seven = read_positions(*state, NULL, NULL);
  run(*state, "SELECT setval('t_n_seq', 9)");
  look_init(&look, *state, "public.t", "n");
  look.sequences.set_back = seven;
  write_row(*state, "public.t", "8", &look);
  assert_seen(&look, *state, "8| 8 used");
  assert_written_last(*state, TRUE);
  assert_sql(*state, "(SELECT last_value = 7 FROM t_n_seq)");
}

static void a_sequence_that_is_to_stand_elsewhere_is_set_there(void **state)
{
  run(*state, "CREATE TABLE t (n serial)");
  g_autoptr(GPtrArray) start = read_positions(*state, NULL, NULL);
  run(*state, "SELECT setval('t_n_seq', 7)");
  g_autoptr(GPtrArray) seven = read_positions(*state, NULL, NULL);
  for (guint i = 0; i < 2; i++) {
    g_auto(Look) look = {0};
    run(*state, "TRUNCATE t; SELECT setval('t_n_seq', 9)");
    look_init(&look, *state, "public.t", "n");
    look.sequences.set_back = i == 0 ? start : NULL;
    write_row(*state, "public.t", "8", &look);
    assert_sql(*state,
               i == 0 ? "(SELECT NOT is_called FROM t_n_seq)" : "(SELECT last_value = 9 FROM t_n_seq)");
    write_row(*state, "public.t", "9", &look);
    look.sequences.set_back = seven;
    assert_seen(&look, *state, "8|9| 8 used");
    assert_sql(*state, "(SELECT last_value = 7 FROM t_n_seq)");
  }
}

/* Without the rows, the query for the sequence itself has to look for a used key. */
static void a_used_key_is_told_of_a_sequence_alone(void **state)
{
  g_auto(Look) look = {0};
  run(*state, "CREATE TABLE t (n serial)");
  look_init(&look, *state, "public.t", "n");
  write_row(*state, "public.t", "3", &look);
  look.n = 0;
  assert_seen(&look, *state, " 1 used");
}

static void a_sequence_that_did_not_go_along_is_asked(void **state)
{
  g_auto(Look) look = {0};
  run(*state, "CREATE TABLE t (n serial); CREATE SEQUENCE alone START 5");
  look_init(&look, *state, "public.t", "n");
  write_row(*state, "public.t", "3", &look);
  look.sequences.tables = NULL;
  assert_seen(&look, *state, "3| 5 1 used");
  assert_written_last(*state, FALSE);
}

static void a_column_may_be_counted_twice(void **state)
{
  g_auto(Look) look = {0};
  run(*state, "CREATE TABLE t (n serial); CREATE SEQUENCE also OWNED BY t.n START 3");
  look_init(&look, *state, "public.t", "n");
  write_row(*state, "public.t", "3", &look);
  assert_seen(&look, *state, "3| 3 used 1 used");
  assert_written_last(*state, TRUE);
}

/* Ends that are refused */

static void a_refused_end_leaves_no_answer(void **state)
{
  g_auto(Look) look = {0};
  g_auto(MigharRefusal) refusal = {0};
  GError *error = NULL;
  run(*state, "CREATE TABLE p (n integer PRIMARY KEY); CREATE TABLE t (n serial REFERENCES p"
              " DEFERRABLE INITIALLY DEFERRED); SELECT setval('t_n_seq', 7)");
  g_autoptr(GPtrArray) seven = read_positions(*state, NULL, NULL);
  run(*state, "SELECT setval('t_n_seq', 9)");
  look_init(&look, *state, "public.t", "n");
  look.sequences.set_back = seven;
  assert_true(rows()->begin(*state, &error));
  expect(*state, &look);
  assert_true(insert(*state, "public.t", "8", &refusal));
  assert_false(rows()->end(*state, &refusal, &error));
  check_error(error);
  assert_int_equal(refusal.kind, MIGHAR_REFUSED_REFERENCE);
  assert_seen(&look, *state, " 8");
  assert_written_last(*state, FALSE);
  assert_sql(*state, "NOT EXISTS (SELECT FROM t)");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(a_look_that_went_along_sees_what_any_other_sees),
      on_a_database(an_answer_is_given_once),
      on_a_database(a_part_of_what_went_along_is_not_asked),
      on_a_database(what_did_not_go_along_is_asked),
      on_a_database(a_limit_is_a_question_of_its_own),
      on_a_database(a_table_may_be_asked_for_twice),
      on_a_database(what_a_script_writes_then_is_seen),
      on_a_database(what_the_next_transaction_writes_is_seen),
      on_a_database(what_triggers_write_went_along),
      on_a_database(a_look_goes_along_with_the_last_of_many_writes),
      on_a_database(a_table_that_is_gone_is_told_and_the_row_is_there),
      on_a_database(a_look_that_fails_halfway_is_told_and_the_row_is_there),
      on_a_database(rows_that_are_hidden_are_no_answer),
      on_a_database(sequences_are_set_back_in_the_same_message),
      on_a_database(a_sequence_that_is_to_stand_elsewhere_is_set_there),
      on_a_database(a_used_key_is_told_of_a_sequence_alone),
      on_a_database(a_sequence_that_did_not_go_along_is_asked),
      on_a_database(a_column_may_be_counted_twice),
      on_a_database(a_refused_end_leaves_no_answer),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
