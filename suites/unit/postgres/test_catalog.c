/* What reading the catalog promises beside what it tells, which is test_catalog_oracle's: it is not swayed by
 * a session's settings, leaves no transaction behind, and says which kind of object could not be read and
 * why. */
#include "catalog_reader.h"
#include "difference.h"

static const char schema[] =
    "CREATE TABLE public.t (a interval DEFAULT '1 day 2:00', b timestamptz DEFAULT "
    "'2024-02-29 12:00+00', c text DEFAULT E'back\\\\slash', d bytea DEFAULT '\\x00ff',"
    " e float8 DEFAULT '0.12345678901234567', f money DEFAULT 5::money);"
    "CREATE VIEW public.v AS SELECT a, c FROM public.t WHERE c ~ '\\d' AND b > '2024-01-01';"
    "CREATE TABLE public.days (d timestamptz) PARTITION BY RANGE (d);"
    "CREATE TABLE public.day_1 PARTITION OF public.days "
    "FOR VALUES FROM ('2024-01-01 12:00+00') TO ('2024-01-02 12:00+00')";

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

static void assert_same_identities(const MigharSnapshot *a, const MigharSnapshot *b)
{
  for (guint i = 0; i < a->objects->len; i++) {
    const MigharObject *one = g_ptr_array_index(a->objects, i), *other = g_ptr_array_index(b->objects, i);
    if (g_strcmp0(one->identity, other->identity) != 0)
      fail_msg("%s has identity %s and not %s", one->name, one->identity, other->identity);
  }
}

/* What another session does to a schema that is known: everything is seen, and what stays the same is the
 * object that it was. */
static void test_known_schema(void **state)
{
  static const char *const steps[] = {
      "ALTER TABLE k ALTER a SET DEFAULT 2",
      "ALTER TABLE k ALTER a DROP DEFAULT",
      "ALTER TABLE k ALTER b SET NOT NULL",
      "ALTER TABLE k RENAME b TO c",
      "CREATE INDEX ON k (a)",
      "DROP INDEX k_a_idx; CREATE INDEX ON k (a)",
      "DROP TABLE j; CREATE TABLE j (a int)",
      "ALTER TABLE j RENAME TO i; ALTER TABLE k RENAME TO j; ALTER TABLE i RENAME TO k",
      "ALTER TABLE k SET UNLOGGED",
      "ALTER TABLE k SET LOGGED",
      "COMMENT ON TABLE k IS 'one'",
      "COMMENT ON TABLE k IS 'two'",
      "GRANT SELECT ON k TO PUBLIC",
      "CREATE SCHEMA other; ALTER TABLE k SET SCHEMA other",
      "DROP TABLE other.k",
  };
  run(*state, "CREATE TABLE k (a int DEFAULT 1, b text); CREATE TABLE j (a int); CREATE TABLE still (a int)");
  PGconn *connection = open_catalog(*state, NULL);
  g_autoptr(MigharSnapshot) known = read_catalog(connection);
  for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
    run(*state, steps[i]);
    g_autoptr(MigharSnapshot) fresh = read_catalog(connection);
    g_autoptr(MigharSnapshot) now = catalog_read(connection, known, NULL);
    assert_same(now, fresh);
    assert_ptr_not_equal(now, known);
    assert_same_identities(now, fresh);
    assert_ptr_equal(mighar_snapshot_find(now, "table", "public.still"),
                     mighar_snapshot_find(known, "table", "public.still"));
    g_autoptr(MigharSnapshot) same = catalog_read(connection, now, NULL);
    assert_ptr_equal(same, now);
    mighar_snapshot_unref(known);
    known = g_steal_pointer(&now);
  }
  session_close(connection);
}

static void assert_fails(PGconn *connection, const char *words)
{
  g_autoptr(GError) error = NULL;
  assert_null(catalog_read(connection, NULL, &error));
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

int main(void)
{
  const struct CMUnitTest tests[] = {
      on_a_database(test_settings_do_not_show),
      on_a_database(test_reads_again),
      on_a_database(test_identity_survives_rename),
      on_a_database(test_names_are_unambiguous),
      on_a_database(test_names_are_unique),
      on_a_database(test_failure_names_the_kind),
      on_a_database(test_lost_connection),
      on_a_database(test_unfit_connection),
      on_a_database(test_without_privileges),
      on_a_database(test_only_what_is_committed),
      on_a_database(test_known_schema),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
