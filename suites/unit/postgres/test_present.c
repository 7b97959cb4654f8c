/* What there is nothing of is not asked for, and nothing is missing that there is; what is asked in advance
 * changes nothing. */
#include "catalog_reader.h"
#include "difference.h"

#include "present.h"

static CatalogPrepared new_prepared(void)
{
  return (CatalogPrepared){g_hash_table_new(NULL, NULL), g_hash_table_new(NULL, NULL),
                           g_hash_table_new(NULL, NULL)};
}

static void clear_prepared(CatalogPrepared *prepared)
{
  g_hash_table_unref(prepared->whole);
  g_hash_table_unref(prepared->by_id);
  g_hash_table_unref(prepared->by_id_in_full);
}

static PGconn *open_observer(MigharDatabase *database)
{
  PGconn *observer = connect_to(database, NULL);
  assert_true(catalog_set(observer, NULL));
  return observer;
}

static GHashTable *find_present(PGconn *connection)
{
  GError *error = NULL;
  g_autofree char *sql = present_sql(connection);
  g_autoptr(PGresult) answer = session_query(connection, sql, &error);
  if (answer == NULL)
    fail_msg("%s\nin: %s", error->message, sql);
  return present_read(answer);
}

static MigharSnapshot *read_present(PGconn *connection, CatalogPrepared *prepared)
{
  GError *error = NULL;
  g_autoptr(GHashTable) present = find_present(connection);
  MigharSnapshot *snapshot = catalog_read_present(connection, prepared, present, NULL, &error);
  if (snapshot == NULL)
    fail_msg("%s", error->message);
  return snapshot;
}

static void assert_complete(MigharDatabase *database, const char *after)
{
  CatalogPrepared prepared = new_prepared();
  PGconn *all = open_catalog(database, NULL), *some = open_observer(database);
  g_autoptr(MigharSnapshot) expected = read_catalog(all);
  g_autoptr(MigharSnapshot) found = read_present(some, &prepared);
  g_autoptr(GPtrArray) differences = list_differences(expected, found);
  if (differences->len > 0)
    fail_msg("%s\nafter: %s", (const char *)g_ptr_array_index(differences, 0), after);
  session_close(all);
  session_close(some);
  clear_prepared(&prepared);
}

/* Each makes something of a kind that there was nothing of; the last column takes back what would stay on the
 * server. */
static const struct {
  int since;
  const char *sql;
  const char *undo;
} makings[] = {
    {0, "CREATE ROLE present_role", "DROP ROLE present_role"},
    {0, "GRANT pg_monitor TO CURRENT_USER", "REVOKE pg_monitor FROM CURRENT_USER"},
    {0, "CREATE ROLE present_member; GRANT present_member TO pg_monitor",
     "REVOKE present_member FROM pg_monitor; DROP ROLE present_member"},
    {0, "ALTER ROLE CURRENT_USER PASSWORD 'secret'", "ALTER ROLE CURRENT_USER PASSWORD NULL"},
    {0, "ALTER ROLE ALL SET work_mem TO '2MB'", "ALTER ROLE ALL RESET work_mem"},
    {0, "ALTER ROLE CURRENT_USER SET work_mem TO '2MB'", "ALTER ROLE CURRENT_USER RESET work_mem"},
    {0,
     "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem TO ''1MB''', current_database()); END $$"},
    {0, "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC"},
    {0, "SELECT lo_create(0)"},
    {150000, "GRANT SET ON PARAMETER work_mem TO PUBLIC", "REVOKE SET ON PARAMETER work_mem FROM PUBLIC"},
    {0, "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p WITH (connect = false, slot_name = NONE)",
     "DROP SUBSCRIPTION s"},
    {0, "CREATE PUBLICATION p FOR ALL TABLES"},
    {0, "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"},
    {0, "ALTER FUNCTION f() DEPENDS ON EXTENSION plpgsql"},
    {0, "CREATE AGGREGATE a (integer) (SFUNC = int4pl, STYPE = integer)"},
    {0, "CREATE TYPE shell"},
    {0, "CREATE TYPE pair AS (a integer)"},
    {0, "CREATE TYPE mood AS ENUM ('sad')"},
    {0, "CREATE TYPE span AS RANGE (SUBTYPE = integer)"},
    {0, "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)"},
    {0, "CREATE SEQUENCE counter"},
    {0, "CREATE VIEW v AS SELECT 1 AS a"},
    {0, "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a"},
    {0, "CREATE TABLE t (a integer)"},
    {0, "CREATE INDEX i ON t (a)"},
    {0, "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)"},
    {0, "CREATE TABLE parts (a integer) PARTITION BY LIST (a); CREATE TABLE part PARTITION OF parts DEFAULT"},
    {0, "CREATE TRIGGER g AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION f()"},
    {0, "ALTER TABLE part DISABLE TRIGGER g"},
    {0, "CREATE RULE r AS ON INSERT TO t DO ALSO NOTHING"},
    {0, "CREATE POLICY p ON t"},
    {0, "ALTER TABLE t ADD b integer; CREATE STATISTICS st ON a, b FROM t"},
    {0, "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w"},
    {0, "CREATE USER MAPPING FOR PUBLIC SERVER s; CREATE FOREIGN TABLE far (a integer) SERVER s"},
    {0, "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)"},
    {0, "CREATE CAST (pair AS mood) WITH INOUT"},
    {0, "CREATE COLLATION c (LOCALE = 'C')"},
    {0, "CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple)"},
    {0, "CREATE SCHEMA another; COMMENT ON SCHEMA another IS 'x'"},
    {0, "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO PUBLIC"},
};

