/* Environment variables in text. */
#include "envsub.h"

#include <mighar/error.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static char *environment[] = {"NAME=users", "EMPTY=", "HOST=db", "LATIN=\xe9", "WIDE=aé", NULL};

static void expands_as_goose_does(void **state)
{
  (void)state;
  static const struct {
    const char *text, *expanded;
  } rows[] = {
      {"", ""},
      {"SELECT 1;", "SELECT 1;"},
      {"$NAME.id", "users.id"},
      {"${NAME}_archive", "users_archive"},
      {"[$GONE${GONE}$EMPTY]", "[]"},
      {"${GONE:-a}${EMPTY:-b}${NAME:-c}", "abusers"},
      {"${GONE-a}${EMPTY-b}${NAME-c}", "ausers"},
      {"${GONE:-${NAME}_${HOST}}", "users_db"},
      {"${GONE:-${ALSO-${NAME}}}", "users"},
      {"${NAME?must be set}${EMPTY?must be set}", "users"},
      {"${NAME:-${GONE?not asked for}}", "users"},
      {"${NAME:1}|${NAME:1:2}|${NAME:-2}|${NAME: -2}|${NAME:1:-1}|${NAME:9}|${NAME:0:99}|${NAME:3:-4}",
       "sers|se|users|rs|ser||users|"},
      {"$$ \\$NAME \\\\ \\n $(NAME) 5$", "$ $NAME \\\\ \\n $(NAME) 5$"},
      {"'é' ${NAME} 'ü'", "'é' users 'ü'"},
      {"{NAME} } {", "{NAME} } {"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *expanded = mighar_envsub_expand(rows[i].text, environment, &error);
    if (expanded == NULL)
      fail_msg("%s: %s", rows[i].text, error->message);
    assert_string_equal(expanded, rows[i].expanded);
  }
}

static void refuses_as_goose_does(void **state)
{
  (void)state;
  static const struct {
    const char *text, *message;
  } rows[] = {
      {"a $1 b", "the name of a variable is missing at '1 b'\nhint: write \\$ or $$ for a dollar sign"},
      {"${}", "the name of a variable is missing at '}'\nhint: write \\$ or $$ for a dollar sign"},
      {"${NAME", "an operator or '}' is missing at ''\nhint: write \\$ or $$ for a dollar sign"},
      {"${NAME=1}", "an operator or '}' is missing at '=1}'\nhint: write \\$ or $$ for a dollar sign"},
      {"${NAME:-x", "'}' is missing at ''\nhint: write \\$ or $$ for a dollar sign"},
      {"${NAME:}", "a number is missing at '}'\nhint: write \\$ or $$ for a dollar sign"},
      {"${NAME:1:x}", "a number is missing at 'x}'\nhint: write \\$ or $$ for a dollar sign"},
      {"${NAME:-$_}", "the name of a variable is missing at '_}'\nhint: write \\$ or $$ for a dollar sign"},
      {"${GONE?}", "$GONE: not set\nhint: set it in the environment"},
      {"${GONE?ask $HOST}", "$GONE: ask db\nhint: set it in the environment"},
      {"${GONE:-${ALSO?inner}}", "$ALSO: inner\nhint: set it in the environment"},
      {"$LATIN", "the value of a variable is not UTF-8"},
      {"${WIDE:0:2}", "the value of a variable is not UTF-8"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(mighar_envsub_expand(rows[i].text, environment, &error));
    assert_string_equal(error->message, rows[i].message);
    assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
  }
}

static void does_without_an_environment(void **state)
{
  (void)state;
  g_autofree char *expanded = mighar_envsub_expand("[$NAME]", NULL, NULL);
  assert_string_equal(expanded, "[]");
}

static void survives_deep_nesting(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < 100000; i++)
    g_string_append(text, "${A:-");
  assert_null(mighar_envsub_expand(text->str, environment, &error));
  assert_true(g_str_has_prefix(error->message, "too many nested expansions at '${A:-${A:-"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(expands_as_goose_does),
      cmocka_unit_test(refuses_as_goose_does),
      cmocka_unit_test(does_without_an_environment),
      cmocka_unit_test(survives_deep_nesting),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
