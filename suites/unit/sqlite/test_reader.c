/* The reader of CREATE TABLE against SQLite's own: tables made by chance, in all ways of writing them, are
 * read, written anew from what the snapshot says, and both have to be the same for the PRAGMAs that describe
 * a table. */
#include "fixture.h"

#include "database.h"
#include "random_ddl.h"
#include "rewrite.h"

enum { TABLES = 1000 };

static void append_rows(GString *text, sqlite3 *connection, const char *sql)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(connection));
  while (sqlite3_step(statement) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count(statement); i++)
      g_string_append_printf(text, "%s%c", sqlite3_column_text(statement, i),
                             i + 1 < sqlite3_column_count(statement) ? '|' : '\n');
}

/* The declared type, without what SQLite keeps of how it is written. */
static char *plain_type(const char *type)
{
  g_autofree char *upper = g_ascii_strup(type != NULL ? type : "", -1);
  return mighar_sql_normalise(MIGHAR_DIALECT_SQLITE, upper, strlen(upper));
}

/* What only the C interface tells: the collation, and AUTOINCREMENT. */
static void append_column_facts(GString *text, sqlite3 *connection, const char *column)
{
  const char *type, *collation;
  int not_null, in_key, autoincrement;
  assert_int_equal(sqlite3_table_column_metadata(connection, "main", "t", column, &type, &collation,
                                                 &not_null, &in_key, &autoincrement),
                   SQLITE_OK);
  g_autofree char *plain = plain_type(type);
  g_autofree char *upper = g_ascii_strup(collation, -1);
  g_string_append_printf(text, "%s: %s, %s, %d %d %d\n", column, plain, upper, not_null, in_key,
                         autoincrement);
}

/* A default as a value; a name, which is a text there and nowhere else, is taken as it is. */
static void append_default(GString *text, sqlite3 *connection, const char *expression)
{
  g_autofree char *sql = g_strdup_printf("SELECT quote(%s)", expression);
  g_autoptr(sqlite3_stmt) statement = NULL;
  if (g_ascii_strcasecmp(expression, "current_timestamp") == 0)
    g_string_append(text, "now\n");
  else if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) == SQLITE_OK)
    append_rows(text, connection, sql);
  else
    g_string_append_printf(text, "'%s'\n", expression);
}

static void append_columns(GString *text, sqlite3 *connection)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  sqlite3_prepare_v2(connection, "PRAGMA main.table_xinfo(t)", -1, &statement, NULL);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    const char *value = (const char *)sqlite3_column_text(statement, 4);
    append_column_facts(text, connection, (const char *)sqlite3_column_text(statement, 1));
    g_string_append_printf(text, "key %d, hidden %d, default ", sqlite3_column_int(statement, 5),
                           sqlite3_column_int(statement, 6));
    append_default(text, connection, value != NULL ? value : "NULL");
  }
}

/* All that SQLite says about the table t and its indexes; but of constraints for which one index does, the
 * first one says which of the columns descend in it. */
static char *describe(sqlite3 *connection)
{
  GString *text = g_string_new(NULL);
  append_columns(text, connection);
  append_rows(text, connection, "SELECT ncol, wr, strict FROM pragma_table_list('t') WHERE schema = 'main'");
  append_rows(
      text, connection,
      "SELECT l.\"unique\", l.origin, l.partial, (SELECT group_concat(x.cid || ' ' || upper(x.coll) || ' ' ||"
      " iif(l.origin = 'c' AND x.key, x.desc, '') || ' ' || x.key, ', ') FROM"
      " (SELECT * FROM pragma_index_xinfo(l.name) ORDER BY seqno) x) AS parts"
      " FROM pragma_index_list('t') l ORDER BY 1, 2, 3, 4");
  append_rows(text, connection,
              "SELECT lower(\"table\"), \"from\", \"to\", on_update, on_delete, match, seq"
              " FROM pragma_foreign_key_list('t') ORDER BY 1, 2, 3, 4, 5, 6, 7");
  return g_string_free(text, FALSE);
}

static sqlite3 *connection_of(MigharDatabase *database)
{
  return ((SqliteDatabase *)database)->connection;
}

/* How many objects of the snapshot have one of these properties. */
static guint count_properties(const MigharSnapshot *snapshot, const char *const *properties)
{
  guint n = 0;
  for (guint i = 0; i < snapshot->objects->len; i++)
    for (guint j = 0; properties[j] != NULL; j++)
      n += mighar_object_get(g_ptr_array_index(snapshot->objects, i), properties[j]) != NULL;
  return n;
}

