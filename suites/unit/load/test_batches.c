/* Statements that are run in batches. */
#include "project.h"

#include "batches.h"

typedef struct {
  const char *statement;
  const char *table, *column, *before, *after;
} Case;

static void assert_split(MigharDialect dialect, const Case *expected)
{
  g_autoptr(MigharBatches) batches = g_new0(MigharBatches, 1);
  g_autofree char *problem = NULL;
  batches->key = g_strdup("id");
  batches->keys = g_strsplit("id", ",", -1);
  if (!mighar_batches_split(dialect, expected->statement, strlen(expected->statement), batches, &problem))
    fail_msg("%s: %s", expected->statement, problem);
  assert_string_equal(batches->table, expected->table);
  assert_string_equal(batches->column, expected->column);
  assert_string_equal(batches->before, expected->before);
  assert_string_equal(batches->after, expected->after);
}

static void a_condition_finds_its_place(void **state)
{
  (void)state;
  static const Case cases[] = {
      {"UPDATE t SET a = 1", "t", "t.id", "UPDATE t SET a = 1\nWHERE ", ""},
      {"update only public.\"T\" * as x set a=(SELECT max(b) FROM u WHERE c) where a > 1 or b",
       "public.\"T\"", "x.id",
       "update only public.\"T\" * as x set a=(SELECT max(b) FROM u WHERE c) where(a > 1 or b\n) AND ", ""},
      {"UPDATE t SET a = b IS DISTINCT FROM c FROM u WHERE\n t.b IS DISTINCT FROM 1 -- no\n RETURNING id",
       "t", "t.id",
       "UPDATE t SET a = b IS DISTINCT FROM c FROM u WHERE(\n t.b IS DISTINCT FROM 1 -- no\n \n) AND ",
       "\nRETURNING id"},
      {"UPDATE t SET a = right(b, 2), c = d::timestamp with time zone WHERE(a)", "t", "t.id",
       "UPDATE t SET a = right(b, 2), c = d::timestamp with time zone WHERE((a)\n) AND ", ""},
      {"DELETE FROM s.t USING u WHERE u.id = t.id", "s.t", "t.id",
       "DELETE FROM s.t USING u WHERE(u.id = t.id\n) AND ", ""},
      {"DELETE FROM t AS x", "t", "x.id", "DELETE FROM t AS x\nWHERE ", ""},
      {"INSERT INTO a (b) SELECT c FROM t x LEFT JOIN u ON u.id = x.id WHERE EXISTS (SELECT 1 LIMIT 1) "
       "ORDER BY 1 ON CONFLICT (b) DO UPDATE SET b = 1 WHERE a.b > 0",
       "t", "x.id",
       "INSERT INTO a (b) SELECT c FROM t x LEFT JOIN u ON u.id = x.id WHERE(EXISTS (SELECT 1 LIMIT 1) \n) "
       "AND ",
       "\nORDER BY 1 ON CONFLICT (b) DO UPDATE SET b = 1 WHERE a.b > 0"},
      {"INSERT INTO old.t SELECT * FROM t", "t", "t.id", "INSERT INTO old.t SELECT * FROM t\nWHERE ", ""},
      {"INSERT INTO a SELECT * FROM t ON CONFLICT DO NOTHING", "t", "t.id",
       "INSERT INTO a SELECT * FROM t \nWHERE ", "\nON CONFLICT DO NOTHING"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_split(MIGHAR_DIALECT_POSTGRES, &cases[i]);
  static const Case of_sqlite[] = {
      {"INSERT OR IGNORE INTO a SELECT b FROM [t t] WHERE b", "[t t]", "[t t].id",
       "INSERT OR IGNORE INTO a SELECT b FROM [t t] WHERE(b\n) AND ", ""},
      {"UPDATE OR REPLACE main.t SET a = 1", "main.t", "t.id", "UPDATE OR REPLACE main.t SET a = 1\nWHERE ",
       ""},
      {"REPLACE INTO a SELECT b FROM t", "t", "t.id", "REPLACE INTO a SELECT b FROM t\nWHERE ", ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS(of_sqlite); i++)
    assert_split(MIGHAR_DIALECT_SQLITE, &of_sqlite[i]);
}

static void a_key_of_several_columns_is_a_row(void **state)
{
  (void)state;
  static const struct {
    const char *statement, *column, *problem;
  } rows[] = {
      {"UPDATE t AS x SET a = 1", "(x.tenant, x.\"Id\")", NULL},
      {"INSERT INTO a SELECT b FROM s.t", "(t.tenant, t.\"Id\")", NULL},
      {"UPDATE t SET a = 1, tenant = 2", NULL, "it changes the key 'tenant,\"Id\"' of its batches"},
      {"UPDATE t SET (\"Id\", a) = (1, 2)", NULL, "it changes the key 'tenant,\"Id\"' of its batches"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(MigharBatches) batches = g_new0(MigharBatches, 1);
    g_autofree char *problem = NULL;
    batches->key = g_strdup("tenant,\"Id\"");
    batches->keys = g_strsplit(batches->key, ",", -1);
    gboolean good = mighar_batches_split(MIGHAR_DIALECT_POSTGRES, rows[i].statement,
                                         strlen(rows[i].statement), batches, &problem);
    assert_int_equal(good, rows[i].problem == NULL);
    assert_string_equal(good ? batches->column : problem, good ? rows[i].column : rows[i].problem);
  }
}

static void what_is_not_the_same_in_parts_is_refused(void **state)
{
  (void)state;
  static const struct {
    const char *statement, *problem;
  } rows[] = {
      {"SELECT 1", "it is another kind of statement"},
      {"WITH x AS (SELECT 1) UPDATE t SET a = 1", "it is another kind of statement"},
      {"INSERT INTO t WITH x AS (SELECT 1) SELECT 1 FROM x", "with its WITH it is not the same in parts"},
      {"UPDATE t SET id = id + 1", "it changes the key 'id' of its batches"},
      {"UPDATE t SET a = 1, \"id\" = 2", "it changes the key 'id' of its batches"},
      {"UPDATE t SET (a, ID) = (1, 2)", "it changes the key 'id' of its batches"},
      {"UPDATE t SET a = 1 WHERE CURRENT OF c", "WHERE CURRENT OF names a single row"},
      {"UPDATE t SET a = 1 ORDER BY b", "with its ORDER it is not the same in parts"},
      {"UPDATE (t) SET a = 1", "what its rows are of is no table with a name"},
      {"DELETE FROM t LIMIT 5", "with its LIMIT it is not the same in parts"},
      {"INSERT INTO t VALUES (1)", "it has no SELECT"},
      {"INSERT INTO t VALUES ((SELECT 1 FROM u))", "it has no SELECT"},
      {"INSERT INTO t SELECT 1", "it has no FROM"},
      {"INSERT INTO s.t (id) SELECT id + 1 FROM S.T AS x", "it inserts into the table 's.t' that it reads"},
      {"INSERT INTO t SELECT 1 FROM (SELECT 1) u", "what its rows are of is no table with a name"},
      {"INSERT INTO t SELECT 1 FROM generate_series(1, 2)", "what its rows are of is no table with a name"},
      {"INSERT INTO t SELECT DISTINCT a FROM u", "with its DISTINCT it is not the same in parts"},
      {"INSERT INTO t SELECT a FROM u GROUP BY a", "with its GROUP it is not the same in parts"},
      {"INSERT INTO t SELECT a FROM u UNION SELECT 1", "with its UNION it is not the same in parts"},
      {"INSERT INTO t SELECT row_number() OVER () FROM u", "with its OVER it is not the same in parts"},
      {"INSERT INTO t SELECT a FROM u FULL JOIN v ON true", "with its FULL it is not the same in parts"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(MigharBatches) batches = g_new0(MigharBatches, 1);
    g_autofree char *problem = NULL;
    batches->key = g_strdup("id");
    batches->keys = g_strsplit("id", ",", -1);
    assert_false(mighar_batches_split(MIGHAR_DIALECT_POSTGRES, rows[i].statement, strlen(rows[i].statement),
                                      batches, &problem));
    assert_string_equal(problem, rows[i].problem);
  }
}

static void a_directive_is_of_the_statement_below(void **state)
{
  (void)state;
  write_file("m/1_x.sql", "-- +goose NO TRANSACTION\n-- +goose Up\n-- mighar: batch id 1000 100ms\n"
                          "UPDATE t SET a = 1;\n-- +goose Down\nSELECT 1;\nSELECT 2;\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) chains = load_with("m", NULL, "postgres", &error);
  if (chains == NULL)
    fail_msg("%s", error->message);
  const MigharMigration *migration =
      g_ptr_array_index(((const MigharChain *)g_ptr_array_index(chains, 0))->migrations, 0);
  assert_int_equal(migration->directives->len, 0);
  assert_null(migration->down->batches);
  assert_string_equal(migration->up->batches->key, "id");
  assert_int_equal(migration->up->batches->size, 1000);
  assert_true(migration->up->batches->pause == 0.1);
  assert_int_equal(migration->up->batches->line, 3);
}

#define HEAD "-- +goose NO TRANSACTION\n-- +goose Up\n"

static void wrong_uses_are_told_with_their_places(void **state)
{
  (void)state;
  static const struct {
    const char *text, *message;
  } rows[] = {
      {HEAD "-- mighar: batch id\nDELETE FROM t;\n", "m/1_x.sql:3: 'batch id' gives no size\n"},
      {HEAD "-- mighar: batch id many\nDELETE FROM t;\n",
       "m/1_x.sql:3: 'batch id many' is no key with a number of rows and a pause\nhint: -- mighar: batch"},
      {HEAD "-- mighar: batch id 0\nDELETE FROM t;\n", "m/1_x.sql:3: 'batch id 0' is no key"},
      {HEAD "-- mighar: batch id 5 soon\nDELETE FROM t;\n", "m/1_x.sql:3: 'batch id 5 soon' is no key"},
      {HEAD "-- mighar: batch a,,b 5\nDELETE FROM t;\n",
       "m/1_x.sql:3: the key of the batches is not the name of a column, or several with commas between "
       "them\nhint: -- mighar: batch"},
      {HEAD "-- mighar: batch a, b 5\nDELETE FROM t;\n", "m/1_x.sql:3: 'batch a, b 5' is no key"},
      {HEAD "DELETE FROM t;\n-- mighar: batch id 5\n",
       "m/1_x.sql:4: the directive 'batch' stands before no statement\n"},
      {HEAD "-- mighar: batch id 5\nDELETE FROM t;\nSELECT 1;\n",
       "m/1_x.sql:3: a script that is run in batches has one statement alone, and this one has "
       "several\nhint: "},
      {HEAD "-- mighar: batch id 5\n-- mighar: batch a 5\nDELETE FROM t;\n",
       "m/1_x.sql:4: there is another directive 'batch' for this statement"},
      {"-- +goose Up\n-- mighar: batch id 5\nDELETE FROM t;\n",
       "m/1_x.sql:2: each batch is a transaction of its own, and this script is run as one "
       "transaction\nhint: "},
      {HEAD "-- mighar: batch id 5\n\nCREATE TABLE t (a int);\n",
       "m/1_x.sql:5: it is another kind of statement\nhint: batches are for one UPDATE, DELETE or INSERT"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    write_file("m/1_x.sql", rows[i].text);
    assert_null(load_with("m", NULL, "postgres", &error));
    assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
    if (!g_str_has_prefix(error->message, rows[i].message))
      fail_msg("%s", error->message);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(a_condition_finds_its_place),
      project_test(what_is_not_the_same_in_parts_is_refused),
      cmocka_unit_test(a_key_of_several_columns_is_a_row),
      project_test(a_directive_is_of_the_statement_below),
      project_test(wrong_uses_are_told_with_their_places),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
