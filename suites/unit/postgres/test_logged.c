/* Rows of catalogs as the log has them are those that the server tells. */
#include "changes_private.h"
#include "random_ddl.h"
#include "watched.h"

/* The connection is used by several in turn, which have prepared the same statements. */
static Changes *look(Watched *watched, const Changes *before)
{
  GError *error = NULL;
  Changes *changes = changes_new(server_data_directory((PostgresServer *)scratch_server()), NULL);
  GHashTableIter names;
  gpointer name;
  if (before != NULL) {
    g_hash_table_iter_init(&names, before->prepared);
    while (g_hash_table_iter_next(&names, &name, NULL))
      g_hash_table_add(changes->prepared, name);
  }
  assert_true(changes_follow(changes, watched->eyes, &error));
  assert_true(changes->ready);
  changes_seen(changes);
  assert_true(session_command(watched->eyes, "SELECT", &error)); // libpq goes back from single rows to all
  return changes;
}

static gboolean is_same(const MirrorRow *a, const MirrorRow *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return memcmp(a->ids, b->ids, sizeof a->ids) == 0 &&
         memcmp(a->classes, b->classes, sizeof a->classes) == 0 && a->part == b->part &&
         a->shape == b->shape && a->letter == b->letter && a->content == b->content;
}

static void compare_mirrors(Mirror *followed, Mirror *told, const char *catalog, const char *after)
{
  enum { BLOCKS = 64, ROWS = 300 };
  for (guint block = 0; block < BLOCKS; block++)
    for (guint16 row = 1; row <= ROWS; row++) {
      const MirrorRow *a = mirror_get(followed, block, row);
      const MirrorRow copy = a != NULL ? *a : (MirrorRow){.present = FALSE};
      if (!is_same(a != NULL ? &copy : NULL, mirror_get(told, block, row)))
        fail_msg("(%u,%u) of %s is another row after: %s", block, row, catalog, after);
    }
}

static void compare_all(Watched *watched, const Changes *followed, const char *after)
{
  Changes *anew = look(watched, followed);
  GHashTableIter catalogs;
  gpointer file, value;
  g_hash_table_iter_init(&catalogs, followed->catalogs);
  while (g_hash_table_iter_next(&catalogs, &file, &value)) {
    const Catalog *catalog = value, *same = g_hash_table_lookup(anew->catalogs, file);
    if (catalog->how != NULL)
      compare_mirrors(catalog->mirror, same->mirror, catalog->how->catalog, after);
  }
  changes_free(anew);
}

/* Whether some row of the catalog had to be asked for. */
static gboolean was_asked(const Changes *changes, const char *name)
{
  GHashTableIter catalogs;
  gpointer value;
  g_hash_table_iter_init(&catalogs, changes->catalogs);
  while (g_hash_table_iter_next(&catalogs, NULL, &value)) {
    const Catalog *catalog = value;
    if (catalog->how != NULL && g_str_equal(catalog->how->catalog, name))
      return catalog->asked;
  }
  fail_msg("%s is not followed", name);
  return FALSE;
}

/* How often all was looked at anew: nothing can be said of what was followed then. */
static guint begun;

static void follow(Watched *watched, Changes *changes, const char *sql)
{
  GError *error = NULL;
  g_auto(MigharOutcome) outcome = {0};
  reset(watched->database);
  execute(watched->database, sql, FALSE, &outcome);
  assert_true(changes_follow(changes, watched->eyes, &error));
  assert_true(changes->ready);
  begun += changes_unknown(changes);
  changes_seen(changes);
  compare_all(watched, changes, sql);
}

static const char tables[] =
    "CREATE TABLE a (id serial PRIMARY KEY, \"B b\" text NOT NULL DEFAULT 'x', c varchar(7) COLLATE \"C\");"
    "CREATE TABLE b (id integer GENERATED ALWAYS AS IDENTITY, a_id integer REFERENCES a CHECK (a_id > 0));"
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
    "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION f();"
    "CREATE VIEW v AS SELECT * FROM a; CREATE INDEX ON a (c)";

/* But for the privileges of a column, which may be those of a member of an extension. */
static void test_what_is_made_need_not_be_asked_for(void **state G_GNUC_UNUSED)
{
  static const char *const known[] = {"pg_attrdef", "pg_attribute", "pg_constraint",
                                      "pg_depend",  "pg_sequence",  "pg_trigger"};
  if (scratch_servers->len == 0)
    skip();
  Watched watched = watch();
  Changes *changes = look(&watched, NULL);
  follow(&watched, changes, tables);
  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    if (was_asked(changes, known[i]))
      fail_msg("rows of %s were asked for", known[i]);
  follow(&watched, changes, "GRANT SELECT (id) ON a TO PUBLIC");
  assert_true(was_asked(changes, "pg_attribute"));
  assert_int_equal(begun, 0);
  changes_free(changes);
  unwatch(&watched);
}

/* Rows that are undone, or that a part of a transaction has made, are not what the log says at first. */
static void test_transactions(void **state G_GNUC_UNUSED)
{
  static const char *const statements[] = {
      "BEGIN; CREATE TABLE c (n serial); ROLLBACK",
      "BEGIN; CREATE TABLE c (n serial); SAVEPOINT s; CREATE TABLE d (n serial); ROLLBACK TO s;"
      "CREATE TABLE e (m integer CHECK (m > 0)); COMMIT",
      "DO $$ BEGIN BEGIN CREATE TABLE d (n serial); RAISE EXCEPTION 'x'; EXCEPTION WHEN others THEN"
      " CREATE TABLE d (m serial); END; END $$",
      "BEGIN; CREATE TABLE f (n serial); ALTER TABLE f DROP n; ALTER TABLE f ADD o integer DEFAULT 1; COMMIT",
      "BEGIN; CREATE TABLE g (n serial); DROP TABLE g; CREATE TABLE g (n serial); COMMIT",
      "GRANT SELECT (m) ON e TO PUBLIC",
      "ALTER TABLE e RENAME m TO n; ALTER TABLE e ALTER n SET NOT NULL",
      "ALTER TABLE f DROP o, ADD p integer DEFAULT 1; ALTER TABLE f ALTER p SET NOT NULL, ADD CHECK (p > 0)",
      "ALTER SEQUENCE c_n_seq OWNED BY NONE; ALTER TABLE e DISABLE TRIGGER ALL; ALTER TABLE c ADD UNIQUE (n)",
      "DROP TABLE c, d, e, f, g CASCADE",
  };
  if (scratch_servers->len == 0)
    skip();
  Watched watched = watch();
  Changes *changes = look(&watched, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(statements); i++)
    follow(&watched, changes, statements[i]);
  assert_int_equal(begun, 0);
  changes_free(changes);
  unwatch(&watched);
}

static void test_by_chance(void **state G_GNUC_UNUSED)
{
  enum { STATEMENTS = 150 };
  begun = 0;
  if (scratch_servers->len == 0)
    skip();
  Watched watched = watch();
  Changes *changes = look(&watched, NULL);
  RandomDdl ddl = random_ddl_new(7);
  for (guint i = 0; i < STATEMENTS; i++) {
    g_autofree char *sql = random_ddl_next(&ddl);
    follow(&watched, changes, sql);
  }
  assert_true(begun < STATEMENTS / 8);
  random_ddl_clear(&ddl);
  changes_free(changes);
  unwatch(&watched);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_what_is_made_need_not_be_asked_for),
      cmocka_unit_test(test_transactions),
      cmocka_unit_test(test_by_chance),
  };
  return cmocka_run_group_tests(tests, start_server, stop_server);
}
