/* A snapshot that follows what has changed is the one that is read anew, and tables whose rows have changed
 * are named. MIGHAR_RANDOM_SCRIPTS says how many scripts made by chance are run, MIGHAR_RANDOM_SEED where
 * they begin. */
#include "../number_from.h"
#include "database.h"
#include "fixture.h"
#include "random_changes.h"

static MigharSnapshot *take(MigharDatabase *database, MigharReading reading)
{
  GError *error = NULL;
  MigharSnapshot *taken = mighar_sqlite_driver.snapshot(database, reading, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  return taken;
}

static void assert_follows(MigharDatabase *database, const char *after)
{
  g_autoptr(MigharSnapshot) followed = take(database, MIGHAR_READ_CHANGES);
  g_autoptr(MigharSnapshot) anew = take(database, MIGHAR_READ_ANEW);
  g_autofree char *found = snapshot_to_text(followed), *expected = snapshot_to_text(anew);
  if (strcmp(found, expected) != 0)
    fail_msg("after:\n%s\nfollowed:\n%s\nanew:\n%s", after, found, expected);
  for (guint i = 0; i < anew->objects->len; i++) {
    const MigharObject *a = g_ptr_array_index(followed->objects, i), *b = g_ptr_array_index(anew->objects, i);
    assert_int_equal(g_strcmp0(a->identity, b->identity), 0);
  }
}

static void nothing_new_is_the_same_snapshot(void **state)
{
  run(*state, "CREATE TABLE a (id INTEGER PRIMARY KEY); INSERT INTO a VALUES (1)");
  g_autoptr(MigharSnapshot) first = take(*state, MIGHAR_READ_CHANGES);
  run(*state, "INSERT INTO a VALUES (2)");
  reset(*state);
  g_autoptr(MigharSnapshot) second = take(*state, MIGHAR_READ_CHANGES);
  assert_ptr_equal(first, second);
  run(*state, "CREATE TABLE b (id INTEGER PRIMARY KEY)");
  run(*state, "DROP TABLE b");
  g_autoptr(MigharSnapshot) third = take(*state, MIGHAR_READ_CHANGES);
  assert_ptr_equal(first, third);
}

static void what_has_not_changed_is_shared(void **state)
{
  run(*state, "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY)");
  g_autoptr(MigharSnapshot) first = take(*state, MIGHAR_READ_CHANGES);
  run(*state, "ALTER TABLE b ADD COLUMN c TEXT");
  g_autoptr(MigharSnapshot) second = take(*state, MIGHAR_READ_CHANGES);
  assert_ptr_equal(mighar_snapshot_find(first, "column", "a.id"),
                   mighar_snapshot_find(second, "column", "a.id"));
  assert_ptr_equal(mighar_snapshot_find(first, "column", "b.id"),
                   mighar_snapshot_find(second, "column", "b.id"));
  assert_non_null(mighar_snapshot_find(second, "column", "b.c"));
}

/* Each of these leaves SQLite's version of the schema as it was, or makes it one that has been there. */
static void changes_without_a_version_are_seen(void **state)
{
  static const char *const scripts[] = {
      "CREATE TABLE a (id INTEGER PRIMARY KEY, b INT DEFAULT 1)",
      "PRAGMA user_version = 7",
      "PRAGMA application_id = 7",
      "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '1', '2')",
      "CREATE TABLE c (id INTEGER PRIMARY KEY); PRAGMA schema_version = 1",
      "CREATE TABLE d (id INTEGER PRIMARY KEY); PRAGMA schema_version = 1",
  };
  g_autoptr(MigharSnapshot) before = take(*state, MIGHAR_READ_CHANGES);
  for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
    run(*state, scripts[i]);
    g_autoptr(MigharSnapshot) after = take(*state, MIGHAR_READ_CHANGES);
    assert_false(mighar_snapshot_equal(before, after));
    assert_follows(*state, scripts[i]);
    mighar_snapshot_unref(before);
    before = g_steal_pointer(&after);
    if (i % 2 == 0)
      reset(*state);
  }
}

