/* What reading the catalog promises beside what it tells, which is test_catalog_oracle's: it is not swayed by
 * a session's settings, leaves no transaction behind, and says which kind of object could not be read and
 * why. */
#include "catalog.h"
#include "difference.h"
#include "scratch.h"
#include "server.h"
#include "session.h"

#include <stdio.h>

static const char schema[] =
    "CREATE TABLE public.t (a interval DEFAULT '1 day 2:00', b timestamptz DEFAULT "
    "'2024-02-29 12:00+00', c text DEFAULT E'back\\\\slash', d bytea DEFAULT '\\x00ff',"
    " e float8 DEFAULT '0.12345678901234567', f money DEFAULT 5::money);"
    "CREATE VIEW public.v AS SELECT a, c FROM public.t WHERE c ~ '\\d' AND b > '2024-01-01';"
    "CREATE TABLE public.days (d timestamptz) PARTITION BY RANGE (d);"
    "CREATE TABLE public.day_1 PARTITION OF public.days "
    "FOR VALUES FROM ('2024-01-01 12:00+00') TO ('2024-01-02 12:00+00')";

static PGconn *connect_to(MigharDatabase *database, const char *options)
{
  GError *error = NULL;
  PGconn *connection = server_connect((PostgresServer *)database->server, database->name, options, &error);
  if (connection == NULL)
    fail_msg("%s", error->message);
  return connection;
}

static PGconn *open_catalog(MigharDatabase *database, const char *options)
{
  GError *error = NULL;
  PGconn *connection = connect_to(database, options);
  if (!catalog_prepare(connection, &error))
    fail_msg("%s", error->message);
  return connection;
}

static MigharSnapshot *read_catalog(PGconn *connection)
{
  GError *error = NULL;
  MigharSnapshot *snapshot = catalog_read(connection, &error);
  if (snapshot == NULL)
    fail_msg("%s", error->message);
  assert_null(error);
  assert_int_equal(PQtransactionStatus(connection), PQTRANS_IDLE);
  assert_int_equal(PQpipelineStatus(connection), PQ_PIPELINE_OFF);
  return snapshot;
}

static void assert_same(const MigharSnapshot *a, const MigharSnapshot *b)
{
  g_autoptr(GPtrArray) differences = list_differences(a, b);
  if (differences->len > 0)
    fail_msg("%u differences, the first: %s", differences->len,
             (const char *)g_ptr_array_index(differences, 0));
  assert_true(mighar_snapshot_equal(a, b));
}

static void test_settings_do_not_show(void **state)
{
  static const char swayed[] =
      "-c DateStyle=German,DMY -c IntervalStyle=iso_8601 -c TimeZone=Asia/Tokyo -c extra_float_digits=-5 "
      "-c bytea_output=escape -c quote_all_identifiers=on -c search_path=public -c xmloption=document "
      "-c standard_conforming_strings=off -c client_encoding=LATIN1 -c default_transaction_read_only=on "
      "-c default_transaction_isolation=serializable -c row_security=off -c enable_nestloop=off";
  run(*state, schema);
  PGconn *plain = open_catalog(*state, NULL);
  PGconn *other = open_catalog(*state, swayed);
  g_autoptr(MigharSnapshot) expected = read_catalog(plain);
  g_autoptr(MigharSnapshot) found = read_catalog(other);
  assert_same(expected, found);
  const MigharObject *column = mighar_snapshot_find(found, "column", "public.t.b");
  assert_string_equal(mighar_object_get(column, "default"),
                      "'2024-02-29 12:00:00+00'::timestamp with time zone");
  session_close(plain);
  session_close(other);
}

/* What is planned while the catalogs are empty has to hold later; and nothing is remembered that has gone. */
static void test_reads_again(void **state)
{
  PGconn *connection = open_catalog(*state, NULL);
  g_autoptr(MigharSnapshot) empty = read_catalog(connection);
  run(*state, schema);
  g_autoptr(MigharSnapshot) full = read_catalog(connection);
  assert_non_null(mighar_snapshot_find(full, "table", "public.t"));
  run(*state, "DROP TABLE public.t, public.days CASCADE");
  g_autoptr(MigharSnapshot) empty_again = read_catalog(connection);
  assert_same(empty, empty_again);
  session_close(connection);
}