/* What no PRAGMA tells is counted while it is made. */
static void assert_count(const Maker *maker, const char *what, guint read, guint made)
{
  if (read == made)
    return;
  g_printerr("%u of %u %s are read in %s\n", read, made, what, maker->sql->str);
  fail();
}

static guint count_descending(const MigharSnapshot *snapshot)
{
  static const char *const keys[] = {"primary key", "unique"};
  guint n = 0;
  for (guint i = 0; i < snapshot->objects->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS(keys); j++) {
      const char *key = mighar_object_get(g_ptr_array_index(snapshot->objects, i), keys[j]);
      g_auto(GStrv) parts = g_strsplit(key != NULL ? key : "", " DESC", -1);
      n += MAX(g_strv_length(parts), 1) - 1;
    }
  return n;
}

static void assert_counts(const Maker *maker, const MigharSnapshot *snapshot)
{
  static const char *const checks[] = {"check", NULL};
  static const char *const conflicts[] = {"on conflict", "not null on conflict", NULL};
  assert_count(maker, "CHECK", count_properties(snapshot, checks), maker->checks);
  assert_count(maker, "ON CONFLICT", count_properties(snapshot, conflicts), maker->conflicts);
  assert_count(maker, "DESC", count_descending(snapshot), maker->descending);
}

static void assert_same(const char *made, const char *rewritten, const char *before, const char *after)
{
  if (g_str_equal(before, after))
    return;
  g_printerr("%s\nis\n%s\nbut\n%s\nis\n%s", made, before, rewritten, after);
  fail();
}

/* Runs it in the database; false when SQLite does not take it. */
static gboolean try(MigharDatabase *database, const char *sql)
{
  return sqlite3_exec(connection_of(database), sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void compare_with_rewritten(MigharDatabase *made, MigharDatabase *rewritten, const char *sql,
                                   const char *rewritten_sql)
{
  if (!try(rewritten, rewritten_sql)) {
    g_printerr("%s\nis rewritten to\n%s\n%s", sql, rewritten_sql, sqlite3_errmsg(connection_of(rewritten)));
    fail();
  }
  g_autofree char *before = describe(connection_of(made));
  g_autofree char *after = describe(connection_of(rewritten));
  assert_same(sql, rewritten_sql, before, after);
  g_autofree char *snapshot_before = snapshot_text(made);
  g_autofree char *snapshot_after = snapshot_text(rewritten);
  assert_same(sql, rewritten_sql, snapshot_before, snapshot_after);
}

static void check_index(MigharDatabase *made, MigharDatabase *rewritten, GRand *random)
{
  Maker maker = {.sql = g_string_new(NULL), .random = random, .columns = 1};
  make_index(&maker);
  if (try(made, maker.sql->str)) {
    g_autoptr(MigharSnapshot) taken = snapshot(made);
    g_autofree char *again = rewrite_index(taken);
    compare_with_rewritten(made, rewritten, maker.sql->str, again);
  }
  g_string_free(maker.sql, TRUE);
}

/* Returns whether SQLite took the table. */
static gboolean check_table(MigharDatabase *made, MigharDatabase *rewritten, GRand *random)
{
  Maker maker = {.sql = g_string_new(NULL), .random = random};
  make_table(&maker);
  gboolean taken = try(made, maker.sql->str);
  if (taken) {
    g_autoptr(MigharSnapshot) snapshot_made = snapshot(made);
    g_autofree char *again = rewrite_table(snapshot_made);
    assert_counts(&maker, snapshot_made);
    compare_with_rewritten(made, rewritten, maker.sql->str, again);
    check_index(made, rewritten, random);
  }
  try(made, "DROP TABLE t");
  try(rewritten, "DROP TABLE t");
  g_string_free(maker.sql, TRUE);
  return taken;
}

static void test_random_tables(void **state)
{
  void *rewritten;
  open_database(&rewritten);
  GRand *random = g_rand_new_with_seed(20);
  guint taken = 0;
  for (guint i = 0; i < TABLES; i++)
    taken += check_table(*state, rewritten, random);
  g_rand_free(random);
  close_database(&rewritten);
  print_message("%u of %u tables were taken\n", taken, TABLES);
  assert_true(taken > TABLES / 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_random_tables, open_database, close_database),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
