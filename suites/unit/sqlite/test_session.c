/* What one leg does to its session does not reach the next one. */
#include "fixture.h"

#include "database.h"

#include <glib/gstdio.h>

static sqlite3 *connection_of(MigharDatabase *database)
{
  return ((SqliteDatabase *)database)->connection;
}

/* All rows of the answer as one text; or what SQLite says instead. */
static char *ask(sqlite3 *connection, const char *sql)
{
  GString *answer = g_string_new(NULL);
  g_autoptr(sqlite3_stmt) statement = NULL;
  int code = sqlite3_prepare_v2(connection, sql, -1, &statement, NULL);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(statement);
    for (int i = 0; code == SQLITE_ROW && i < sqlite3_column_count(statement); i++)
      g_string_append_printf(answer, "%s%s", answer->len > 0 ? " " : "", sqlite3_column_text(statement, i));
  }
  if (code != SQLITE_DONE)
    g_string_append_printf(answer, "%s", sqlite3_errmsg(connection));
  return g_string_free(answer, FALSE);
}

typedef struct {
  const char *leg;
  const char *question;
  const char *answer; /* of a new connection; NULL: whatever that one answers */
} Leak;

static const Leak leaks[] = {
    {"create temp table t(a)", "select count(*) from temp.sqlite_schema", "0"},
    {"create temp table k(b)", "select a from k", "1 2"},
    {"create table temp.t(a)", "select * from t", "no such table: t"},
    {"create temp view t as select 1", "select * from t", "no such table: t"},
    {"create temp trigger t insert on k begin delete from k; end", "select count(*) from temp.sqlite_schema",
     "0"},
    {"create temp table t as select 1", "select * from t", "no such table: t"},
    {"create virtual table temp.t using fts5(a)", "select * from t", "no such table: t"},
    {"attach ':memory:' as other", "select count(*) from pragma_database_list", "1"},
    {"attach 'other.db' as other; create table other.t(a)", "select * from t", "no such table: t"},
    {"pragma foreign_keys = off", "pragma foreign_keys", "1"},
    {"pragma main.foreign_keys(0)", "pragma foreign_keys", "1"},
    {"PRAGMA \"Foreign_Keys\" = 'no'", "pragma foreign_keys", "1"},
    {"explain pragma foreign_keys = off", "pragma foreign_keys", "1"},
    {"pragma defer_foreign_keys = on", "pragma defer_foreign_keys", "0"},
    {"pragma recursive_triggers = on", "pragma recursive_triggers", "0"},
    {"pragma ignore_check_constraints = on", "pragma ignore_check_constraints", "0"},
    {"pragma legacy_alter_table = on", "pragma legacy_alter_table", "0"},
    {"pragma case_sensitive_like = on", "select 'a' like 'A'", "1"},
    {"pragma reverse_unordered_selects = on", "select a from k", "1 2"},
    {"pragma query_only = on", "update k set a = a returning a", "1 2"},
    {"pragma writable_schema = on", "pragma writable_schema", "0"},
    {"pragma max_page_count = 7", "pragma max_page_count", NULL}, /* another one from SQLite 3.45 on */
    {"pragma journal_mode = off", "pragma journal_mode", "delete"},
    {"pragma encoding = 'UTF-16le'", "pragma encoding", "UTF-8"},
    {"pragma cache_size = 17", "pragma cache_size", "-1000"},
    {"pragma temp_store = 2", "pragma temp_store", "0"},
    {"insert into k values (7)", "select last_insert_rowid()", "0"},
};

/* Where the leak is not seen before the reset, the case would prove nothing. */
static const char *const unseen[] = {"explain pragma foreign_keys = off", "pragma encoding = 'UTF-16le'",
                                     "pragma writable_schema = on", NULL};

static void check_leak(const Leak *leak)
{
  void *database;
  open_database(&database);
  run(database, "create table k(a); insert into k values (1), (2)");
  reset(database);
  g_autofree char *answer =
      leak->answer != NULL ? g_strdup(leak->answer) : ask(connection_of(database), leak->question);
  run(database, leak->leg);
  if (!g_strv_contains(unseen, leak->leg)) {
    g_autofree char *before = ask(connection_of(database), leak->question);
    if (g_str_equal(before, answer))
      fail_msg("%s does not change what %s answers", leak->leg, leak->question);
  }
  reset(database);
  g_autofree char *after = ask(connection_of(database), leak->question);
  if (!g_str_equal(after, answer))
    fail_msg("after %s and a reset, %s answers %s", leak->leg, leak->question, after);
  close_database(&database);
}

static void test_leaks(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(leaks); i++)
    check_leak(&leaks[i]);
}

/* A reset is free for a leg that did nothing to its session: the connection stays. */
static void test_same_connection(void **state)
{
  static const char *const legs[] = {
      "create table t(a integer primary key, b unique)",
      "alter table t rename to u; alter table u rename b to c; alter table u add d; alter table u drop d",
      "create index i on u(c); create view v as select 1; create trigger r insert on u begin select 1; end",
      "create virtual table f using fts5(a); insert into f values ('x')",
      "insert into u values (1, 2); update u set c = 3; delete from u; reindex; analyze",
      "pragma foreign_keys; pragma user_version = 3; pragma table_info(u); pragma foreign_key_check(u)",
      "pragma integrity_check(10); pragma optimize",
      "select * from pragma_table_info('u')",
      "drop table f; drop view v; drop table u",
  };
  sqlite3 *connection = connection_of(*state);
  for (guint i = 0; i < G_N_ELEMENTS(legs); i++) {
    run(*state, legs[i]);
    reset(*state);
    assert_ptr_equal(connection_of(*state), connection);
  }
  run(*state, "pragma foreign_keys = off");
  reset(*state);
  assert_ptr_not_equal(connection_of(*state), connection);
}