static void test_identity_survives_rename(void **state)
{
  run(*state, "CREATE TABLE public.t (a integer, b integer)");
  PGconn *connection = open_catalog(*state, NULL);
  g_autoptr(MigharSnapshot) before = read_catalog(connection);
  run(*state, "ALTER TABLE public.t RENAME b TO c; ALTER TABLE public.t RENAME TO u");
  g_autoptr(MigharSnapshot) after = read_catalog(connection);
  const MigharObject *old = mighar_snapshot_find(before, "column", "public.t.b");
  const MigharObject *new = mighar_snapshot_find(after, "column", "public.u.c");
  assert_string_equal(old->identity, new->identity);
  assert_true(g_str_has_suffix(new->identity, ".2"));
  assert_string_equal(new->parent, "public.u");
  assert_string_equal(mighar_snapshot_find(before, "table", "public.t")->identity,
                      mighar_snapshot_find(after, "table", "public.u")->identity);
  session_close(connection);
}

/* Names are quoted so that a dot in one does not make two objects the same. */
static void test_names_are_unambiguous(void **state)
{
  run(*state, "CREATE TABLE public.\"a.b\" (c integer); CREATE TABLE public.a (\"b.c\" integer)");
  PGconn *connection = open_catalog(*state, NULL);
  g_autoptr(MigharSnapshot) snapshot = read_catalog(connection);
  assert_non_null(mighar_snapshot_find(snapshot, "column", "public.\"a.b\".c"));
  assert_non_null(mighar_snapshot_find(snapshot, "column", "public.a.\"b.c\""));
  session_close(connection);
}

/* No two objects of a kind have one name, whatever there is. */
static void test_names_are_unique(void **state)
{
  run(*state, "CREATE EXTENSION hstore; CREATE SCHEMA s;"
              "CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';"
              "CREATE FUNCTION public.f(text) RETURNS integer LANGUAGE sql AS 'SELECT 1';"
              "CREATE FUNCTION s.f(text) RETURNS integer LANGUAGE sql AS 'SELECT 1';"
              "CREATE TABLE s.t (a integer CHECK (a > 0)); CREATE TABLE public.t (a integer CHECK (a > 0));"
              "GRANT SELECT ON s.t TO PUBLIC; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC");
  PGconn *connection = open_catalog(*state, NULL);
  g_autoptr(MigharSnapshot) snapshot = read_catalog(connection);
  for (guint i = 1; i < snapshot->objects->len; i++) {
    const MigharObject *last = g_ptr_array_index(snapshot->objects, i - 1);
    const MigharObject *next = g_ptr_array_index(snapshot->objects, i);
    assert_false(g_str_equal(last->kind, next->kind) && g_str_equal(last->name, next->name));
  }
  session_close(connection);
}

