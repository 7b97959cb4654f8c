/* A snapshot that comes from what has changed is the one that is read anew, whatever was done: the oracle's
 * corpus, and statements by chance. And a table whose rows have changed is named.
 *
 * SUITES_STATEMENTS says how many statements are made by chance, SUITES_SEED which. */
#include "../snapshot_text.h"
#include "catalog.h"
#include "corpus.h"
#include "database.h"
#include "difference.h"
#include "incremental.h"
#include "random_ddl.h"
#include "scratch.h"
#include "server.h"
#include "session.h"

/* A database with a second pair of eyes. */
typedef struct {
  MigharDatabase *database;
  PGconn *eyes;
  MigharSnapshot *known; /* what they saw last */
  GHashTable *rows;      /* name of a table to a digest of its rows */
  guint compared;
} Watched;

static int compare_identities(const MigharSnapshot *a, const MigharSnapshot *b)
{
  for (guint i = 0; i < a->objects->len; i++) {
    const MigharObject *left = g_ptr_array_index(a->objects, i), *right = g_ptr_array_index(b->objects, i);
    if (g_strcmp0(left->identity, right->identity) != 0)
      fail_msg("%s %s has identity %s and not %s", left->kind, left->name, left->identity, right->identity);
  }
  return 0;
}

/* What is read with something known is the same. */
static void look_again(Watched *watched, const MigharSnapshot *expected)
{
  MigharSnapshot *again = catalog_read(watched->eyes, watched->known, NULL);
  assert_non_null(again);
  assert_true(mighar_snapshot_equal(again, expected));
  compare_identities(again, expected);
  g_clear_pointer(&watched->known, mighar_snapshot_unref);
  watched->known = again;
}

static void compare(Watched *watched, const char *after)
{
  GError *error = NULL;
  g_autoptr(MigharSnapshot) found =
      mighar_postgres_driver.snapshot(watched->database, MIGHAR_READ_CHANGES, &error);
  if (found == NULL)
    fail_msg("%s\nafter: %s", error->message, after);
  g_autoptr(MigharSnapshot) expected = catalog_read(watched->eyes, NULL, &error);
  if (expected == NULL)
    fail_msg("%s\nafter: %s", error->message, after);
  g_autoptr(GPtrArray) differences = list_differences(expected, found);
  for (guint i = 0; i < differences->len; i++)
    print_error("  %s\n", (const char *)g_ptr_array_index(differences, i));
  if (differences->len > 0)
    fail_msg("%u differences after: %s", differences->len, after);
  g_autofree char *expected_text = snapshot_to_text(expected);
  g_autofree char *found_text = snapshot_to_text(found);
  assert_string_equal(expected_text, found_text);
  compare_identities(expected, found);
  look_again(watched, expected);
  watched->compared++;
}

static PGconn *open_eyes(MigharDatabase *database)
{
  GError *error = NULL;
  PGconn *eyes = server_connect((PostgresServer *)database->server, database->name,
                                "-c role=none -c statement_timeout=0", &error);
  if (eyes == NULL || !catalog_prepare(eyes, &error))
    fail_msg("%s", error->message);
  return eyes;
}

