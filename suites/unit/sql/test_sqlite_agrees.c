/* SQLite itself is asked where its statements end. */
#include <mighar/sql.h>

#include <sqlite3.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "words.h"

/* Each runs on an empty database without an error. */
static const char *const scripts[] = {
    "create table a (b); insert into a values (1);; ; select * from a",
    "\xef\xbb\xbf"
    "create table a (b); \xef\xbb\xbf select 1;",
    "create table a (b) -- ; x\n; /* ; */ select 1 /* ; ' */; -- the end ;",
    "select 1 /* never closed; select 2",
    "select 1; /**/ /*/ ; */ /***/ select 2; /** ; **/",
    "select 1 -- not over with a\r; but with\n; select 2",
    "select 1;\r\n\tselect\f2;\r",
    "select ';', ';''', '''', '', 'it''s;' ; select 2",
    "select 'back\\'; select '\\';",
    "select 1 as \";\", 2 as \"a\"\";\", 3 as `;`, 4 as `a``;`, 5 as [;], 6 as [a\"'`;[]; select 2",
    "select x'', X'3b', x'3B'; select 2",
    "select 0x3b, 1e5, 1.5e-3, .5, 5., 1.e2; select 2",
    "select ?; select ?1, :a, @b, $c, $c::d, $e(;f;), :g::h(;); select 2",
    "select json('{\";\":1}')->'$.\";\"', '[1]'->>0; select 2",
    "select 1<2, 1<<2, 1<=2, 1<>2, 1>2, 1>>2, 1>=2, 1=2, 1==2, 1!=2, 1|2, 1||2, 1&2, ~1, 1%2, - - 1, 1/2, "
    "1*2;",
    "select case when 1 then 2 end; select case 1 when 2 then case 3 when 4 then 5 end else 6 end; select 7",
    "begin; create table a (b); end; begin immediate; commit transaction; begin; rollback; select 1",
    "create table t (a); create trigger r after insert on t begin select 1; end; select 1",
    "create table t (a);"
    "create trigger r after update of a on t when case new.a when 1 then 2 end begin\n"
    "  select case when 1 then 2 end; -- end;\n"
    "  update t set a = case when a then case a when 1 then ';end;' end end; /* ;end; */\n"
    "end; drop trigger r; select 1",
    "create table \"end\" (\"begin\", weekend, append);"
    "create temp trigger if not exists \"case\" before delete on main.\"end\" for each row begin\n"
    "  delete from \"end\" where weekend = append;\n"
    "  insert into \"end\" values ('end', \"begin\", old.weekend);\n"
    "END;select 1",
    "create table begin (a); create temporary trigger begin after insert on begin begin select 1; "
    "end\n;\nselect 2",
    "create table t (a); create trigger end_of_begin after insert on t begin select 1; end; "
    "select 2",
    "create table t (a); explain create trigger r after insert on t begin select 1; select 2; end; select 3;",
    "create table t (a); explain query plan create temp trigger r after insert on t begin select 1; end; "
    "select 3;",
    "explain select 1; explain query plan select 2; select 3",
    "create table trigger_log (a); create table temp.trigger_begin (a); create index i on trigger_log (a); "
    "select 1",
    "create view v as select 1 as \"trigger\"; select * from v",
    "create table t (a text primary key, b text as (a || ';') stored, check (b <> ';end;')) strict, without "
    "rowid",
};

/* Reads the next statement as SQLite sees it. False at the end of the text. */
static gboolean next_statement(sqlite3 *database, const char **tail)
{
  while (**tail != '\0') {
    sqlite3_stmt *statement = NULL;
    const char *text = *tail;
    if (sqlite3_prepare_v2(database, text, -1, &statement, tail) != SQLITE_OK)
      fail_msg("%s in: %s", sqlite3_errmsg(database), text);
    gboolean is_there = statement != NULL;
    while (is_there && sqlite3_step(statement) == SQLITE_ROW)
      ;
    sqlite3_finalize(statement);
    if (is_there)
      return TRUE;
  }
  return FALSE;
}

/* The statement lies between the two places and has all there is but white space, comments and its semicolon.
 */
