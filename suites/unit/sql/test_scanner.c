/* What tokens a text falls into, and where they are. */
#include <mighar/sql.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char *const kind_names[] = {
    [MIGHAR_TOKEN_END] = "end",
    [MIGHAR_TOKEN_SPACE] = "space",
    [MIGHAR_TOKEN_COMMENT] = "comment",
    [MIGHAR_TOKEN_WORD] = "word",
    [MIGHAR_TOKEN_QUOTED_NAME] = "name",
    [MIGHAR_TOKEN_STRING] = "string",
    [MIGHAR_TOKEN_NUMBER] = "number",
    [MIGHAR_TOKEN_PARAMETER] = "parameter",
    [MIGHAR_TOKEN_OPERATOR] = "operator",
    [MIGHAR_TOKEN_SEMICOLON] = "semicolon",
    [MIGHAR_TOKEN_UNTERMINATED] = "unterminated",
};

typedef struct {
  const char *text;
  const char *tokens; /* without white space: "word select|number 1" */
} Case;

static const Case postgres_cases[] = {
    {"", ""},
    {" \t\r\n\f\v", ""},
    {"select 1;", "word select|number 1|semicolon ;"},
    {"\xef\xbb\xbfselect", "word select"},
    {"a\xef\xbb\xbf", "word a\xef\xbb\xbf"},
    {"_a1$ \xc3\xa9t\xc3\xa9", "word _a1$|word \xc3\xa9t\xc3\xa9"},

    {"-- a\nb", "comment -- a|word b"},
    {"-- a\r\nb", "comment -- a|word b"},
    {"--", "comment --"},
    {"/* a /* b */ c */ d", "comment /* a /* b */ c */|word d"},
    {"/*/*/**/*/*/x", "comment /*/*/**/*/*/|word x"},
    {"/**/x", "comment /**/|word x"},
    {"/*/ x", "unterminated /*/ x"},
    {"/* /* */", "unterminated /* /* */"},
    {"/*", "unterminated /*"},

    {"\"a\"\"b\" U&\"c\" u&\"d\"", "name \"a\"\"b\"|name U&\"c\"|name u&\"d\""},
    {"\"a", "unterminated \"a"},
    {"U&\"a", "unterminated U&\"a"},
    {"'a''b\\' E'\\'' e'\\\\'", "string 'a''b\\'|string E'\\''|string e'\\\\'"},
    {"b'0' B'1' x'f' X'f' n'a' N'a' u&'a' U&'a'",
     "string b'0'|string B'1'|string x'f'|string X'f'|string n'a'|string N'a'|string u&'a'|string U&'a'"},
    {"ab'c' U &'d'", "word ab|string 'c'|word U|operator &|string 'd'"},
    {"E'a'\n'\\''", "string E'a'|string '\\''"},
    {"E'a'\n--b\n'\\''\r'\\''", "string E'a'|comment --b|string '\\''|string '\\''"},
    {"E'a'\nx'\\' 'b'", "string E'a'|string x'\\'|string 'b'"},
    {"'a'\n'\\'", "string 'a'|string '\\'"},
    {"'", "unterminated '"},
    {"'a''", "unterminated 'a''"},
    {"E'a\\", "unterminated E'a\\"},
    {"E'a\\'", "unterminated E'a\\'"},
    {"N'", "unterminated N'"},

    {"$$a$$ $a$$$b$c$a$", "string $$a$$|string $a$$$b$c$a$"},
    {"$a1_\xc3\xa9$;$a1_\xc3\xa9$", "string $a1_\xc3\xa9$;$a1_\xc3\xa9$"},
    {"$$$$", "string $$$$"},
    {"$$$", "unterminated $$$"},
    {"$a$ $A$", "unterminated $a$ $A$"},
    {"a$$b$$", "word a$$b$$"},
    {"$1 $12a", "parameter $1|parameter $12|word a"},
    {"$ $a", "operator $|operator $|word a"},
    {"$1$a$b$a$", "parameter $1|string $a$b$a$"},

    {"1 1.5 1. .5 1e10 1.5E-3 1_000",
     "number 1|number 1.5|number 1.|number .5|number 1e10|number 1.5E-3|number 1_000"},
    {"0xFf 0o17 0b1_0", "number 0xFf|number 0o17|number 0b1_0"},
    {"1..10", "number 1|operator ..|number 10"},
    {"1e 1e+", "number 1|word e|number 1|word e|operator +"},
    {"a.b.*", "word a|operator .|word b|operator .|operator *"},

    {"a=-1", "word a|operator =|operator -|number 1"},
    {"a<>-1 @-1", "word a|operator <>|operator -|number 1|operator @-|number 1"},
    {"*+-+ ~+- +++",
     "operator *|operator +|operator -|operator +|operator ~+-|operator +|operator +|operator +"},
    {"a--b", "word a|comment --b"},
    {"+--b", "operator +|comment --b"},
    {"+/*a*/ <=/*a*/", "operator +|comment /*a*/|operator <=|comment /*a*/"},
    {"*/", "operator */"},
    {"a::b:=c[1:2]",
     "word a|operator ::|word b|operator :=|word c|operator [|number 1|operator :|number 2|operator ]"},
    {"->> #>> && || !~~*", "operator ->>|operator #>>|operator &&|operator |||operator !~~*"},
    {"([,.])", "operator (|operator [|operator ,|operator .|operator ]|operator )"},
    {"\\{}\x01", "operator \\|operator {|operator }|operator \x01"},
};