static Watched watch_on(MigharServer *server)
{
  MigharDatabase *database = create_on(server);
  return (Watched){.database = database,
                   .eyes = open_eyes(database),
                   .rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
}

static Watched watch(void)
{
  return watch_on(scratch_server());
}

static void unwatch(Watched *watched)
{
  session_close(watched->eyes);
  g_clear_pointer(&watched->known, mighar_snapshot_unref);
  g_hash_table_unref(watched->rows);
  mighar_postgres_driver.drop(watched->database);
}

static guint count_whole(const Watched *watched)
{
  return incremental_whole(((PostgresDatabase *)watched->database)->incremental);
}

static void test_corpus(void **state)
{
  if (scratch_servers->len == 0)
    skip();
  GError *error = NULL;
  g_autoptr(GPtrArray) cases = corpus_read(*state, &error);
  assert_non_null(cases);
  Watched watched = watch();
  for (guint i = 0; i < cases->len; i++) {
    const Case *one = g_ptr_array_index(cases, i);
    if (one->from * 10000 > (guint)server_version((PostgresServer *)scratch_server()))
      continue;
    g_auto(MigharOutcome) outcome = {0};
    reset(watched.database);
    execute(watched.database, one->sql, FALSE, &outcome);
    compare(&watched, one->sql);
  }
  print_message("%s: %u compared, %u of them read as a whole\n", (const char *)*state, watched.compared,
                count_whole(&watched));
  unwatch(&watched);
  if (!mighar_postgres_driver.purge(scratch_server(), &error))
    fail_msg("%s", error->message);
}

/* Rows */

static GHashTable *digest_rows(const Watched *watched)
{
  static const char query[] =
      "SELECT c.oid::regclass::text,"
      "       md5((xpath('/table', query_to_xml(format('SELECT md5(string_agg(md5(t::text), %L ORDER BY "
      "t::text))"
      " FROM %s t', '', c.oid::regclass), true, false, '')))::text)"
      "  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
      " WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
      "   AND (c.relkind <> 'm' OR c.relispopulated)";
  GError *error = NULL;
  g_autoptr(PGresult) found = session_query(watched->eyes, query, &error);
  if (found == NULL)
    fail_msg("%s", error->message);
  GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (int i = 0; i < PQntuples(found); i++)
    g_hash_table_insert(rows, g_strdup(PQgetvalue(found, i, 0)), g_strdup(PQgetvalue(found, i, 1)));
  return rows;
}

static void compare_rows(Watched *watched, const char *after)
{
  GError *error = NULL;
  g_auto(MigharTouched) touched = {0};
  if (!mighar_postgres_driver.touched(watched->database, &touched, &error))
    fail_msg("%s\nafter: %s", error->message, after);
  GHashTable *now = digest_rows(watched);
  GHashTableIter all;
  gpointer name, digest;
  g_hash_table_iter_init(&all, now);
  while (g_hash_table_iter_next(&all, &name, &digest))
    if (g_strcmp0(g_hash_table_lookup(watched->rows, name), digest) != 0 && !touched.all &&
        !g_hash_table_contains(touched.tables, name))
      fail_msg("%s is not named as touched after: %s", (char *)name, after);
  g_hash_table_iter_init(&all, watched->rows);
  while (g_hash_table_iter_next(&all, &name, NULL))
    if (!g_hash_table_contains(now, name) && !touched.all && !g_hash_table_contains(touched.tables, name))
      fail_msg("%s, which is gone, is not named as touched after: %s", (char *)name, after);
  g_hash_table_unref(watched->rows);
  watched->rows = now;
}

static guint number_from(const char *variable, guint otherwise)
{
  const char *text = g_getenv(variable);
  return text != NULL ? (guint)g_ascii_strtoull(text, NULL, 10) : otherwise;
}

static void make_by_chance(Watched *watched, guint n)
{
  guint applied = 0;
  RandomDdl ddl = random_ddl_new(number_from("SUITES_SEED", 1));
  for (guint i = 0; i < n; i++) {
    g_autofree char *sql = random_ddl_next(&ddl);
    g_auto(MigharOutcome) outcome = {0};
    reset(watched->database);
    execute(watched->database, sql, g_rand_int_range(ddl.rand, 0, 4) > 0, &outcome);
    applied += outcome.applied;
    compare(watched, sql);
    if (i % 4 == 0)
      compare_rows(watched, sql);
  }
  print_message("%u statements, %u applied; %u snapshots read as a whole\n", n, applied,
                count_whole(watched));
  assert_true(applied > n / 16);
  assert_true(count_whole(watched) < n / 4);
  random_ddl_clear(&ddl);
}

static void test_by_chance(void **state G_GNUC_UNUSED)
{
  if (scratch_servers->len == 0)
    skip();
  Watched watched = watch();
  make_by_chance(&watched, number_from("SUITES_STATEMENTS", 400));
  unwatch(&watched);
}

/* Of the server that there is, as of one that exists: there the log comes through a connection. */
static GPtrArray *find_existing(void)
{
  GError *error = NULL;
  g_autofree char *missing = NULL;
  MigharDatabase *any = create_on(scratch_server());
  g_autofree char *url = mighar_postgres_driver.url(any, &error);
  assert_non_null(url);
  g_auto(GStrv) parts = g_strsplit(url, any->name, 2);
  g_autofree char *existing = g_strjoinv("postgres", parts);
  mighar_postgres_driver.drop(any);
  const MigharServerOptions options = {.url = existing};
  GPtrArray *servers = mighar_postgres_driver.find_servers(&options, &missing, &error);
  if (servers == NULL)
    fail_msg("%s", error->message);
  return servers;
}

static void test_through_a_connection(void **state G_GNUC_UNUSED)
{
  if (scratch_servers->len == 0)
    skip();
  g_autoptr(GPtrArray) servers = find_existing();
  Watched watched = watch_on(g_ptr_array_index(servers, 0));
  make_by_chance(&watched, number_from("SUITES_STATEMENTS", 400) / 2);
  unwatch(&watched);
}

static void apply(Watched *watched, const char *sql)
{
  g_auto(MigharOutcome) outcome = {0};
  reset(watched->database);
  execute(watched->database, sql, FALSE, &outcome);
  assert_true(outcome.applied);
}

static void apply_each(Watched *watched, const char *const *statements, guint n)
{
  for (guint i = 0; i < n; i++) {
    apply(watched, statements[i]);
    compare(watched, statements[i]);
  }
}

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
  Watched watched = watch();
  compare(&watched, "nothing");
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

static GPtrArray *list_files(const char *folder)
{
  GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
  for (const char *name; directory != NULL && (name = g_dir_read_name(directory)) != NULL;)
    if (g_str_has_suffix(name, ".sql"))
      g_ptr_array_add(files, g_build_filename(folder, name, NULL));
  g_ptr_array_sort(files, compare_lines);
  return files;
}

int main(void)
{
  static const struct CMUnitTest others[] = {
      cmocka_unit_test(test_by_chance),
      cmocka_unit_test(test_through_a_connection),
      cmocka_unit_test(test_names_of_columns),
      cmocka_unit_test(test_columns_by_themselves),
      cmocka_unit_test(test_undone),
      cmocka_unit_test(test_committed_without_waiting),
      cmocka_unit_test(test_followed_on_after_a_copy),
      cmocka_unit_test(test_schemas_get_other_names),
  };
  g_autoptr(GPtrArray) files = list_files(SUITES_FOLDER "/oracle/postgres");
  guint n = files->len + G_N_ELEMENTS(others);
  g_autofree struct CMUnitTest *tests = g_new0(struct CMUnitTest, n);
  for (guint i = 0; i < files->len; i++)
    tests[i] = (struct CMUnitTest){.name = strrchr(g_ptr_array_index(files, i), '/') + 1,
                                   .test_func = test_corpus,
                                   .initial_state = g_ptr_array_index(files, i)};
  memcpy(tests + files->len, others, sizeof others);
  return _cmocka_run_group_tests("incremental snapshots", tests, n, start_server, stop_server);
}