static void check_statement(const char *text, const MigharStatement *statement, const char *from,
                            const char *to)
{
  const char *start = text + statement->start, *end = start + statement->length;
  if (start < from || end > to)
    fail_msg("SQLite: %.*s\nfound: %.*s", (int)(to - from), from, (int)statement->length, start);
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_SQLITE, end, to - end);
  if (mighar_scanner_next_solid(&scanner, &token))
    assert_int_equal(token.kind, MIGHAR_TOKEN_SEMICOLON);
  assert_false(mighar_scanner_next_solid(&scanner, &token));
}

static void test_as_prepared(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
    const char *text = scripts[i], *tail = text, *from = text;
    g_autoptr(GArray) statements = mighar_sql_split(MIGHAR_DIALECT_SQLITE, text, strlen(text), 1);
    sqlite3 *database;
    assert_int_equal(sqlite3_open(":memory:", &database), SQLITE_OK);
    guint n = 0;
    for (; next_statement(database, &tail); from = tail) {
      if (n == statements->len)
        fail_msg("not found: %s", from);
      check_statement(text, &g_array_index(statements, MigharStatement, n++), from, tail);
    }
    sqlite3_close(database);
    if (n != statements->len)
      fail_msg("%u statements found, SQLite has %u in: %s", statements->len, n, text);
  }
}

static const char *const openings[] = {
    "create trigger a begin",
    "create temp trigger a when end begin",
    "create temporary trigger",
    "explain create trigger a begin",
    "explain query plan create temp trigger a begin",
    "/* create */ create -- trigger\n trigger a begin",
    "create table",
    "create temp table",
    "select",
    "\"create\"",
};

static const char *const pieces[] = {
    ";",     ";",       "; end", ";end;",   "end;",   "; /* */ end -- x\n ;",
    "end",   "case",    "begin", "temp",    "a",      "';'",
    "\";\"", "[;]",     "`;`",   "/* ; */", "-- ;\n", "(",
    ")",     "weekend", "x';'",  "''",      "+",      "->",
    "$a",    "?1",      ":a",    "1",       "1.5e3",  "\n",
};

static GString *random_text(GRand *random)
{
  GString *text = g_string_new(openings[g_rand_int_range(random, 0, G_N_ELEMENTS(openings))]);
  gint n = g_rand_int_range(random, 0, 12);
  for (gint i = 0; i < n; i++)
    g_string_append_printf(text, " %s", pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
  return text;
}

/* The offset behind the first semicolon that sqlite3_complete() is content with; 0 when there is none. */
static gsize first_complete(const char *text)
{
  for (const char *mark = strchr(text, ';'); mark != NULL; mark = strchr(mark + 1, ';')) {
    g_autofree char *beginning = g_strndup(text, mark + 1 - text);
    if (sqlite3_complete(beginning))
      return mark + 1 - text;
  }
  return 0;
}

static gsize first_end(const char *text)
{
  gsize length = strlen(text);
  g_autoptr(GArray) statements = mighar_sql_split(MIGHAR_DIALECT_SQLITE, text, length, 1);
  const char *end = text;
  if (statements->len > 0) {
    const MigharStatement *first = &g_array_index(statements, MigharStatement, 0);
    end += first->start + first->length;
  }
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_SQLITE, end, text + length - end);
  return mighar_scanner_next_solid(&scanner, &token) ? (gsize)(token.start + token.length - text) : 0;
}

static void test_as_completed(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(3);
  for (guint i = 0; i < 20000; i++) {
    GString *text = random_text(random);
    if (first_end(text->str) != first_complete(text->str))
      fail_msg("SQLite ends a statement at %zu, not %zu, in: %s", first_complete(text->str),
               first_end(text->str), text->str);
    g_string_free(text, TRUE);
  }
  g_rand_free(random);
}

static void test_as_reserved(void **state)
{
  (void)state;
  for (int i = 0; i < sqlite3_keyword_count(); i++) {
    const char *keyword;
    int length;
    assert_int_equal(sqlite3_keyword_name(i, &keyword, &length), SQLITE_OK);
    if (!sqlite_has_keyword(keyword, length))
      fail_msg("unknown keyword: %.*s", length, keyword);
  }
  assert_false(sqlite_has_keyword("users", 5));
  assert_false(sqlite_has_keyword("selec", 5));
  assert_false(sqlite_has_keyword("selects", 7));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_as_prepared),
      cmocka_unit_test(test_as_completed),
      cmocka_unit_test(test_as_reserved),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