static void assert_fails(PGconn *connection, const char *words)
{
  g_autoptr(GError) error = NULL;
  assert_null(catalog_read(connection, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  assert_null(strchr(error->message, '\n'));
  if (strstr(error->message, words) == NULL)
    fail_msg("no '%s' in: %s", words, error->message);
}

static void test_failure_names_the_kind(void **state)
{
  PGconn *connection = open_catalog(*state, NULL);
  PQclear(PQexec(connection, "DEALLOCATE \"materialized_view\""));
  assert_fails(connection, "cannot read the catalog (objects of kind 'materialized view'): ERROR:");
  assert_fails(connection, "\"materialized_view\" does not exist");
  assert_int_equal(PQtransactionStatus(connection), PQTRANS_IDLE);

  PQclear(PQexec(connection, "DEALLOCATE ALL"));
  GError *error = NULL;
  assert_true(catalog_prepare(connection, &error));
  mighar_snapshot_unref(read_catalog(connection));
  session_close(connection);
}

static void test_lost_connection(void **state)
{
  PGconn *connection = open_catalog(*state, NULL);
  g_autofree char *end = g_strdup_printf("SELECT pg_terminate_backend(%d)", PQbackendPID(connection));
  run(*state, end);
  assert_fails(connection, "cannot read the catalog: ");
  assert_fails(connection, "cannot read the catalog: ");
  assert_int_equal(PQstatus(connection), CONNECTION_BAD);

  g_autoptr(GError) error = NULL;
  assert_false(catalog_prepare(connection, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  PQfinish(connection);
}

/* On an unfinished transaction that has failed nothing can be prepared. */
static void test_unfit_connection(void **state)
{
  PGconn *connection = connect_to(*state, NULL);
  PQclear(PQexec(connection, "BEGIN; SELECT 1 / 0"));
  g_autoptr(GError) error = NULL;
  assert_false(catalog_prepare(connection, &error));
  assert_non_null(strstr(error->message, "cannot prepare to read the catalog: ERROR:"));
  session_close(connection);
}

/* Somebody who may not read all catalogs sees the same but for subscriptions. */
static void test_without_privileges(void **state)
{
  run(*state, schema);
  run(*state, "CREATE ROLE oracle_nobody; CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p "
              "WITH (connect = false, slot_name = NONE)");
  PGconn *all = open_catalog(*state, NULL);
  PGconn *some = connect_to(*state, NULL);
  PQclear(PQexec(some, "SET SESSION AUTHORIZATION oracle_nobody"));
  GError *error = NULL;
  if (!catalog_prepare(some, &error))
    fail_msg("%s", error->message);
  g_autoptr(MigharSnapshot) expected = read_catalog(all);
  g_autoptr(MigharSnapshot) found = read_catalog(some);
  g_autoptr(GPtrArray) differences = list_differences(expected, found);
  assert_int_equal(differences->len, 1);
  assert_string_equal(g_ptr_array_index(differences, 0), "- subscription s");
  session_close(all);
  session_close(some);
  run(*state, "DROP SUBSCRIPTION s; DROP ROLE oracle_nobody");
}

/* Everything is of one moment: a change that another session has not committed yet is not seen, nor half of
 * one. Its lock is no hindrance, as nothing but catalogs is read. */
static void test_only_what_is_committed(void **state)
{
  PGconn *connection = open_catalog(*state, NULL);
  PGconn *other = connect_to(*state, NULL);
  g_autoptr(MigharSnapshot) before = read_catalog(connection);
  PQclear(PQexec(other, "BEGIN; CREATE TABLE public.half (a integer); CREATE SCHEMA half"));
  g_autoptr(MigharSnapshot) meanwhile = read_catalog(connection);
  assert_same(before, meanwhile);
  PQclear(PQexec(other, "COMMIT"));
  g_autoptr(MigharSnapshot) after = read_catalog(connection);
  assert_non_null(mighar_snapshot_find(after, "table", "public.half"));
  session_close(connection);
  session_close(other);
}

/* Tables with a bit of everything that a table can have. */
static void make_tables(MigharDatabase *database, guint first, guint end)
{
  g_autofree char *sql = g_strdup_printf(
      "DO $do$ BEGIN FOR i IN %u..%u LOOP EXECUTE format($f$"
      "CREATE TABLE t%%1$s (id bigserial PRIMARY KEY, a integer DEFAULT 1 CHECK (a > 0), b text UNIQUE, "
      "c bigint REFERENCES t%%1$s, d integer GENERATED BY DEFAULT AS IDENTITY);"
      "CREATE INDEX ON t%%1$s (a); COMMENT ON COLUMN t%%1$s.a IS 'x'; CREATE POLICY p ON t%%1$s;"
      "CREATE VIEW v%%1$s AS TABLE t%%1$s; CREATE RULE r AS ON INSERT TO v%%1$s DO INSTEAD NOTHING;"
      "GRANT SELECT ON t%%1$s TO PUBLIC; CREATE TYPE e%%1$s AS ENUM ('x');"
      "CREATE DOMAIN d%%1$s AS text CHECK (VALUE <> ''); CREATE STATISTICS s%%1$s ON a, b FROM t%%1$s;"
      "CREATE FUNCTION f%%1$s() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
      "CREATE TRIGGER g BEFORE INSERT ON t%%1$s FOR EACH ROW EXECUTE FUNCTION f%%1$s()"
      "$f$, i); IF i %% 50 = 0 THEN COMMIT; END IF; END LOOP; END $do$",
      first, end - 1);
  run(database, sql);
}

static double number_behind(const char *line, const char *words)
{
  const char *found = strstr(line, words);
  return found != NULL ? g_ascii_strtod(found + strlen(words), NULL) : 0;
}

/* Rows that all steps of a query's plan give or throw away: a measure of its cost that does not depend on the
 * machine. */
static double count_rows(PGconn *connection, const CatalogQuery *query)
{
  g_autofree char *explain = g_strdup_printf("EXPLAIN (ANALYZE, TIMING OFF) EXECUTE \"%s\"", query->name);
  PGresult *plan = PQexec(connection, explain);
  double rows = 0, loops = 0;
  for (int i = 0; i < PQntuples(plan); i++) {
    const char *line = PQgetvalue(plan, i, 0);
    if (strstr(line, "loops=") != NULL)
      loops = number_behind(line, "loops=");
    rows += loops * (number_behind(line, "(actual rows=") + number_behind(line, "Rows Removed by Filter: ") +
                     number_behind(line, "Rows Removed by Join Filter: "));
  }
  PQclear(plan);
  return rows;
}

static void assert_linear(PGconn *connection, guint tables)
{
  for (const CatalogQuery *query = catalog_queries; query->kind != NULL; query++) {
    double rows = count_rows(connection, query);
    if (rows > 20000 + 100 * tables)
      fail_msg("%s goes through %.0f rows for %u tables", query->name, rows, tables);
  }
}

/* With plans made when there was nothing, and with plans made when there were some tables, of which the
 * planner has no statistics. A query that goes through one catalog again for every row of another takes ten
 * times as many rows as this, and more with every table. */
static void test_cost_is_linear(void **state)
{
  PGconn *early = open_catalog(*state, NULL);
  mighar_snapshot_unref(read_catalog(early));
  make_tables(*state, 0, 50);
  assert_linear(early, 50);
  PGconn *late = open_catalog(*state, NULL);
  assert_linear(late, 50);
  make_tables(*state, 50, 200);
  assert_linear(early, 200);
  assert_linear(late, 200);
  session_close(early);
  session_close(late);
}

/* In kilobytes: "VmHWM:", the most since forget_peak(), or "VmRSS:", that of the moment. */
static guint64 memory(const char *which)
{
  g_autofree char *status = NULL;
  assert_true(g_file_get_contents("/proc/self/status", &status, NULL, NULL));
  const char *line = strstr(status, which);
  return line != NULL ? g_ascii_strtoull(line + strlen(which), NULL, 10) : 0;
}

static void forget_peak(void)
{
  FILE *file = fopen("/proc/self/clear_refs", "w");
  assert_non_null(file);
  fputs("5", file);
  fclose(file);
}

/* How often the client waits for the server: each Sync that it sends is a question, and all before it its
 * text. */
static guint count_syncs(const char *trace)
{
  guint n = 0;
  for (const char *found = trace; (found = strstr(found, "\tSync")) != NULL; found++)
    n++;
  return n;
}

/* Reads the catalog with libpq's trace on. */
static MigharSnapshot *read_traced(PGconn *connection, guint *syncs)
{
  FILE *file = tmpfile();
  PQtrace(connection, file);
  MigharSnapshot *snapshot = read_catalog(connection);
  PQuntrace(connection);
  long length = ftell(file);
  g_autofree char *trace = g_malloc0((gsize)length + 1);
  rewind(file);
  assert_int_equal(fread(trace, 1, (gsize)length, file), length);
  fclose(file);
  *syncs = count_syncs(trace);
  return snapshot;
}

/* Two thousand tables are one round trip, and take no more memory at any time than a few times their text. */
static void test_many_tables(void **state)
{
  run(*state,
      "DO $do$ BEGIN FOR i IN 1..2000 LOOP EXECUTE format("
      "'CREATE TABLE t%1$s (id bigint PRIMARY KEY, a integer NOT NULL, b text, c numeric(10,2), d date);"
      " CREATE INDEX ON t%1$s (a)', i); IF i % 100 = 0 THEN COMMIT; END IF; END LOOP; END $do$");
  PGconn *connection = open_catalog(*state, NULL);
  forget_peak();
  guint64 before = memory("VmRSS:");
  g_autoptr(MigharSnapshot) snapshot = read_catalog(connection);
  guint64 taken = memory("VmHWM:") - before;
  g_autofree char *text = mighar_snapshot_to_text(snapshot);
  print_message("2000 tables: %u objects, %" G_GUINT64_FORMAT " kB of text, %" G_GUINT64_FORMAT " kB taken\n",
                snapshot->objects->len, (guint64)strlen(text) / 1024, taken);
  /* a sanitizer keeps what is freed */
  if (g_getenv("ASAN_OPTIONS") == NULL)
    assert_true(taken > 0 && taken < 8 * strlen(text) / 1024 + 4 * 1024);
  guint syncs = 0;
  g_autoptr(MigharSnapshot) again G_GNUC_UNUSED = read_traced(connection, &syncs);
  assert_int_equal(syncs, 1);
  session_close(connection);
}

#define test(function) cmocka_unit_test_setup_teardown(function, open_database, close_database)

int main(void)
{
  const struct CMUnitTest tests[] = {
      test(test_settings_do_not_show),   test(test_reads_again),      test(test_identity_survives_rename),
      test(test_names_are_unambiguous),  test(test_names_are_unique), test(test_failure_names_the_kind),
      test(test_lost_connection),        test(test_unfit_connection), test(test_without_privileges),
      test(test_only_what_is_committed), test(test_cost_is_linear),   test(test_many_tables),
  };
  return cmocka_run_group_tests_name("catalog", tests, start_server, stop_server);
}