/* Names elsewhere decide how an object is spelled. */
static void what_depends_on_names_follows_them(void **state)
{
  static const char *const scripts[] = {
      "CREATE TABLE a (id INTEGER PRIMARY KEY, p INT REFERENCES parent (KEY))",
      "CREATE VIEW v AS SELECT total, id FROM a JOIN later",
      "CREATE TABLE Parent (Key INTEGER PRIMARY KEY)",
      "CREATE TABLE Later (Total INT)",
      "ALTER TABLE Parent RENAME COLUMN Key TO kEY",
      "DROP VIEW v",
      "DROP TABLE Later",
      "CREATE INDEX i ON A (P)",
      "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT TOTAL, KEY FROM PARENT, a; END",
      "ALTER TABLE a RENAME COLUMN p TO P",
      "ALTER TABLE Parent RENAME TO PARENT",
      "DROP TABLE PARENT",
  };
  for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
    g_auto(MigharOutcome) outcome = {0};
    execute(*state, scripts[i], TRUE, &outcome);
    assert_follows(*state, scripts[i]);
  }
}

/* Name of a table -> text of all of its rows. */
static GHashTable *read_rows(MigharDatabase *database)
{
  sqlite3 *connection = ((SqliteDatabase *)database)->connection;
  GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(MigharSnapshot) anew = take(database, MIGHAR_READ_ANEW);
  for (guint i = 0; i < anew->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(anew->objects, i);
    g_autofree char *sql = g_strdup_printf("SELECT * FROM main.%s ORDER BY 1, 2", object->name);
    g_autoptr(sqlite3_stmt) statement = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    if (!g_str_equal(object->kind, "table"))
      continue;
    if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) != SQLITE_OK) {
      g_clear_pointer(&statement, sqlite3_finalize);
      g_autofree char *shorter = g_strdup_printf("SELECT * FROM main.%s ORDER BY 1", object->name);
      sqlite3_prepare_v2(connection, shorter, -1, &statement, NULL);
    }
    while (statement != NULL && sqlite3_step(statement) == SQLITE_ROW)
      for (int c = 0; c < sqlite3_column_count(statement); c++)
        g_string_append_printf(text, "%s|", (const char *)sqlite3_column_text(statement, c));
    g_hash_table_insert(rows, g_strdup(object->name), g_string_free(g_steal_pointer(&text), FALSE));
  }
  return rows;
}

static void assert_named(MigharDatabase *database, GHashTable *before, GHashTable *after, const char *script)
{
  GError *error = NULL;
  g_auto(MigharTouched) touched = {0};
  assert_true(mighar_sqlite_driver.touched(database, &touched, &error));
  if (touched.all)
    return;
  GHashTableIter iterator;
  gpointer name, rows;
  g_hash_table_iter_init(&iterator, after);
  while (g_hash_table_iter_next(&iterator, &name, &rows))
    if (g_strcmp0(g_hash_table_lookup(before, name), rows) != 0 &&
        !g_hash_table_contains(touched.tables, name))
      fail_msg("%s is not named as touched after:\n%s", (char *)name, script);
}

/* A script that writes to the schema by hand can leave one that SQLite does not read any more. */
static gboolean is_readable(MigharDatabase *database)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharSnapshot) taken = mighar_sqlite_driver.snapshot(database, MIGHAR_READ_ANEW, &error);
  return taken != NULL;
}

