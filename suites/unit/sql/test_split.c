/* Where statements begin and end. */
#include <mighar/sql.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
  const char *text;
  const char *statements[8]; /* NULL ends */
} Case;

static const Case postgres_cases[] = {
    {"", {NULL}},
    {" ; ;\n-- only a comment\n/* and ; another */ ;", {NULL}},
    {"\xef\xbb\xbfselect 1", {"select 1"}},
    {"select 1; select 2 ;", {"select 1", "select 2"}},
    {"-- one\nselect 1 -- a;b\n; /* two */ select 2 /* x */", {"select 1", "select 2"}},
    {"select /* ; /* ; */ ; */ 1; select 2", {"select /* ; /* ; */ ; */ 1", "select 2"}},
    {"select 1 /* never closed ; select 2", {"select 1 /* never closed ; select 2"}},

    // strings
    {"select 'a;b', 'it''s; '; select 2", {"select 'a;b', 'it''s; '", "select 2"}},
    {"select 'a\\'; select 2", {"select 'a\\'", "select 2"}},
    {"select E'a\\';b'; select 2", {"select E'a\\';b'", "select 2"}},
    {"select e'\\\\'; select 2", {"select e'\\\\'", "select 2"}},
    {"select E'a'\n'b\\';'; select 2", {"select E'a'\n'b\\';'", "select 2"}},
    {"select E'a' -- c\n\n -- d\n 'b\\';'\n'c\\';'; select 2",
     {"select E'a' -- c\n\n -- d\n 'b\\';'\n'c\\';'", "select 2"}},
    {"select 'a'\n'b\\'; select 2", {"select 'a'\n'b\\'", "select 2"}},
    {"select E'a' 'b\\'; select 2", {"select E'a' 'b\\'", "select 2"}},
    {"select E'a' /*\n*/ 'b\\'; select 2", {"select E'a' /*\n*/ 'b\\'", "select 2"}},
    {"select E'a', \n'b\\'; select 2", {"select E'a', \n'b\\'", "select 2"}},
    {"select N'a\\', B'01', x'ff', U&'\\'; select 2", {"select N'a\\', B'01', x'ff', U&'\\'", "select 2"}},
    {"select U&\"a;\"\"b\", \"c;\"; select 2", {"select U&\"a;\"\"b\", \"c;\"", "select 2"}},
    {"select 'never closed; select 2", {"select 'never closed; select 2"}},
    {"select 1; select \"never closed; select 2", {"select 1", "select \"never closed; select 2"}},
    {"select type'a;b'; select 2", {"select type'a;b'", "select 2"}},

    // dollar quotes
    {"do $$ a; b $$; select 2", {"do $$ a; b $$", "select 2"}},
    {"do $a$ $$;$b$;$ a$;$aa$; $a$; select 2", {"do $a$ $$;$b$;$ a$;$aa$; $a$", "select 2"}},
    {"do $a$ $b$a$; select 2", {"do $a$ $b$a$", "select 2"}},
    {"do $\xc3\xa9$ ; $\xc3\xa9$; select 2", {"do $\xc3\xa9$ ; $\xc3\xa9$", "select 2"}},
    {"select a$b$; select c$b$", {"select a$b$", "select c$b$"}},
    {"select $1; select $2$1$;$1$", {"select $1", "select $2$1$", "$1$"}},
    {"select 1$a$;$a$; select 2", {"select 1$a$;$a$", "select 2"}},
    {"select $1a$; select 2", {"select $1a$", "select 2"}},
    {"do $a$ ; $A$; select 2", {"do $a$ ; $A$; select 2"}},

    // comments begin within operators
    {"select 1--;\n; select 2", {"select 1", "select 2"}},
    {"select 1+--;\n2; select 2", {"select 1+--;\n2", "select 2"}},
    {"select 1+/*;*/2; select 2", {"select 1+/*;*/2", "select 2"}},
    {"select 1<--;\r2; select 2", {"select 1<--;\r2", "select 2"}},
    {"select 1*/ *;*/2", {"select 1*/ *", "*/2"}},
    {"select a->'b;', c#>>'{;}'; select 2", {"select a->'b;', c#>>'{;}'", "select 2"}},

    // parentheses
    {"create rule r as on insert to t do (select 1; select 2); select 3",
     {"create rule r as on insert to t do (select 1; select 2)", "select 3"}},
    {"select (1; select 2", {"select (1; select 2"}},
    {"select 1); select 2", {"select 1)", "select 2"}},

    // bodies
    {"create function f() returns int begin atomic select 1; select 2; end; select 3",
     {"create function f() returns int begin atomic select 1; select 2; end", "select 3"}},
    {"CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC END; select 3",
     {"CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC END", "select 3"}},
    {"create function f() returns int begin /* x */ atomic select case when a then case b when 1 then 2 end "
     "end;"
     " select case c when 1 then 2 end; end; select 3",
     {"create function f() returns int begin /* x */ atomic select case when a then case b when 1 then 2 end "
      "end;"
      " select case c when 1 then 2 end; end",
      "select 3"}},
    {"create function f() begin atomic select 1 as end; select t.end, 2 end; select 3 as \"case\", 4 as "
     "case; end;"
     " select 5",
     {"create function f() begin atomic select 1 as end; select t.end, 2 end; select 3 as \"case\", 4 as "
      "case; end",
      "select 5"}},
    {"create function f() begin atomic select weekend, \"end\", 'end'; end; select 2",
     {"create function f() begin atomic select weekend, \"end\", 'end'; end", "select 2"}},
    {"create function begin_atomic_end() returns int return 1; select 2",
     {"create function begin_atomic_end() returns int return 1", "select 2"}},
    {"create function begin(atomic int) returns table (begin atomic) return 1; select 2",
     {"create function begin(atomic int) returns table (begin atomic) return 1", "select 2"}},
    {"create function s.begin() returns int language sql as 'begin atomic'; end; select 2",
     {"create function s.begin() returns int language sql as 'begin atomic'", "end", "select 2"}},
    {"create table t (begin int); begin; select 1; end; select case when a then b end; end",
     {"create table t (begin int)", "begin", "select 1", "end", "select case when a then b end", "end"}},
    {"create view function as select begin atomic; select 2; end",
     {"create view function as select begin atomic", "select 2", "end"}},
    {"create function f() begin atomic select 1; select 2",
     {"create function f() begin atomic select 1; select 2"}},
    {"create function f() as $$ begin atomic $$; select 2",
     {"create function f() as $$ begin atomic $$", "select 2"}},
};

