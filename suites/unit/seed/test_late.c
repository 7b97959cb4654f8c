/* Rows written under a new schema hold what only that allows; and what is asked for again costs no row. */
#include "database.h"

static const struct {
  const char *engine, *before, *change, *table, *note;
} cases[] = {
    {"postgres", "CREATE TABLE t (id serial PRIMARY KEY, v varchar(5) NOT NULL)",
     "ALTER TABLE t ALTER v TYPE varchar(20)", "public.t", "a text longer than before in v"},
    {"postgres", "CREATE TABLE t (id serial PRIMARY KEY, v varchar(5) NOT NULL)",
     "ALTER TABLE t ALTER v TYPE text", "public.t", "a text longer than before in v"},
    {"postgres", "CREATE TABLE t (id serial PRIMARY KEY, v int NOT NULL)",
     "ALTER TABLE t ALTER v TYPE bigint", "public.t", "a number larger than before in v"},
    {"postgres", "CREATE TABLE t (id serial PRIMARY KEY, v numeric(4, 1) NOT NULL)",
     "ALTER TABLE t ALTER v TYPE numeric(9, 1)", "public.t", "a number with more digits than before in v"},
    {"postgres", "CREATE TABLE t (id serial PRIMARY KEY, v text NOT NULL)",
     "ALTER TABLE t ALTER v DROP NOT NULL", "public.t", "NULL in v"},
    {"postgres", "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (id serial PRIMARY KEY, v e NOT NULL)",
     "ALTER TYPE e ADD VALUE 'b'", "public.t", "a label that is new in v"},
    {"postgres", "CREATE TABLE t (id serial PRIMARY KEY, v varchar(5) NOT NULL)",
     "ALTER TABLE t RENAME v TO w; ALTER TABLE t ALTER w TYPE varchar(20)", "public.t",
     "a text longer than before in w"},
    {"postgres",
     "CREATE TABLE t (id serial PRIMARY KEY, v text NOT NULL CONSTRAINT c CHECK (v IN ('a', 'b')))",
     "ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CHECK (v IN ('a', 'b', 'c'))", "public.t",
     "a value that was not allowed before in v"},
    {"postgres",
     "CREATE TABLE t (id serial PRIMARY KEY, v text NOT NULL CONSTRAINT c CHECK (v IN ('a', 'b')))",
     "ALTER TABLE t DROP CONSTRAINT c", "public.t", "a value that was not allowed before in v"},
    {"postgres",
     "CREATE TABLE t (id serial PRIMARY KEY, v int NOT NULL CONSTRAINT c CHECK (v BETWEEN 1 AND 5))",
     "ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CHECK (v BETWEEN 1 AND 7)", "public.t",
     "a number larger than before in v"},
    {"postgres",
     "CREATE TABLE t (id serial PRIMARY KEY, v numeric NOT NULL CONSTRAINT c CHECK (v > 0 AND v < 5))",
     "ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CHECK (v > -10 AND v < 5)", "public.t",
     "a number smaller than before in v"},
    {"postgres",
     "CREATE TABLE t (id serial PRIMARY KEY, v text NOT NULL CONSTRAINT c CHECK (char_length(v) <= 4))",
     "ALTER TABLE t DROP CONSTRAINT c; ALTER TABLE t ADD CHECK (char_length(v) <= 6)", "public.t",
     "a text longer than before in v"},
    {"postgres",
     "CREATE DOMAIN d AS text CONSTRAINT c CHECK (VALUE IN ('a', 'b'));"
     "CREATE TABLE t (id serial PRIMARY KEY, v d NOT NULL)",
     "ALTER DOMAIN d DROP CONSTRAINT c; ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE IN ('a', 'b', 'z'))",
     "public.t", "a value that was not allowed before in v"},
    {"sqlite", "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL CHECK (v IN ('a', 'b')))",
     "DROP TABLE t; CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL CHECK (v IN ('a', 'b', 'c')))",
     "t", "a value that was not allowed before in v"},
    {"sqlite", "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL CHECK (length(v) >= 6))",
     "DROP TABLE t; CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL CHECK (length(v) >= 2))", "t",
     "a text shorter than before in v"},
    {"sqlite", "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL)",
     "DROP TABLE t; CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)", "t", "NULL in v"},
};