/* Sooner or later a database is full of what does not fit together. */
static void begin_another(void **state, GHashTable **rows)
{
  close_database(state);
  open_database(state);
  run(*state, "CREATE TABLE t1 (id INTEGER PRIMARY KEY, a INT, x INT REFERENCES t2 ON DELETE CASCADE);"
              "CREATE TABLE t2 (id INTEGER PRIMARY KEY, A INT, b TEXT, \"b c\" INT);"
              "CREATE TABLE Users (id INTEGER PRIMARY KEY, x INT, a INT REFERENCES T1 (ID));"
              "INSERT INTO t2 (id) VALUES (1), (2), (3); INSERT INTO t1 VALUES (1, 1, 1), (2, 2, 2)");
  g_hash_table_unref(*rows);
  g_auto(MigharTouched) made = {0};
  assert_true(mighar_sqlite_driver.touched(*state, &made, NULL));
  *rows = read_rows(*state);
}

/* Whatever became of the script; and both in the session that it leaves and in the next one. */
static void try_script(MigharDatabase *database, GRand *random, GHashTable **rows, guint *completed)
{
  g_autofree char *script = make_changes(random);
  g_auto(MigharOutcome) outcome = {0};
  execute(database, script, g_rand_boolean(random), &outcome);
  *completed += outcome.completed;
  if (g_rand_boolean(random) && is_readable(database))
    assert_follows(database, script);
  if (g_rand_boolean(random))
    reset(database);
  if (!is_readable(database))
    return;
  assert_follows(database, script);
  GHashTable *after = read_rows(database);
  assert_named(database, *rows, after, script);
  g_hash_table_unref(*rows);
  *rows = after;
}

static void scripts_made_by_chance(void **state)
{
  guint scripts = number_from("MIGHAR_RANDOM_SCRIPTS", 600), seed = number_from("MIGHAR_RANDOM_SEED", 1);
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  guint completed = 0;
  GHashTable *rows = read_rows(*state);
  begin_another(state, &rows);
  for (guint i = 0; i < scripts; i++) {
    try_script(*state, random, &rows, &completed);
    if (i % 20 == 19 || !is_readable(*state))
      begin_another(state, &rows);
  }
  g_hash_table_unref(rows);
  print_message("%u statements ran\n", completed);
  assert_true(completed > scripts / 4);
}

static void assert_touched(MigharDatabase *database, const char *script, const char *names)
{
  GError *error = NULL;
  g_auto(MigharTouched) touched = {0};
  if (*script != '\0')
    run(database, script);
  assert_true(mighar_sqlite_driver.touched(database, &touched, &error));
  if (names == NULL) {
    assert_true(touched.all);
    assert_null(touched.tables);
    return;
  }
  assert_false(touched.all);
  g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(touched.tables), (GCompareFunc)strcmp);
  g_autoptr(GString) found = g_string_new(NULL);
  for (GList *key = keys; key != NULL; key = key->next)
    g_string_append_printf(found, "%s%s", found->len > 0 ? " " : "", (char *)key->data);
  assert_string_equal(found->str, names);
}

static void names_what_is_written(void **state)
{
  assert_touched(*state, "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE \"a b\" (id INT)",
                 "\"a b\" p");
  assert_touched(*state, "", "");
  assert_touched(*state, "SELECT * FROM p; PRAGMA user_version = 3", "");
  assert_touched(*state, "CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE)", "c");
  assert_touched(*state, "INSERT INTO P VALUES (1), (2)", "p");
  assert_touched(*state, "INSERT INTO c VALUES (1, 1)", "c");
  assert_touched(*state, "DELETE FROM p", "c p");
  assert_touched(*state, "CREATE TRIGGER t AFTER INSERT ON p BEGIN INSERT INTO \"a b\" VALUES (1); END", "");
  assert_touched(*state, "INSERT INTO p VALUES (3)", "\"a b\" p");
  assert_touched(*state, "ALTER TABLE \"a b\" ADD COLUMN x INT DEFAULT 4", "\"a b\"");
  assert_touched(*state, "DROP TRIGGER t; ALTER TABLE \"a b\" RENAME TO d", "d");
  assert_touched(*state, "CREATE TEMP TABLE e (a); INSERT INTO e VALUES (1)", "");
  assert_touched(*state, "DROP TABLE d", "d");
}

