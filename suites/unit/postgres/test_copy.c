/* A copy of a database is known as that was, and what happens to either afterwards is seen there and only
 * there.
 *
 * SUITES_STATEMENTS says how many statements are made by chance, SUITES_SEED which. */
#include "../number_from.h"
#include "random_ddl.h"
#include "watched.h"

static Watched watch_copy(Watched *source)
{
  GError *error = NULL;
  g_clear_pointer(&source->eyes, session_close); // a copy is made of a database without sessions
  MigharDatabase *copy = mighar_postgres_driver.copy(source->database, &error);
  if (copy == NULL)
    fail_msg("%s", error->message);
  source->eyes = open_eyes(source->database);
  return (Watched){.database = copy,
                   .eyes = open_eyes(copy),
                   .rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
}

static Watched begin(void **state G_GNUC_UNUSED)
{
  if (scratch_servers->len == 0)
    skip();
  Watched source = watch();
  apply(&source, "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE a (id serial PRIMARY KEY, m mood);"
                 "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a, t text); CREATE INDEX i ON b (t);"
                 "CREATE VIEW v AS SELECT a.id, b.t FROM a JOIN b ON b.a = a.id");
  return source;
}

static void reads_nothing_as_a_whole(void **state)
{
  Watched source = begin(state);
  compare(&source, "the beginning");
  Watched copy = watch_copy(&source);
  compare(&copy, "a copy");
  assert_int_equal(count_whole(&copy), 0);
  unwatch(&copy);
  unwatch(&source);
}

/* What happened to it since it was looked at last is looked at before. */
static void knows_what_was_not_looked_at(void **state)
{
  Watched source = begin(state);
  compare(&source, "the beginning");
  apply(&source, "ALTER TABLE b ADD COLUMN late int; DROP VIEW v; COMMENT ON TABLE a IS 'first'");
  Watched copy = watch_copy(&source);
  compare(&copy, "a copy");
  assert_int_equal(count_whole(&copy), 0);
  unwatch(&copy);
  unwatch(&source);
}

/* What its source was told may commit without waiting for the log. */
static void knows_what_may_be_late(void **state)
{
  Watched source = begin(state);
  apply(&source, "CREATE FUNCTION make() RETURNS void LANGUAGE plpgsql AS $$ BEGIN "
                 "PERFORM set_config('synchronous_commit', 'off', false); CREATE TABLE made (); END $$");
  compare(&source, "a function");
  Watched copy = watch_copy(&source);
  compare(&copy, "a copy");
  for (guint i = 0; i < 20; i++) {
    apply(&copy, "SELECT make()");
    compare(&copy, "a table that is made");
    apply(&copy, "DROP TABLE made");
    compare(&copy, "it is dropped");
  }
  unwatch(&copy);
  unwatch(&source);
}

static void parts_from_its_source(void **state)
{
  static const char *const ways[] = {"ALTER TABLE a RENAME TO z",
                                     "DROP INDEX i",
                                     "ALTER TYPE mood ADD VALUE 'fine'",
                                     "CREATE TABLE c (id int)",
                                     "INSERT INTO b VALUES (1, NULL, 'one')",
                                     "DROP TABLE b CASCADE"};
  static const char *const other_ways[] = {"CREATE TABLE z (id int)", "ALTER TABLE a DROP COLUMN m",
                                           "ALTER TABLE b ALTER t TYPE varchar(9)", "TRUNCATE a CASCADE"};
  Watched source = begin(state);
  compare(&source, "the beginning");
  apply(&source, "DROP VIEW v");
  Watched copy = watch_copy(&source);
  compare_rows(&copy, "a copy");
  apply_each(&source, ways, G_N_ELEMENTS(ways));
  apply_each(&copy, other_ways, G_N_ELEMENTS(other_ways));
  compare(&source, "what happened to its copy");
  compare_rows(&copy, "what happened to it");
  assert_int_equal(count_whole(&copy), 0);
  unwatch(&copy);
  unwatch(&source);
}

/* What is said of a database, and not in it, goes over to a copy by statements of its own. */
static void has_the_settings_of_its_source(void **state)
{
  Watched source = begin(state);
  g_autofree char *sql = g_strdup_printf("ALTER DATABASE %s SET work_mem = '7MB'", source.database->name);
  apply(&source, sql);
  Watched copy = watch_copy(&source);
  compare(&copy, "a copy with settings");
  unwatch(&copy);
  unwatch(&source);
}

/* How many statements there are between two copies. */
#define COPY_INTERVAL 10

static void goes_on_by_chance(void **state G_GNUC_UNUSED)
{
  if (scratch_servers->len == 0)
    skip();
  guint n = number_from("SUITES_STATEMENTS", 100), known = 0;
  Watched watched = watch();
  RandomDdl ddl = random_ddl_new(number_from("SUITES_SEED", 1));
  for (guint i = 0; i < n; i++) {
    g_autofree char *sql = random_ddl_next(&ddl);
    g_auto(MigharOutcome) outcome = {0};
    reset(watched.database);
    execute(watched.database, sql, g_rand_int_range(ddl.rand, 0, 4) > 0, &outcome);
    if (i % COPY_INTERVAL != 0) {
      compare(&watched, sql);
      continue;
    }
    Watched copy = watch_copy(&watched);
    unwatch(&watched);
    watched = copy;
    compare(&watched, sql);
    known += count_whole(&watched) == 0;
  }
  print_message("%u of %u copies were known\n", known, n / COPY_INTERVAL);
  assert_true(known > n / COPY_INTERVAL / 2);
  random_ddl_clear(&ddl);
  unwatch(&watched);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_nothing_as_a_whole),       cmocka_unit_test(knows_what_was_not_looked_at),
      cmocka_unit_test(knows_what_may_be_late),         cmocka_unit_test(parts_from_its_source),
      cmocka_unit_test(has_the_settings_of_its_source), cmocka_unit_test(goes_on_by_chance),
  };
  return cmocka_run_group_tests_name("copies of databases", tests, start_server, stop_server);
}