/* What is new comes in the first row, so that no row too few could leave it out. */
static gboolean has_note(const MigharSeeding *seeding, const char *table, const char *note)
{
  for (guint i = 0; i < seeding->written->len; i++) {
    const MigharSeeded *seeded = g_ptr_array_index(seeding->written, i);
    const char *first = g_str_equal(seeded->table, table) ? g_ptr_array_index(seeded->values, 0) : NULL;
    if (first != NULL && strstr(first, note) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void check_case(Fixture *fixture, guint i)
{
  run_sql(fixture, cases[i].before);
  g_autoptr(MigharSeeding) filled = fill(fixture);
  assert_int_equal(count_rows(fixture, cases[i].table), 5);
  assert_int_equal(filled->unfilled->len, 0);
  g_autoptr(MigharSnapshot) before = mighar_snapshot_ref(fixture->schema);
  run_sql(fixture, cases[i].change);
  read_schema(fixture);
  g_autoptr(MigharSeeding) refilled G_GNUC_UNUSED = seed_with(fixture, MIGHAR_SEED_FILL, NULL, NULL, 1);
  g_autoptr(MigharSeeding) late = seed_with(fixture, MIGHAR_SEED_LATE, before, NULL, 1);
  if (!has_note(late, cases[i].table, cases[i].note))
    fail_msg("case %u: no row with %s", i, cases[i].note);
  assert_int_equal(count_rows(fixture, cases[i].table), 10);
}

static void test_late(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Fixture fixture;
    if (!fixture_open(&fixture, cases[i].engine))
      skip();
    check_case(&fixture, i);
    fixture_close(&fixture);
  }
}

/* Only what is named, and what it refers to where that is empty. */
static void test_named(void **state G_GNUC_UNUSED)
{
  Fixture fixture;
  fixture_open(&fixture, "sqlite");
  run_sql(&fixture,
          "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a INTEGER NOT NULL REFERENCES a (id));"
          "CREATE TABLE c (id INTEGER PRIMARY KEY)");
  read_schema(&fixture);
  g_autoptr(GHashTable) named = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_add(named, "b");
  g_autoptr(MigharSeeding) seeding G_GNUC_UNUSED = seed_with(&fixture, MIGHAR_SEED_FILL, NULL, named, 1);
  assert_int_equal(count_rows(&fixture, "a"), 5);
  assert_int_equal(count_rows(&fixture, "b"), 5);
  assert_int_equal(count_rows(&fixture, "c"), 0);
  g_autoptr(MigharSeeding) again = seed_with(&fixture, MIGHAR_SEED_FILL, NULL, named, 1);
  assert_int_equal(again->written->len, 0);
  assert_int_equal(again->unfilled->len, 0);
  fixture_close(&fixture);
}

/* Many rows come a part at a time, and none is like another where that is asked for. */
static void test_many(void **state G_GNUC_UNUSED)
{
  static const char *const engines[] = {"postgres", "sqlite"};
  static const char *const tables[] = {"public.t", "t"};
  for (guint i = 0; i < G_N_ELEMENTS(engines); i++) {
    Fixture fixture;
    g_autoptr(GError) error = NULL;
    MigharSeedOptions options = {.seed = 1, .rows = 12345};
    if (!fixture_open(&fixture, engines[i]))
      skip();
    run_sql(&fixture, "CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(30) NOT NULL UNIQUE, n INTEGER)");
    read_schema(&fixture);
    g_autoptr(MigharSeeding) seeding =
        mighar_seed(fixture.database, fixture.schema, MIGHAR_SEED_FILL, NULL, NULL, &options, &error);
    check_error(error);
    assert_int_equal(count_rows(&fixture, tables[i]), 12345);
    assert_int_equal(seeding->unfilled->len, 0);
    fixture_close(&fixture);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_late), cmocka_unit_test(test_named),
                                     cmocka_unit_test(test_many)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
