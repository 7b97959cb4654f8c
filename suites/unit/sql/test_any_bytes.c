/* What holds for every text whatever: nothing is lost, places add up, and the time grows with the length. */
#include <mighar/sql.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* Pieces that mean something to a scanner, so that random texts get deep into it. */
static const char *const pieces[] = {
    "'",      "''",      "E'",      "\\'",     "\\",       "U&'",   "x'",
    "\"",     "U&\"",    "`",       "[",       "]",        "$$",    "$a$",
    "$a",     "$1",      "--",      "/*",      "*/",       "/",     "*",
    "-",      "+",       "<",       "@",       "#",        "(",     ")",
    ";",      ":a",      "::",      "?1",      ".",        "..",    "1",
    "1e+",    "0x",      "_",       "a",       "\xc3",     "\xa9",  "\xef\xbb\xbf",
    "\xff",   "\n",      "\r",      "\r\n",    " ",        "\t",    "\v",
    "create", "trigger", "or",      "replace", "function", "begin", "atomic",
    "case",   "end",     "explain", "temp",
};

static GString *random_text(GRand *random)
{
  GString *text = g_string_new(NULL);
  gint n = g_rand_int_range(random, 0, 40);
  for (gint i = 0; i < n; i++) {
    if (g_rand_int_range(random, 0, 8) == 0)
      g_string_append_c(text, (char)g_rand_int_range(random, 0, 256));
    else
      g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
    if (g_rand_int_range(random, 0, 3) == 0)
      g_string_append_c(text, ' ');
  }
  return text;
}

/* A copy of exactly the text's bytes, so that a sanitizer sees a byte read too far. */
static char *exact_copy(const GString *text)
{
  return g_memdup2(text->len > 0 ? text->str : "", MAX(text->len, 1));
}

static void check_tokens(MigharDialect dialect, const char *text, gsize length)
{
  MigharScanner scanner;
  MigharToken token;
  gsize place = 0;
  guint line = 1, column = 1;
  mighar_scanner_init(&scanner, dialect, text, length);
  while (mighar_scanner_next(&scanner, &token)) {
    assert_ptr_equal(token.start, text + place);
    assert_true(token.length > 0);
    assert_int_equal(token.line, line);
    assert_int_equal(token.column, column);
    if (token.kind == MIGHAR_TOKEN_UNTERMINATED)
      assert_ptr_equal(token.start + token.length, text + length);
    mighar_sql_locate(text + place, token.length, &line, &column);
    place += token.length;
  }
  assert_int_equal(place, length);

  guint whole_line = 1, whole_column = 1;
  mighar_sql_locate(text, length, &whole_line, &whole_column);
  assert_int_equal(line, whole_line);
  assert_int_equal(column, whole_column);
}

/* Statements are in order, apart, begin and end in a solid token, and have all solid tokens but semicolons.
 */
static void check_statements(MigharDialect dialect, const char *text, gsize length)
{
  g_autoptr(GArray) statements = mighar_sql_split(dialect, text, length, 1);
  MigharScanner scanner;
  MigharToken token;
  guint current = 0;
  mighar_scanner_init(&scanner, dialect, text, length);
  while (mighar_scanner_next_solid(&scanner, &token)) {
    gsize start = token.start - text, end = start + token.length;
    if (current < statements->len) {
      const MigharStatement *statement = &g_array_index(statements, MigharStatement, current);
      if (start == statement->start) {
        assert_int_equal(token.line, statement->line);
        assert_int_equal(token.column, statement->column);
      }
      if (start >= statement->start) {
        assert_true(end <= statement->start + statement->length);
        current += end == statement->start + statement->length;
        continue;
      }
    }
    assert_int_equal(token.kind, MIGHAR_TOKEN_SEMICOLON);
  }
  assert_int_equal(current, statements->len);
  mighar_sql_controls_transaction(dialect, text, statements);
}

static void check_normal_form(MigharDialect dialect, const char *text, gsize length)
{
  g_autofree char *normal = mighar_sql_normalise(dialect, text, length);
  g_autofree char *again = mighar_sql_normalise(dialect, normal, strlen(normal));
  if (memchr(text, '\0', length) != NULL || g_str_has_prefix(normal, "\xef\xbb\xbf"))
    return; // cut short, or its first word has become a byte order mark
  g_autofree char *original = g_strndup(text, length);
  if (strcmp(normal, again) != 0)
    fail_msg("of: %s\nonce: %s\ntwice: %s", g_strescape(original, NULL), g_strescape(normal, NULL),
             g_strescape(again, NULL));
  if (dialect == MIGHAR_DIALECT_POSTGRES && !mighar_sql_same_tokens(dialect, original, normal))
    fail_msg("other tokens in: %s\nthan in: %s", normal, original);
}

static void test_random_texts(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(20);
  for (guint i = 0; i < 5000; i++) {
    g_autoptr(GString) text = random_text(random);
    g_autofree char *copy = exact_copy(text);
    for (guint dialect = MIGHAR_DIALECT_SQLITE; dialect <= MIGHAR_DIALECT_POSTGRES; dialect++) {
      check_tokens(dialect, copy, text->len);
      check_statements(dialect, copy, text->len);
      check_normal_form(dialect, copy, text->len);
    }
  }
  g_rand_free(random);
}

/* Each of these repeated is what some scanner would go over again and again. */
static const char *const hard_to_scan[] = {
    "+",
    "+-",
    "-+",
    "*+-",
    "@",
    "(",
    ")",
    ";",
    "a;",
    "$",
    "$a",
    "$a ",
    "$a$",
    "$a$ $b$ ",
    "$$",
    "'",
    "'a",
    "E'a",
    "\\",
    "E'\\",
    "\"",
    "U&",
    "U&\"",
    "x'",
    "[",
    "`",
    "/*",
    "*/",
    "/",
    "*",
    "-",
    "1",
    "1.",
    "1..",
    "1e+",
    "0x",
    "_",
    ":a(",
    ":a",
    "::",
    ":",
    "?",
    "\n",
    "\r",
    "\r\n",
    "\xef",
    "\xef\xbb\xbf",
    "E'a'\n'b'\n",
    "E'a'\n--\n",
    "'a'\n",
    "a.",
    "create trigger a begin ",
    "create function f() begin atomic ",
    "begin atomic ",
    "end;",
    "case ",
};

static gint64 microseconds_to_read(MigharDialect dialect, const char *text, gsize length)
{
  clock_t start = clock();
  g_autoptr(GArray) statements = mighar_sql_split(dialect, text, length, 1);
  g_autofree char *normal = mighar_sql_normalise(dialect, text, length);
  gint64 spent = (gint64)(clock() - start) * G_USEC_PER_SEC / CLOCKS_PER_SEC;
  assert_true(statements->len <= length);
  assert_true(strlen(normal) <= 2 * length);
  return spent;
}

/* So much text costs milliseconds of the processor, also under sanitizers, or a minute where reading is
 * quadratic. */
static void test_time_is_linear(void **state)
{
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(hard_to_scan); i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < 64 * 1024)
      g_string_append(text, hard_to_scan[i]);
    for (guint dialect = MIGHAR_DIALECT_SQLITE; dialect <= MIGHAR_DIALECT_POSTGRES; dialect++) {
      gint64 spent = microseconds_to_read(dialect, text->str, text->len);
      if (spent > 5 * G_USEC_PER_SEC)
        fail_msg("'%s' repeated took %" G_GINT64_FORMAT " us", hard_to_scan[i], spent);
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_random_texts),
      cmocka_unit_test(test_time_is_linear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