static const Case sqlite_cases[] = {
    {"", {NULL}},
    {" ; ;\n-- only a comment\n/* and ; another */ ;", {NULL}},
    {"\xef\xbb\xbfselect 1; \xef\xbb\xbfselect 2", {"select 1", "select 2"}},
    {"select 1; select 2 ;", {"select 1", "select 2"}},
    {"select 1; /* never closed ; select 2", {"select 1"}},
    {"select 1; /*", {"select 1", "/*"}},
    {"select /* ; /* ; */ 1; select 2 /**/ /*/;*/", {"select /* ; /* ; */ 1", "select 2"}},
    {"select 1 -- a\r; b\n; select 2", {"select 1", "select 2"}},
    {"select 'a;''b\\'; select 2", {"select 'a;''b\\'", "select 2"}},
    {"select E'a\\'; select 2", {"select E'a\\'", "select 2"}},
    {"select \"a;\"\"b\", `c;``d`, [e;f\"'`]; select 2",
     {"select \"a;\"\"b\", `c;``d`, [e;f\"'`]", "select 2"}},
    {"select [a]];b]; select 2", {"select [a]]", "b]", "select 2"}},
    {"select x'00;', X''; select 2", {"select x'00;', X''", "select 2"}},
    {"select $a$; select $b$", {"select $a$", "select $b$"}},
    {"select ?1, :a, @b, $c::d(x;y); select 2", {"select ?1, :a, @b, $c::d(x;y)", "select 2"}},
    {"select a->'$.b;', a->>'c'; select 2", {"select a->'$.b;', a->>'c'", "select 2"}},
    {"select (1; select 2", {"select (1", "select 2"}},
    {"create trigger t after insert on a begin select 1; select 2; end; select 3",
     {"create trigger t after insert on a begin select 1; select 2; end", "select 3"}},
    {"CREATE TEMP TRIGGER IF NOT EXISTS t AFTER UPDATE ON a WHEN CASE 1 WHEN 2 THEN 3 END BEGIN"
     " SELECT CASE 1 WHEN 2 THEN 3 END; UPDATE a SET b = CASE WHEN c THEN 1 END; END; SELECT 3",
     {"CREATE TEMP TRIGGER IF NOT EXISTS t AFTER UPDATE ON a WHEN CASE 1 WHEN 2 THEN 3 END BEGIN"
      " SELECT CASE 1 WHEN 2 THEN 3 END; UPDATE a SET b = CASE WHEN c THEN 1 END; END",
      "SELECT 3"}},
    {"explain query plan create temporary trigger t after insert on a begin select 1; end; select 3",
     {"explain query plan create temporary trigger t after insert on a begin select 1; end", "select 3"}},
    {"create trigger begin after insert on begin begin select 1; /* end */ --;end;\n end; select 3",
     {"create trigger begin after insert on begin begin select 1; /* end */ --;end;\n end", "select 3"}},
    {"create trigger t after insert on a begin select \"end\"; select weekend; end -- done\n; select 3",
     {"create trigger t after insert on a begin select \"end\"; select weekend; end", "select 3"}},
    {"create trigger t after insert on a; select 2", {"create trigger t after insert on a; select 2"}},
    {"create trigger t after insert on a begin end; select 2; end x; end; select 3",
     {"create trigger t after insert on a begin end; select 2; end x; end", "select 3"}},
    {"create trigger t after insert on a begin select 1; select 2",
     {"create trigger t after insert on a begin select 1; select 2"}},
    {"create table trigger_begin (a); begin; select 1; end; select 2",
     {"create table trigger_begin (a)", "begin", "select 1", "end", "select 2"}},
    {"create table temp as select 1 as trigger; begin; end",
     {"create table temp as select 1 as trigger", "begin", "end"}},
    {"drop trigger t; begin; end", {"drop trigger t", "begin", "end"}},
};

