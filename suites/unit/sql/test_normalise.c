/* One spacing for all, and comparison without any. */
#include <mighar/sql.h>

#include "words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
  MigharDialect dialect;
  const char *text;
  const char *normal;
} Case;

#define SQLITE   MIGHAR_DIALECT_SQLITE
#define POSTGRES MIGHAR_DIALECT_POSTGRES

static const Case cases[] = {
    {SQLITE, "", ""},
    {SQLITE, " -- a\n /* b */ ", ""},
    {SQLITE, "a,b", "a, b"},
    {SQLITE, "a , -- x\n b", "a, b"},
    {SQLITE, "a/**/b", "a b"},
    {SQLITE, "select  1 ; select\t2;", "select 1; select 2;"},
    {SQLITE, "CREATE TABLE t ( a INTEGER  PRIMARY KEY , b VARCHAR( 20 )  NOT NULL )",
     "CREATE TABLE t(a INTEGER PRIMARY KEY, b VARCHAR(20) NOT NULL)"},
    {SQLITE, "main . t", "main.t"},
    {SQLITE, "t . *", "t.*"},
    {SQLITE, "check(length( a )>0 and(b)in(1,2))", "check (length(a) > 0 and (b) in (1, 2))"},
    {SQLITE, "default -1", "default -1"},
    {SQLITE, "default - 1", "default -1"},
    {SQLITE, "default(- 1)", "default (-1)"},
    {SQLITE, "a-1", "a - 1"},
    {SQLITE, "a - -1", "a - -1"},
    {SQLITE, "a*-b", "a * -b"},
    {SQLITE, "- - 1", "- -1"},
    {SQLITE, "-(a)-(b)", "-(a) - (b)"},
    {SQLITE, "f(x)-1", "f(x) - 1"},
    {SQLITE, "primary key(a,b)", "primary key (a, b)"},
    {SQLITE, "references t (a)on delete cascade", "references t(a) on delete cascade"},
    {SQLITE, "a.'b'", "a. 'b'"},
    {SQLITE, "x 'ab'", "x 'ab'"},
    {SQLITE, "a . 5", "a. 5"},
    {SQLITE, "5 . a", "5 .a"},
    {SQLITE, ":a (b)", ":a (b)"},
    {SQLITE, ":a(b )", ":a(b )"},
    {SQLITE, "j ->'$.a'->> 2", "j -> '$.a' ->> 2"},

    {SQLITE, "\"a\" `a` [a] \"a1_\"", "a a a a1_"},
    {SQLITE, "\"a b\" `a b` [a b]", "\"a b\" \"a b\" \"a b\""},
    {SQLITE, "[a\"b] `a``b` \"\"", "\"a\"\"b\" \"a`b\" \"\""},
    {SQLITE, "\"1a\" \"a$\" \"\xc3\xa9\"", "\"1a\" \"a$\" \"\xc3\xa9\""},
    {SQLITE, "\"null\" [Order] `key`", "\"null\" \"Order\" \"key\""},
    {SQLITE, "\"check\"(a)", "\"check\"(a)"},
    {SQLITE, "\"users\" ( \"id\" )", "users(id)"},
    {SQLITE, "'it''s  a' \"unterminated", "'it''s  a' \"unterminated"},

    {POSTGRES, "\"a\" . \"b\"", "\"a\".\"b\""},
    {POSTGRES, "a :: int [ ]", "a::int[]"},
    {POSTGRES, "'a' ::text||$1 ::int", "'a'::text || $1::int"},
    {POSTGRES, "( a ) . b [ 1 ] . c", "(a).b[1].c"},
    {POSTGRES, "array [1,2]", "array[1, 2]"},
    {POSTGRES, "1 .. 10", "1 .. 10"},
    {POSTGRES, "a=-1", "a = -1"},
    {POSTGRES, "a ~ - 1", "a ~ -1"},
    {POSTGRES, "select count( * )from a/* b /* c */ */where(b)", "select count(*) from a where (b)"},
    {POSTGRES, "'a' -- c\n 'b'", "'a'\n'b'"},
    {POSTGRES, "E'a'\n\n'\\''", "E'a'\n'\\''"},
    {POSTGRES, "E'a'\n'\\'", "E'a'\n'\\'"},
    {POSTGRES, "E'a\n' 'b'", "E'a\n' 'b'"},
    {POSTGRES, "'a' 'b'", "'a' 'b'"},
    {POSTGRES, "$$ a  b $$ language sql", "$$ a  b $$ language sql"},
};

static void test_spacing(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *normal = mighar_sql_normalise(cases[i].dialect, cases[i].text, strlen(cases[i].text));
    if (strcmp(normal, cases[i].normal) != 0)
      fail_msg("in: %s\nfound: %s\nexpected: %s", cases[i].text, normal, cases[i].normal);
    g_autofree char *again = mighar_sql_normalise(cases[i].dialect, normal, strlen(normal));
    assert_string_equal(again, normal);
  }
}

static void test_length_counts(void **state)
{
  (void)state;
  g_autofree char *normal = mighar_sql_normalise(SQLITE, "a,b,c", 3);
  assert_string_equal(normal, "a, b");
}

static void test_same_tokens(void **state)
{
  (void)state;
  static const struct {
    MigharDialect dialect;
    const char *a, *b;
    gboolean same;
  } pairs[] = {
      {SQLITE, "", " -- nothing\n", TRUE},   {SQLITE, "Select A,b", "sELECT a /* x */ , B", TRUE},
      {SQLITE, "a", "a b", FALSE},           {SQLITE, "a b", "a", FALSE},
      {SQLITE, "ab", "a b", FALSE},          {SQLITE, "a", "b", FALSE},
      {SQLITE, "'a'", "'A'", FALSE},         {SQLITE, "\"a\"", "\"A\"", FALSE},
      {SQLITE, "\"a\"", "a", FALSE},         {SQLITE, "'a b'", "'a  b'", FALSE},
      {SQLITE, "1", "1.0", FALSE},           {SQLITE, "a;", "a", FALSE},
      {POSTGRES, "a=-1", "a = - 1", TRUE},   {POSTGRES, "a<-1", "a < - 1", TRUE},
      {POSTGRES, "a@-1", "a @ - 1", FALSE},  {POSTGRES, "/* a /* b */ */ c", "c -- d", TRUE},
      {POSTGRES, "$$a$$", "$b$a$b$", FALSE}, {POSTGRES, "E'a'", "e'a'", FALSE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
    if (mighar_sql_same_tokens(pairs[i].dialect, pairs[i].a, pairs[i].b) != pairs[i].same)
      fail_msg("%s: %s and %s", pairs[i].same ? "should be the same" : "should differ", pairs[i].a,
               pairs[i].b);
  }
}

static void test_words(void **state)
{
  (void)state;
  assert_true(word_expects_operand("AND()", 3));
  assert_true(word_expects_operand("with", 4));
  assert_true(word_expects_operand("all", 3));
  assert_false(word_expects_operand("an", 2));
  assert_false(word_expects_operand("ands", 4));
  assert_false(word_expects_operand("", 0));
  assert_false(word_expects_operand("length", 6));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_spacing),
      cmocka_unit_test(test_length_counts),
      cmocka_unit_test(test_same_tokens),
      cmocka_unit_test(test_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