static const Case sqlite_cases[] = {
    {"", ""},
    {" \t\r\n\f\v", ""},
    {"\xef\xbb\xbfselect\n\xef\xbb\xbfx", "word select|word x"},
    {"a\xef\xbb\xbf", "word a\xef\xbb\xbf"},
    {"_a1$ \xc3\xa9", "word _a1$|word \xc3\xa9"},

    {"-- a\nb", "comment -- a|word b"},
    {"-- a\r\nb", "comment -- a|word b"},
    {"-- a\rb", "comment -- a\rb"},
    {"/* a /* b */ c", "comment /* a /* b */|word c"},
    {"/**/a/***/b", "comment /**/|word a|comment /***/|word b"},
    {"/* a", "comment /* a"},
    {"/*/ a", "comment /*/ a"},
    {"a /*", "word a|operator /|operator *"},

    {"'a''b\\' x'00' X''", "string 'a''b\\'|string x'00'|string X''"},
    {"x'0''", "string x'0'|unterminated '"},
    {"e'a'", "word e|string 'a'"},
    {"\"a\"\"b\" `a``b` [a\"`'[b]", "name \"a\"\"b\"|name `a``b`|name [a\"`'[b]"},
    {"'a", "unterminated 'a"},
    {"\"a", "unterminated \"a"},
    {"`a", "unterminated `a"},
    {"[a", "unterminated [a"},
    {"x'a", "unterminated x'a"},

    {"? ?1 :a @a $a #a", "parameter ?|parameter ?1|parameter :a|parameter @a|parameter $a|parameter #a"},
    {"$a::b $a::b(c;d) $a(b c", "parameter $a::b|parameter $a::b(c;d)|parameter $a(b|word c"},
    {"(:a,:b)", "operator (|parameter :a|operator ,|parameter :b|operator )"},
    {": $$ a:b", "operator :|parameter $$|word a|parameter :b"},

    {"1 1.5 1. .5 1e10 1.5E-3 0xFf 1_000",
     "number 1|number 1.5|number 1.|number .5|number 1e10|number 1.5E-3|number 0xFf|number 1_000"},
    {"1a 1e+", "number 1a|number 1e|operator +"},
    {"a.1", "word a|number .1"},

    {"a->b->>c||d<<e>>f<=g>=h<>i!=j==k",
     "word a|operator ->|word b|operator ->>|word c|operator |||word d|operator <<|word e|operator >>|word f|"
     "operator <=|word g|operator >=|word h|operator <>|word i|operator !=|word j|operator ==|word k"},
    {"a=-1", "word a|operator =|operator -|number 1"},
    {"***", "operator *|operator *|operator *"},
    {"!^{", "operator !|operator ^|operator {"},
};

static char *tokens_of(MigharDialect dialect, const char *text)
{
  GString *rendered = g_string_new(NULL);
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, dialect, text, strlen(text));
  while (mighar_scanner_next(&scanner, &token)) {
    if (token.kind != MIGHAR_TOKEN_SPACE)
      g_string_append_printf(rendered, "%s%s %.*s", rendered->len > 0 ? "|" : "", kind_names[token.kind],
                             (int)token.length, token.start);
  }
  assert_int_equal(token.kind, MIGHAR_TOKEN_END);
  assert_int_equal(token.length, 0);
  return g_string_free(rendered, FALSE);
}

static void check_cases(MigharDialect dialect, const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *tokens = tokens_of(dialect, cases[i].text);
    if (strcmp(tokens, cases[i].tokens) != 0)
      fail_msg("in: %s\nfound: %s\nexpected: %s", cases[i].text, tokens, cases[i].tokens);
  }
}

static void test_postgres(void **state)
{
  (void)state;
  check_cases(MIGHAR_DIALECT_POSTGRES, postgres_cases, G_N_ELEMENTS(postgres_cases));
}

static void test_sqlite(void **state)
{
  (void)state;
  check_cases(MIGHAR_DIALECT_SQLITE, sqlite_cases, G_N_ELEMENTS(sqlite_cases));
}