/* Everything that PRAGMAs tell about a connection, but for what they do instead and what depends on what was
 * asked before (the database "temp" is opened when it is first needed). */
static char *describe_session(sqlite3 *connection, char **pragmas)
{
  static const char *const left_out[] = {
      "database_list", "integrity_check", "quick_check",    "optimize",       "incremental_vacuum",
      "shrink_memory", "data_version",    "schema_version", "wal_checkpoint", NULL};
  GString *text = g_string_new(NULL);
  for (guint i = 0; pragmas[i] != NULL; i++) {
    if (g_strv_contains(left_out, pragmas[i]))
      continue;
    g_autofree char *sql = g_strdup_printf("pragma %s", pragmas[i]);
    g_autofree char *answer = ask(connection, sql);
    g_string_append_printf(text, "%s: %s\n", pragmas[i], answer);
  }
  return g_string_free(text, FALSE);
}

static void assert_same_session(const char *fresh, const char *after, const char *leg)
{
  g_auto(GStrv) expected = g_strsplit(fresh, "\n", -1);
  g_auto(GStrv) found = g_strsplit(after, "\n", -1);
  assert_int_equal(g_strv_length(expected), g_strv_length(found));
  for (guint i = 0; expected[i] != NULL; i++)
    if (!g_str_equal(expected[i], found[i]))
      fail_msg("%s leaves\n%s\ninstead of\n%s", leg, found[i], expected[i]);
}

/* Whatever PRAGMA there is in this library, and whatever it is set to: afterwards the session is that of a
 * new connection. */
static void test_every_pragma(void **state)
{
  static const char *const lasting[] = {"application_id", "default_cache_size", "user_version", NULL};
  static const char *const values[] = {"0", "1", "2", "-7", "'on'", "'off'", "'x'"};
  g_autofree char *list = ask(connection_of(*state), "select name from pragma_pragma_list order by name");
  g_auto(GStrv) pragmas = g_strsplit(list, " ", -1);
  assert_true(g_strv_length(pragmas) > 50);
  run(*state, "pragma foreign_keys = on");
  reset(*state); // a connection that has not been asked for the list
  g_autofree char *fresh = describe_session(connection_of(*state), pragmas);
  for (guint i = 0; pragmas[i] != NULL; i++) {
    if (g_strv_contains(lasting, pragmas[i]))
      continue;
    for (guint j = 0; j < G_N_ELEMENTS(values); j++) {
      g_autofree char *sql = g_strdup_printf("pragma %s = %s", pragmas[i], values[j]);
      g_auto(MigharOutcome) outcome = {0};
      execute(*state, sql, FALSE, &outcome);
      reset(*state);
      g_autofree char *after = describe_session(connection_of(*state), pragmas);
      assert_same_session(fresh, after, sql);
    }
  }
}

/* What lasts in the database lasts through a change of the connection. */
static void test_kept_by_reset(void **state)
{
  run(*state, "pragma page_size = 8192; pragma auto_vacuum = full; pragma encoding = 'UTF-16be';"
              "create table t(a integer primary key, b); insert into t(a, b) values (7, 'ä');"
              "pragma user_version = 3; pragma application_id = 4; create temp table x(y)");
  sqlite3 *connection = connection_of(*state);
  reset(*state);
  assert_ptr_not_equal(connection_of(*state), connection);
  static const char *const questions[][2] = {
      {"pragma page_size", "8192"}, {"pragma auto_vacuum", "1"},    {"pragma encoding", "UTF-16be"},
      {"pragma user_version", "3"}, {"pragma application_id", "4"}, {"select a, b from t", "7 ä"},
      {"pragma foreign_keys", "1"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(questions); i++) {
    g_autofree char *answer = ask(connection_of(*state), questions[i][0]);
    assert_string_equal(answer, questions[i][1]);
  }
}

/* Limits of the process are mighar's own. */
static void test_process(void **state)
{
  gint64 soft = sqlite3_soft_heap_limit64(-1), hard = sqlite3_hard_heap_limit64(-1);
  run(*state,
      "pragma hard_heap_limit = 100000; pragma soft_heap_limit = 1000; pragma temp_store_directory = '/tmp'");
  assert_true(sqlite3_soft_heap_limit64(-1) == soft);
  assert_true(sqlite3_hard_heap_limit64(-1) == hard);
  assert_null(sqlite3_temp_directory);
}

/* Nothing is written to a file that has a name. */
static void test_no_files(void **state)
{
  GError *error = NULL;
  g_autofree char *folder = g_dir_make_tmp("mighar_test_XXXXXX", &error);
  assert_null(error);
  g_autofree char *sql = g_strdup_printf(
      "attach '%s/a.db' as a; create table a.t(x); insert into a.t values (1);"
      "pragma a.journal_mode = delete; insert into a.t values (2); vacuum a; vacuum into '%s/b.db';"
      "attach 'file:%s/c.db?mode=rwc' as c; create table c.t(x)",
      folder, folder, folder);
  run(*state, sql);
  reset(*state);
  g_autoptr(GDir) files = g_dir_open(folder, 0, &error);
  assert_null(error);
  assert_null(g_dir_read_name(files));
  assert_int_equal(g_rmdir(folder), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_leaks),
      cmocka_unit_test_setup_teardown(test_same_connection, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_every_pragma, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_kept_by_reset, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_process, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_no_files, open_database, close_database),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
