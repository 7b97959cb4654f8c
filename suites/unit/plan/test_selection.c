#include <mighar/plan.h>

#include <mighar/error.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const MigharEngine engine = {.name = "sqlite", .title = "SQLite"};
static const MigharFormatFacts format = {.name = "goose"};

static MigharChain *make_chain(void)
{
  static const char *const versions[] = {"0001", "0002", "0010", "0011", NULL};
  static const char *const names[] = {"users", "urls", "urls_index", "clicks"};
  MigharChain *chain = mighar_chain_new(&engine, &format, "migrations");
  for (guint i = 0; versions[i] != NULL; i++)
    g_ptr_array_add(chain->migrations, mighar_migration_new(versions[i], names[i], "file.sql"));
  return chain;
}

/* What is selected, as "+" and "-" for each migration. */
static char *select_with(const char *text)
{
  g_autoptr(MigharChain) chain = make_chain();
  g_autoptr(MigharSelection) selection = mighar_selection_parse(text, NULL);
  assert_non_null(selection);
  GString *marks = g_string_new(NULL);
  for (guint i = 0; i < chain->migrations->len; i++)
    g_string_append_c(
        marks,
        mighar_selection_has(selection, chain->format, g_ptr_array_index(chain->migrations, i)) ? '+' : '-');
  return g_string_free(marks, FALSE);
}

static void selects_what_a_person_means(void **state)
{
  (void)state;
  static const struct {
    const char *text, *marks;
  } rows[] = {
      {"0002", "-+--"},      {"2", "-+--"},       {"10", "--+-"},         {"2..10", "-++-"},
      {"..2", "++--"},       {"0010..", "--++"},  {"*urls*", "-++-"},     {"0002_urls", "-+--"},
      {"0001,0011", "+--+"}, {"1, 10..", "+-++"}, {"0001_user?", "+---"}, {"7", "----"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *marks = select_with(rows[i].text);
    assert_string_equal(marks, rows[i].marks);
  }
}

static void refuses_what_selects_nothing_by_its_form(void **state)
{
  (void)state;
  static const char *const texts[] = {"", "..", "1,,2", ","};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(mighar_selection_parse(texts[i], &error));
    assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
  }
}

static void plans_ups_below_the_selection_and_nothing_above(void **state)
{
  (void)state;
  g_autoptr(MigharChain) chain = make_chain();
  g_autoptr(MigharSelection) selection = mighar_selection_parse("0002,0010", NULL);
  g_autoptr(GArray) steps = mighar_plan_verification(chain, selection, NULL);
  assert_int_equal(steps->len, 3);
  assert_false(g_array_index(steps, MigharStep, 0).verified);
  assert_true(g_array_index(steps, MigharStep, 1).verified);
  assert_true(g_array_index(steps, MigharStep, 2).verified);
}

static void plans_everything_without_a_selection(void **state)
{
  (void)state;
  g_autoptr(MigharChain) chain = make_chain();
  g_autoptr(GArray) steps = mighar_plan_verification(chain, NULL, NULL);
  assert_int_equal(steps->len, 4);
  for (guint i = 0; i < steps->len; i++)
    assert_true(g_array_index(steps, MigharStep, i).verified);
}

static void says_which_versions_there_are_when_nothing_matches(void **state)
{
  (void)state;
  g_autoptr(MigharChain) chain = make_chain();
  g_autoptr(MigharSelection) selection = mighar_selection_parse("0099", NULL);
  g_autoptr(GError) error = NULL;
  assert_null(mighar_plan_verification(chain, selection, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
  assert_string_equal(error->message, "migrations: the selection matches no migration\n"
                                      "hint: the versions go from 0001 to 0011");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(selects_what_a_person_means),
      cmocka_unit_test(refuses_what_selects_nothing_by_its_form),
      cmocka_unit_test(plans_ups_below_the_selection_and_nothing_above),
      cmocka_unit_test(plans_everything_without_a_selection),
      cmocka_unit_test(says_which_versions_there_are_when_nothing_matches),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