static void test_a_nul_byte_is_a_token(void **state)
{
  (void)state;
  static const char text[] = "a\0b '\0' \"\0\" /*\0*/ --\0";
  for (guint dialect = MIGHAR_DIALECT_SQLITE; dialect <= MIGHAR_DIALECT_POSTGRES; dialect++) {
    static const MigharTokenKind kinds[] = {MIGHAR_TOKEN_WORD,   MIGHAR_TOKEN_OPERATOR,    MIGHAR_TOKEN_WORD,
                                            MIGHAR_TOKEN_STRING, MIGHAR_TOKEN_QUOTED_NAME, MIGHAR_TOKEN_END};
    MigharScanner scanner;
    MigharToken token;
    mighar_scanner_init(&scanner, dialect, text, sizeof text - 1);
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
      mighar_scanner_next_solid(&scanner, &token);
      assert_int_equal(token.kind, kinds[i]);
    }
  }
}

static void test_the_end_stays(void **state)
{
  (void)state;
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_POSTGRES, "a\n", 2);
  assert_true(mighar_scanner_next_solid(&scanner, &token));
  for (guint i = 0; i < 2; i++) {
    assert_false(mighar_scanner_next_solid(&scanner, &token));
    assert_int_equal(token.kind, MIGHAR_TOKEN_END);
    assert_int_equal(token.line, 2);
    assert_int_equal(token.column, 1);
  }
}

static void check_name(MigharDialect dialect, const char *text, const char *expected)
{
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, dialect, text, strlen(text));
  mighar_scanner_next(&scanner, &token);
  g_autofree char *name = mighar_token_name(&token);
  assert_string_equal(name, expected);
}

static void test_names(void **state)
{
  (void)state;
  check_name(MIGHAR_DIALECT_SQLITE, "Name ", "Name");
  check_name(MIGHAR_DIALECT_SQLITE, "\"a\"\"b\"\"\"", "a\"b\"");
  check_name(MIGHAR_DIALECT_SQLITE, "`a``b\"`", "a`b\"");
  check_name(MIGHAR_DIALECT_SQLITE, "[a[b\"]", "a[b\"");
  check_name(MIGHAR_DIALECT_SQLITE, "'it''s'", "it's");
  check_name(MIGHAR_DIALECT_SQLITE, "\"\"", "");
  check_name(MIGHAR_DIALECT_POSTGRES, "\"a b\"", "a b");
  check_name(MIGHAR_DIALECT_POSTGRES, "U&\"a\"\"b\"", "U&\"a\"\"b\"");
  check_name(MIGHAR_DIALECT_POSTGRES, "\"a", "\"a");
}

static void test_words_and_marks(void **state)
{
  (void)state;
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_SQLITE, "Create \"create\" <= ; (", 22);
  mighar_scanner_next_solid(&scanner, &token);
  assert_true(mighar_token_is(&token, "create"));
  assert_false(mighar_token_is(&token, "creat"));
  assert_false(mighar_token_is(&token, "created"));
  assert_false(mighar_token_is_mark(&token, "Create"));
  mighar_scanner_next_solid(&scanner, &token);
  assert_false(mighar_token_is(&token, "create"));
  mighar_scanner_next_solid(&scanner, &token);
  assert_true(mighar_token_is_mark(&token, "<="));
  assert_false(mighar_token_is_mark(&token, "<"));
  mighar_scanner_next_solid(&scanner, &token);
  assert_true(mighar_token_is_mark(&token, ";"));
  mighar_scanner_next_solid(&scanner, &token);
  assert_true(mighar_token_is_mark(&token, "("));
}

static void test_locate(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    guint line, column; /* of the end, for a text that starts at 5:3 */
  } cases[] = {
      {"", 5, 3},
      {"ab", 5, 5},
      {"a\n", 6, 1},
      {"a\r\nb", 6, 2},
      {"\r\rb", 7, 2},
      {"\n\r\n", 7, 1},
      {"\xc3\xa9", 5, 4},
      {"\xe2\x82\xac.", 5, 5},
      {"\xf0\x9f\x90\x98", 5, 4},
      {"\t", 5, 4},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    guint line = 5, column = 3;
    mighar_sql_locate(cases[i].text, strlen(cases[i].text), &line, &column);
    assert_int_equal(line, cases[i].line);
    assert_int_equal(column, cases[i].column);
  }
  guint line = 1, column = 1;
  mighar_sql_locate("\xef\xbb\xbf"
                    "ab",
                    4, &line, &column);
  assert_int_equal(column, 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_postgres),
      cmocka_unit_test(test_sqlite),
      cmocka_unit_test(test_a_nul_byte_is_a_token),
      cmocka_unit_test(test_the_end_stays),
      cmocka_unit_test(test_names),
      cmocka_unit_test(test_words_and_marks),
      cmocka_unit_test(test_locate),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