static void check_case(MigharDialect dialect, const Case *expected)
{
  g_autoptr(GArray) statements = mighar_sql_split(dialect, expected->text, strlen(expected->text), 1);
  for (guint i = 0; i < statements->len; i++) {
    const MigharStatement *statement = &g_array_index(statements, MigharStatement, i);
    g_autofree char *found = g_strndup(expected->text + statement->start, statement->length);
    if (g_strcmp0(found, expected->statements[i]) != 0)
      fail_msg("in: %s\nstatement %u is: %s\nexpected: %s", expected->text, i, found,
               expected->statements[i]);
    assert_int_equal(statement->batch, i);
  }
  if (expected->statements[statements->len] != NULL)
    fail_msg("in: %s\nmissing: %s", expected->text, expected->statements[statements->len]);
}

static void test_postgres(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(postgres_cases); i++)
    check_case(MIGHAR_DIALECT_POSTGRES, &postgres_cases[i]);
}

static void test_sqlite(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(sqlite_cases); i++)
    check_case(MIGHAR_DIALECT_SQLITE, &sqlite_cases[i]);
}

static void test_places(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    guint line, column;
  } cases[] = {
      {"x", 10, 1},
      {"\xef\xbb\xbfx", 10, 1},
      {"\xef\xbb\xbf  x", 10, 3},
      {"\n x", 11, 2},
      {"\r\n\r\nx", 12, 1},
      {"\r\rx", 12, 1},
      {"\n\r\nx", 12, 1},
      {"/* \xc3\xa9\xe2\x82\xac\xf0\x9f\x90\x98 */ x", 10, 11},
      {"-- a\r\n\tx", 11, 2},
      {"/* a\r\nb\rc\nd */x", 13, 5},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    for (guint dialect = MIGHAR_DIALECT_SQLITE; dialect <= MIGHAR_DIALECT_POSTGRES; dialect++) {
      g_autoptr(GArray) statements = mighar_sql_split(dialect, cases[i].text, strlen(cases[i].text), 10);
      assert_int_equal(statements->len, 1);
      assert_int_equal(g_array_index(statements, MigharStatement, 0).line, cases[i].line);
      assert_int_equal(g_array_index(statements, MigharStatement, 0).column, cases[i].column);
    }
  }
}

/* A statement ends with the text's length, not with what is behind it. */
static void test_length_counts(void **state)
{
  (void)state;
  g_autoptr(GArray) statements = mighar_sql_split(MIGHAR_DIALECT_POSTGRES, "select 'a' || $1", 9, 1);
  assert_int_equal(statements->len, 1);
  assert_int_equal(g_array_index(statements, MigharStatement, 0).length, 9);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_postgres),
      cmocka_unit_test(test_sqlite),
      cmocka_unit_test(test_places),
      cmocka_unit_test(test_length_counts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