static void test_nothing_is_missing(void **state)
{
  PGconn *session = connect_to(*state, NULL);
  assert_complete(*state, "nothing");
  for (guint i = 0; i < G_N_ELEMENTS(makings); i++) {
    if (PQserverVersion(session) < makings[i].since)
      continue;
    run(*state, makings[i].sql);
    assert_complete(*state, makings[i].sql);
    if (makings[i].undo != NULL)
      run(*state, makings[i].undo);
  }
  session_close(session);
}

/* What a new database has nothing of is not asked for. */
static void test_little_is_asked_of_nothing(void **state)
{
  PGconn *observer = open_observer(*state);
  g_autoptr(GHashTable) present = find_present(observer);
  assert_false(present_may_tell(present, "table"));
  assert_false(present_may_tell(present, "role"));
  assert_true(present_may_tell(present, "schema"));
  run(*state, "CREATE TABLE t (a integer)");
  g_autoptr(GHashTable) then = find_present(observer);
  assert_true(present_may_tell(then, "table"));
  assert_false(present_may_tell(then, "view"));
  assert_false(present_may_tell(then, "index"));
  session_close(observer);
}

static void test_rehearsals_change_nothing(void **state)
{
  CatalogPrepared prepared = new_prepared();
  PGconn *observer = open_observer(*state), *all = open_catalog(*state, NULL);
  assert_true(catalog_rehearse_ids(observer, &prepared));
  run(*state, "CREATE TABLE t (a integer PRIMARY KEY)");
  catalog_end_ids(observer, &prepared);
  assert_false(catalog_rehearse_ids(observer, &prepared));
  assert_true(catalog_rehearse_present(observer, &prepared));
  catalog_end_present(observer, &prepared);
  assert_false(catalog_rehearse_present(observer, &prepared));
  assert_int_equal(g_hash_table_size(prepared.by_id), 6);
  assert_int_equal(g_hash_table_size(prepared.whole), 10);
  g_autoptr(MigharSnapshot) expected = read_catalog(all);
  g_autoptr(MigharSnapshot) found = read_present(observer, &prepared);
  assert_true(mighar_snapshot_equal(expected, found));
  session_close(observer);
  session_close(all);
  clear_prepared(&prepared);
}

/* A server that goes meanwhile is noticed by the next question. */
static void test_rehearsal_on_a_lost_connection(void **state)
{
  CatalogPrepared prepared = new_prepared();
  PGconn *observer = open_observer(*state);
  g_autofree char *end = g_strdup_printf("SELECT pg_terminate_backend(%d)", PQbackendPID(observer));
  run(*state, end);
  if (catalog_rehearse_present(observer, &prepared))
    catalog_end_present(observer, &prepared);
  assert_int_equal(PQstatus(observer), CONNECTION_BAD);
  assert_int_equal(g_hash_table_size(prepared.whole), 0);
  PQfinish(observer);
  clear_prepared(&prepared);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(test_nothing_is_missing),
      on_a_database(test_little_is_asked_of_nothing),
      on_a_database(test_rehearsals_change_nothing),
      on_a_database(test_rehearsal_on_a_lost_connection),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
