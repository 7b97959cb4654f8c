/* What the log tells of has one effect each, and only then is all read anew: how columns, transactions that
 * are undone, commits that nobody waits for, copies and schemas are followed. */
#include "watched.h"

/* What holds a column's name is found by which column it depends on, and what is written as a query may have
 * to call others otherwise. */
static void test_names_of_columns(void **state G_GNUC_UNUSED)
{
  static const char *const statements[] = {
      "ALTER TABLE a RENAME id TO key",
      "ALTER TABLE a RENAME name TO title",
      "ALTER TABLE a RENAME low TO lowest",
      "ALTER TABLE a RENAME part TO kind",
      "ALTER TABLE b RENAME a_id TO a_key",
      "ALTER TABLE b RENAME id TO key",
      "ALTER TABLE a ADD other integer, ADD more integer",
      "ALTER TABLE b ADD other integer",
      "ALTER TABLE a RENAME other TO others",
      "ALTER TABLE p ALTER m TYPE bigint",
      "ALTER TABLE a DROP more",
      "ALTER TABLE a DROP lowest CASCADE",
      "ALTER TABLE a DROP title CASCADE",
      "ALTER TABLE b DROP key",
      "ALTER TABLE p RENAME k TO l",
      "ALTER TABLE p DROP m",
  };
  if (scratch_servers->len == 0)
    skip();
  Watched watched = watch();
  compare(&watched, "nothing");
  apply(&watched,
        "CREATE TABLE a (id serial PRIMARY KEY, name text UNIQUE, low integer, high integer, part text,"
        "  of_id integer GENERATED ALWAYS AS (id + 1) STORED, CHECK (low < high), CHECK (name <> part));"
        "CREATE INDEX ON a (lower(name)) INCLUDE (high) WHERE low > 0;"
        "CREATE STATISTICS s ON low, part FROM a;"
        "CREATE POLICY p ON a USING (low > 0);"
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
        "CREATE TRIGGER g BEFORE UPDATE OF name ON a FOR EACH ROW WHEN (OLD.part <> 'x')"
        "  EXECUTE FUNCTION f();"
        "CREATE TABLE b (id integer GENERATED ALWAYS AS IDENTITY, a_id integer REFERENCES a);"
        "CREATE VIEW v AS SELECT * FROM a JOIN b AS c USING (id);"
        "CREATE TABLE p (k integer, m integer) PARTITION BY RANGE (k, (k + 1));"
        "CREATE TABLE q PARTITION OF p FOR VALUES FROM (1, 1) TO (2, 2);"
        "CREATE INDEX ON p (k);");
  apply_each(&watched, statements, G_N_ELEMENTS(statements));
  assert_int_equal(count_whole(&watched), 1);
  unwatch(&watched);
}

/* A column is read again without the others of its table, but for those behind one that is gone: their places
 * are others then. */
static void test_columns_by_themselves(void **state G_GNUC_UNUSED)
{
  static const char *const statements[] = {
      "ALTER TABLE a ADD f integer DEFAULT 1, ADD g text NOT NULL",
      "ALTER TABLE a DROP c",
      "ALTER TABLE a ADD h integer; ALTER TABLE a DROP h; ALTER TABLE a ADD i integer",
      "ALTER TABLE a DROP b, ADD j integer DEFAULT 2, ALTER e SET DEFAULT 'x'",
      "ALTER TABLE a ALTER f DROP DEFAULT; COMMENT ON COLUMN a.g IS 'g'; GRANT SELECT (i) ON a TO PUBLIC",
      "ALTER TABLE a ADD k integer GENERATED ALWAYS AS (f + 1) STORED, ALTER j SET STATISTICS 10",
      "COMMENT ON COLUMN a.g IS NULL; REVOKE SELECT (i) ON a FROM PUBLIC",
      "ALTER TABLE a ALTER g DROP NOT NULL",
      "ALTER TABLE a ALTER j TYPE bigint, DROP i",
      "ALTER TABLE a DROP k, DROP j",
      "ALTER TABLE a DROP d, DROP e, DROP f, DROP g",
      "ALTER TABLE a ADD l integer",
      "ALTER TABLE p DROP m",
      "ALTER TABLE p ADD o integer",
  };
  if (scratch_servers->len == 0)
    skip();
  Watched watched = watch();
  compare(&watched, "nothing");
  apply(&watched, "CREATE TABLE a (b integer, c integer, d integer, e text);"
                  "CREATE TABLE heir (own integer) INHERITS (a);"
                  "CREATE TABLE p (k integer, m integer, n integer) PARTITION BY RANGE (k);"
                  "CREATE TABLE q PARTITION OF p FOR VALUES FROM (1) TO (2);"
                  "CREATE VIEW v AS SELECT d FROM p CROSS JOIN LATERAL (SELECT p.n AS d) AS one");
  apply_each(&watched, statements, G_N_ELEMENTS(statements));
  assert_int_equal(count_whole(&watched), 1);
  unwatch(&watched);
}

