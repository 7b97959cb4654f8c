/* Whether tables and rows are certain to be there still, without a look: wherever that is said, it is true;
 * and it is said of what migrations do most. */
#include "scratch_rows.h"

static const char tables[] =
    "CREATE SCHEMA s; CREATE TYPE mood AS ENUM ('ok', 'bad');"
    "CREATE TABLE t (id integer PRIMARY KEY, v text, w integer, m mood); CREATE INDEX t_v ON t (v);"
    "CREATE TABLE child (id integer PRIMARY KEY, t_id integer REFERENCES t ON DELETE CASCADE);"
    "CREATE TABLE parted (n integer, v text) PARTITION BY LIST (n);"
    "CREATE TABLE part_1 PARTITION OF parted FOR VALUES IN (1);"
    "CREATE TABLE part_2 PARTITION OF parted FOR VALUES IN (2);"
    "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM child; RETURN NEW; END';"
    "INSERT INTO t SELECT n, repeat('x', 9000 * n), n, 'ok' FROM generate_series(1, 3) n;"
    "INSERT INTO child SELECT n, n FROM generate_series(1, 3) n; INSERT INTO parted VALUES (1, 'a'), (2, "
    "'b')";

static const char *const calm[] = {
    "ALTER TABLE t ADD COLUMN x integer",
    "ALTER TABLE t ADD COLUMN y integer NOT NULL DEFAULT 7",
    "ALTER TABLE t RENAME COLUMN w TO z",
    "ALTER TABLE t DROP COLUMN w",
    "ALTER TABLE t ALTER COLUMN w SET NOT NULL, ADD CHECK (w > 0)",
    "ALTER TABLE t ALTER COLUMN w SET DEFAULT 4",
    "CREATE INDEX ON t (w)",
    "DROP INDEX t_v",
    "ALTER INDEX t_v RENAME TO t_by_v",
    "COMMENT ON TABLE t IS 'it'",
    "ALTER TYPE mood ADD VALUE 'fine'",
    "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE TRIGGER cut AFTER INSERT ON t EXECUTE FUNCTION cut()",
    "INSERT INTO t VALUES (4, 'four', 4, 'bad')",
    "UPDATE t SET w = 5; UPDATE child SET id = id + 10",
    "BEGIN; UPDATE t SET w = 5; ALTER TABLE t ADD COLUMN x text; COMMIT",
};

static const char *const stirring[] = {
    "CREATE TABLE other (id integer)",
    "CREATE TABLE other AS SELECT * FROM t",
    "DROP TABLE child",
    "ALTER TABLE t RENAME TO tt",
    "ALTER TABLE t SET SCHEMA s",
    "ALTER SCHEMA s RENAME TO ss",
    "DELETE FROM child WHERE id = 1",
    "DELETE FROM t WHERE id = 1",
    "DELETE FROM parted WHERE n = 2",
    "TRUNCATE child",
    "TRUNCATE child; INSERT INTO child VALUES (7, 1)",
    "BEGIN; TRUNCATE t CASCADE; COMMIT",
    "UPDATE parted SET n = 1",
    "ALTER TABLE parted DETACH PARTITION part_1",
    "CREATE TABLE part_3 PARTITION OF parted FOR VALUES IN (3)",
    "CREATE TRIGGER cut AFTER INSERT ON t EXECUTE FUNCTION cut(); INSERT INTO t VALUES (4)",
    "DO 'BEGIN DELETE FROM child; END'",
    "WITH gone AS (DELETE FROM child RETURNING *) INSERT INTO child SELECT id + 50, t_id FROM gone LIMIT 1",
    "SET synchronous_commit = off; DELETE FROM child",
    "ALTER TABLE child SET UNLOGGED",
    "CREATE TABLE c2 () INHERITS (t)",
};

static int open_with_tables(void **state)
{
  if (open_database(state) != 0)
    return -1;
  g_autoptr(MigharSnapshot) nothing G_GNUC_UNUSED = read_schema(*state);
  run(*state, tables);
  return 0;
}

static gboolean keeps_rows(MigharDatabase *database)
{
  return mighar_postgres_driver.keeps_rows(database);
}

static void look(MigharDatabase *database)
{
  g_autoptr(MigharSnapshot) schema G_GNUC_UNUSED = read_schema(database);
}

static MigharDatabase *begin_anew(void **state)
{
  close_database(state);
  open_with_tables(state);
  look(*state);
  assert_true(keeps_rows(*state));
  return *state;
}

static void what_keeps_all_rows_is_told(void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS(calm); i++) {
    MigharDatabase *database = begin_anew(state);
    run(database, calm[i]);
    if (!keeps_rows(database))
      fail_msg("not certain: %s", calm[i]);
  }
}

static void nothing_else_is_said_to(void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS(stirring); i++) {
    MigharDatabase *database = begin_anew(state);
    run(database, stirring[i]);
    if (keeps_rows(database))
      fail_msg("said to keep all rows: %s", stirring[i]);
  }
}

static void it_is_said_again_after_a_look_alone(void **state)
{
  MigharDatabase *database = begin_anew(state);
  run(database, "DELETE FROM child");
  assert_false(keeps_rows(database));
  run(database, "ALTER TABLE t ADD COLUMN x integer");
  assert_false(keeps_rows(database));
  look(database);
  assert_true(keeps_rows(database));
}

/* What is committed in this way need not be in the log's files at once. */
static void it_is_never_said_where_commits_may_come_late(void **state)
{
  static const char *const ways[] = {
      "CREATE FUNCTION late() RETURNS void LANGUAGE sql SET synchronous_commit = off AS 'DELETE FROM child'",
      "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END "
      "$$",
  };
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    MigharDatabase *database = begin_anew(state);
    run(database, ways[i]);
    reset(database);
    look(database);
    run(database, "ALTER TABLE t ADD COLUMN x integer");
    assert_false(keeps_rows(database));
  }
}

static void it_is_never_said_where_rows_are_in_no_log(void **state)
{
  MigharDatabase *database = begin_anew(state);
  run(database, "CREATE UNLOGGED TABLE light (id integer); INSERT INTO light VALUES (1)");
  look(database);
  run(database, "DELETE FROM light");
  assert_false(keeps_rows(database));
}

static void it_is_not_said_before_the_first_look(void **state)
{
  assert_false(keeps_rows(*state));
}

int main(void)
{
  const struct CMUnitTest tests_of_it[] = {
      cmocka_unit_test_setup_teardown(what_keeps_all_rows_is_told, open_with_tables, close_database),
      cmocka_unit_test_setup_teardown(nothing_else_is_said_to, open_with_tables, close_database),
      cmocka_unit_test_setup_teardown(it_is_said_again_after_a_look_alone, open_with_tables, close_database),
      cmocka_unit_test_setup_teardown(it_is_never_said_where_commits_may_come_late, open_with_tables,
                                      close_database),
      cmocka_unit_test_setup_teardown(it_is_never_said_where_rows_are_in_no_log, open_with_tables,
                                      close_database),
      on_a_database(it_is_not_said_before_the_first_look),
  };
  return cmocka_run_group_tests(tests_of_it, start_server, stop_server);
}