static void a_reset_forgets_no_writing(void **state)
{
  run(*state, "CREATE TABLE a (id INTEGER PRIMARY KEY)");
  assert_touched(*state, "", "a");
  run(*state, "PRAGMA cache_size = 10; INSERT INTO a VALUES (1)");
  reset(*state);
  assert_touched(*state, "", "a");
  assert_touched(*state, "", "");
}

static void a_schema_edited_by_hand_leaves_nothing_known(void **state)
{
  run(*state, "CREATE TABLE a (id INTEGER PRIMARY KEY)");
  assert_touched(*state, "", "a");
  run(*state, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql");
  reset(*state);
  assert_touched(*state, "", NULL);
  assert_touched(*state, "", "");
}

static void a_copy_begins_anew(void **state)
{
  run(*state, "CREATE TABLE a (id INTEGER PRIMARY KEY); INSERT INTO a VALUES (1)");
  GError *error = NULL;
  MigharDatabase *copy = mighar_sqlite_driver.copy(*state, &error);
  assert_non_null(copy);
  assert_touched(copy, "", "");
  assert_follows(copy, "a copy");
  assert_touched(copy, "UPDATE a SET id = 2", "a");
  assert_touched(*state, "", "a");
  mighar_sqlite_driver.drop(copy);
}

static int count_down(void *left)
{
  return --*(int *)left < 0;
}

/* Fails after so many steps of SQLite's. Tells how many it has taken. */
static int read_interrupted(MigharDatabase *database, int steps)
{
  int left = steps;
  GError *error = NULL;
  sqlite3 *connection = ((SqliteDatabase *)database)->connection;
  sqlite3_progress_handler(connection, 1, count_down, &left);
  MigharSnapshot *snapshot = mighar_sqlite_driver.snapshot(database, MIGHAR_READ_CHANGES, &error);
  sqlite3_progress_handler(connection, 0, NULL, NULL);
  assert_int_equal(snapshot == NULL, left < 0);
  assert_int_equal(error != NULL, left < 0);
  g_clear_error(&error);
  mighar_snapshot_unref(snapshot);
  return steps - left;
}

/* More tables than the SQL is held of, all of which tell another name where the first has got one. */
static void make_dependents(MigharDatabase *database)
{
  run(database, "CREATE TABLE t (a INTEGER PRIMARY KEY)");
  for (guint i = 0; i < 60; i++) {
    g_autofree char *sql = g_strdup_printf(
        "CREATE TABLE t%u (a INTEGER REFERENCES t (a), b TEXT); CREATE INDEX i%u ON t%u (b)", i, i, i);
    run(database, sql);
  }
}

static void a_reading_that_fails_is_made_up_for(void **state)
{
  make_dependents(*state);
  int steps = 0, taken = 1;
  while (taken > steps) {
    steps += 1 + steps / 8;
    run(*state, "ALTER TABLE t RENAME TO u");
    assert_follows(*state, "a rename");
    run(*state, "ALTER TABLE u RENAME TO T; CREATE TABLE u (c INTEGER); DROP TABLE t7");
    taken = read_interrupted(*state, steps);
    assert_follows(*state, "a reading that failed");
    run(*state, "DROP TABLE u; CREATE TABLE t7 (d TEXT)");
  }
  assert_in_range(steps, 500, 100000);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_database, close_database)

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(nothing_new_is_the_same_snapshot),
      TEST(what_has_not_changed_is_shared),
      TEST(changes_without_a_version_are_seen),
      TEST(what_depends_on_names_follows_them),
      TEST(names_what_is_written),
      TEST(a_reset_forgets_no_writing),
      TEST(a_schema_edited_by_hand_leaves_nothing_known),
      TEST(a_copy_begins_anew),
      TEST(a_reading_that_fails_is_made_up_for),
      TEST(scripts_made_by_chance),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