/* A row that was ended is gone when that is committed, and only then. Of what was undone the end may be in no
 * file yet, behind a checkpoint that puts all before it there. */
static void test_undone(void **state G_GNUC_UNUSED)
{
  static const char *const statements[] = {
      "BEGIN; DROP TABLE a; ALTER TABLE b DROP j; ROLLBACK",
      "BEGIN; SAVEPOINT s; DROP TABLE a; ROLLBACK TO s; SAVEPOINT t; ALTER TABLE b DROP j; RELEASE t; COMMIT",
      "BEGIN; SAVEPOINT one; ALTER TABLE a ADD k integer; ROLLBACK TO one; DROP TABLE b; COMMIT",
      "DROP TABLE a",
      "BEGIN; ALTER TABLE c ALTER j SET DEFAULT 1; CHECKPOINT; ALTER TABLE c ALTER j DROP DEFAULT; ROLLBACK",
      "BEGIN; CREATE TABLE d (i integer); CHECKPOINT; ALTER TABLE d ADD j integer; DROP TABLE d; ROLLBACK",
      "ALTER TABLE c DROP j",
  };
  if (scratch_servers->len == 0)
    skip();
  Watched watched = watch();
  compare(&watched, "nothing");
  apply(&watched, "CREATE TABLE c (i integer, j integer);"
                  "CREATE TABLE a (i serial PRIMARY KEY, j text); CREATE TABLE b (i integer, j integer)");
  apply_each(&watched, statements, G_N_ELEMENTS(statements));
  assert_int_equal(count_whole(&watched), 1);
  unwatch(&watched);
}

/* What is committed without waiting for the log is in none of its files yet. */
static void test_committed_without_waiting(void **state G_GNUC_UNUSED)
{
  if (scratch_servers->len == 0)
    skip();
  GError *error = NULL;
  g_auto(MigharTouched) touched = {0};
  Watched watched = watch();
  compare(&watched, "nothing");
  apply(&watched, "CREATE TABLE t ()");
  compare(&watched, "a table");
  assert_true(mighar_postgres_driver.touched(watched.database, &touched, &error));
  for (guint i = 0; i < 20; i++) {
    g_autofree char *sql = g_strdup_printf("SET synchronous_commit = off; CREATE TABLE t%u ()", i);
    apply(&watched, sql);
    compare(&watched, sql);
  }
  assert_int_equal(count_whole(&watched), 1);
  unwatch(&watched);
}

/* A copy ends all sessions with its source. */
static void test_followed_on_after_a_copy(void **state G_GNUC_UNUSED)
{
  if (scratch_servers->len == 0)
    skip();
  GError *error = NULL;
  Watched watched = watch();
  apply(&watched, "CREATE TABLE a (i integer)");
  compare(&watched, "a table");
  g_clear_pointer(&watched.eyes, session_close);
  MigharDatabase *copy = mighar_postgres_driver.copy(watched.database, &error);
  assert_non_null(copy);
  watched.eyes = open_eyes(watched.database);
  compare(&watched, "a copy");
  guint whole = count_whole(&watched);
  apply(&watched, "ALTER TABLE a ADD j integer");
  compare(&watched, "a column");
  apply(&watched, "CREATE VIEW v AS SELECT * FROM a");
  compare(&watched, "a view");
  assert_int_equal(count_whole(&watched), whole);
  mighar_postgres_driver.drop(copy);
  unwatch(&watched);
}

/* compare_rows() holds what is named as touched against what there is. */
static void test_schemas_get_other_names(void **state G_GNUC_UNUSED)
{
  static const char *const statements[] = {
      "CREATE SCHEMA s; CREATE TABLE s.a (i integer); CREATE TABLE s.b (i integer)",
      "INSERT INTO s.a VALUES (1); INSERT INTO s.b VALUES (1)",
      "CREATE SCHEMA other",
      "DROP TABLE s.a",
      "ALTER SCHEMA s RENAME TO r",
      "DROP TABLE r.b",
  };
  if (scratch_servers->len == 0)
    skip();
  Watched watched = watch();
  compare(&watched, "nothing");
  compare_rows(&watched, "nothing");
  for (guint i = 0; i < G_N_ELEMENTS(statements); i++) {
    apply(&watched, statements[i]);
    compare(&watched, statements[i]);
    compare_rows(&watched, statements[i]);
  }
  unwatch(&watched);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names_of_columns),
      cmocka_unit_test(test_columns_by_themselves),
      cmocka_unit_test(test_undone),
      cmocka_unit_test(test_committed_without_waiting),
      cmocka_unit_test(test_followed_on_after_a_copy),
      cmocka_unit_test(test_schemas_get_other_names),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
