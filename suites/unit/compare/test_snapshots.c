#include <mighar/compare.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* A snapshot from lines "kind|name|parent|property=value|..."; an empty parent is none, and a name may have
 * an identity behind a "#". */
static MigharSnapshot *make_snapshot(const char *const *lines)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  for (; *lines != NULL; lines++) {
    g_auto(GStrv) fields = g_strsplit(*lines, "|", -1);
    char *identity = strchr(fields[1], '#');
    if (identity != NULL)
      *identity++ = '\0';
    g_autoptr(GArray) properties = g_array_new(FALSE, FALSE, sizeof(MigharProperty));
    for (guint i = 3; fields[i] != NULL; i++) {
      char *equals = strchr(fields[i], '=');
      *equals = '\0';
      MigharProperty property = {fields[i], equals + 1};
      g_array_append_val(properties, property);
    }
    g_ptr_array_add(objects,
                    mighar_object_new(fields[0], fields[1], *fields[2] != '\0' ? fields[2] : NULL, identity,
                                      (const MigharProperty *)properties->data, properties->len));
  }
  return mighar_snapshot_new(objects);
}

/* The findings as lines "kind|message", a cosmetic one with a ~ before it. */
static char *compare(const char *const *expected_lines, const char *const *found_lines)
{
  g_autoptr(MigharSnapshot) expected = make_snapshot(expected_lines);
  g_autoptr(MigharSnapshot) found = make_snapshot(found_lines);
  const MigharComparison how = {
      .dialect = MIGHAR_DIALECT_POSTGRES, .when = "after the down", .same_server = TRUE};
  g_autoptr(GPtrArray) findings = mighar_compare(expected, found, &how);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < findings->len; i++) {
    const MigharFinding *finding = g_ptr_array_index(findings, i);
    g_string_append_printf(text, "%s%s|%s\n", finding->cosmetic ? "~" : "", finding->kind, finding->message);
  }
  return g_string_free(text, FALSE);
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

#define assert_comparison(expected, found, text)                                                             \
  do {                                                                                                       \
    g_autofree char *result = compare(expected, found);                                                      \
    assert_string_equal(result, text);                                                                       \
  } while (0)

static void equal_snapshots_have_no_findings(void **state)
{
  (void)state;
  assert_comparison(LINES("table|t|", "column|t.a|t|type=int"), LINES("column|t.a|t|type=int", "table|t|"),
                    "");
}

static void tells_missing_and_left_over(void **state)
{
  (void)state;
  assert_comparison(LINES("index|public.i|", "table|t|"), LINES("table|t|", "type|public.status|"),
                    "missing|index public.i is missing after the down\n"
                    "left-over|type public.status is left over after the down\n");
}

static void leaves_out_the_parts_of_a_whole_that_is_gone(void **state)
{
  (void)state;
  assert_comparison(LINES("table|t|", "column|t.a|t|type=int", "index|i|t"),
                    LINES("table|u|", "column|u.a|u|type=int"),
                    "missing|table t is missing after the down\n"
                    "left-over|table u is left over after the down\n");
}

/* A trigger may have its table's name. */
static void tells_a_part_whose_whole_is_still_there_under_a_name_that_something_else_lost(void **state)
{
  (void)state;
  assert_comparison(LINES("table|t|", "column|t.a|t", "trigger|t|t"), LINES("table|t|"),
                    "missing|column t.a is missing after the down\n"
                    "missing|trigger t is missing after the down\n");
  assert_comparison(LINES("table|t|"), LINES("table|t|", "column|t.a|t", "trigger|t|t"),
                    "left-over|column t.a is left over after the down\n"
                    "left-over|trigger t is left over after the down\n");
}

static void to_be_filled_is_cosmetic_and_to_be_emptied_is_not(void **state)
{
  (void)state;
  assert_comparison(LINES("materialized view|v|"), LINES("materialized view|v||populated=yes"),
                    "~changed|materialized view v: populated was none, is yes after the down\n");
  assert_comparison(LINES("materialized view|v||populated=yes"), LINES("materialized view|v|"),
                    "changed|materialized view v: populated was yes, is none after the down\n");
}

static void tells_changes_property_by_property(void **state)
{
  (void)state;
  assert_comparison(LINES("column|t.a|t|default='x'|type=int"), LINES("column|t.a|t|not null=yes|type=text"),
                    "changed|column t.a: default was 'x', is none after the down\n"
                    "changed|column t.a: not null was none, is yes after the down\n"
                    "changed|column t.a: type was int, is text after the down\n");
}

static void leaves_long_values_out_of_the_sentence(void **state)
{
  (void)state;
  assert_comparison(LINES("view|v||definition=select 1\nfrom a"), LINES("view|v||definition=select 2"),
                    "changed|view v: definition is another one after the down\n");
}

static void column_order_alone_is_cosmetic(void **state)
{
  (void)state;
  assert_comparison(
      LINES("table|t|", "column|t.a|t|position=1", "column|t.b|t|position=2", "column|t.c|t|position=3"),
      LINES("table|t|", "column|t.a|t|position=1", "column|t.c|t|position=2", "column|t.b|t|position=3"),
      "~order|table t: the columns are in another order after the down\n");
}

static void a_missing_column_does_not_reorder_the_others(void **state)
{
  (void)state;
  assert_comparison(LINES("table|t|", "column|t.a|t|position=1", "column|t.b|t|position=2"),
                    LINES("table|t|", "column|t.b|t|position=1"),
                    "missing|column t.a is missing after the down\n");
}

static void white_space_in_a_body_is_cosmetic_where_the_language_ignores_it(void **state)
{
  (void)state;
  assert_comparison(LINES("function|f()||language=plpgsql|body=begin  return 1; end"),
                    LINES("function|f()||language=plpgsql|body=begin -- why\n return 1; end"),
                    "~changed|function f(): body has other white space or comments after the down\n");
  assert_comparison(
      LINES("function|f()||language=plpgsql|body=begin return 'a b'; end"),
      LINES("function|f()||language=plpgsql|body=begin return 'a  b'; end"),
      "changed|function f(): body was begin return 'a b'; end, is begin return 'a  b'; end after the "
      "down\n");
  assert_comparison(LINES("function|f()||language=plpython3u|body=if a:\n  b()"),
                    LINES("function|f()||language=plpython3u|body=if a:\n    b()"),
                    "changed|function f(): body is another one after the down\n");
}

static void tells_a_rename_and_not_what_follows_from_it(void **state)
{
  (void)state;
  assert_comparison(
      LINES("table|s.t#1|", "column|s.t.a#1.1|s.t|default=1", "index|s.i#2|s.t|definition=on s.t (a)",
            "view|s.v#3||definition=select t.a from s.t"),
      LINES("table|s.u#1|", "column|s.u.a#1.1|s.u|default=2", "index|s.i#2|s.u|definition=on s.u (a)",
            "view|s.v#3||definition=select u.a from s.u"),
      "changed|column s.t.a: default was 1, is 2 after the down\n"
      "renamed|table s.t is called u after the down\n");
  assert_comparison(
      LINES("table|s.t#1|", "column|s.t.a#1.1|s.t", "view|s.v#3||definition=select t.a from s.t"),
      LINES("table|s.t#1|", "column|s.t.b#1.1|s.t", "view|s.v#3||definition=select t.b AS a from s.t"),
      "renamed|column s.t.a is called b after the down\n");
}

static void a_definition_that_differs_beyond_a_rename_is_told(void **state)
{
  (void)state;
  assert_comparison(LINES("column|t.a#1.1|t", "view|v#3||definition=select t.a, t.c", "view|w#4||comment=a"),
                    LINES("column|t.b#1.1|t", "view|v#3||definition=select t.b, t.d", "view|w#4||comment=b"),
                    "renamed|column t.a is called b after the down\n"
                    "changed|view v: definition was select t.a, t.c, is select t.b, t.d after the down\n"
                    "changed|view w: comment was 'a', is 'b' after the down\n");
}

static void another_object_under_another_name_is_no_rename(void **state)
{
  (void)state;
  assert_comparison(LINES("index|i#1|", "index|k|"), LINES("index|j#2|", "index|l|"),
                    "missing|index i is missing after the down\n"
                    "left-over|index j is left over after the down\n"
                    "missing|index k is missing after the down\n"
                    "left-over|index l is left over after the down\n");
}

static void values_read_well_in_sentences(void **state)
{
  (void)state;
  assert_comparison(LINES("type|t||labels='a', 'b'", "table|u||comment=it's"),
                    LINES("type|t||labels='b', 'a'", "table|u|"),
                    "changed|table u: comment was 'it''s', is none after the down\n"
                    "changed|type t: labels were 'a', 'b' and are 'b', 'a' after the down\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_snapshots_have_no_findings),
      cmocka_unit_test(tells_missing_and_left_over),
      cmocka_unit_test(leaves_out_the_parts_of_a_whole_that_is_gone),
      cmocka_unit_test(tells_a_part_whose_whole_is_still_there_under_a_name_that_something_else_lost),
      cmocka_unit_test(to_be_filled_is_cosmetic_and_to_be_emptied_is_not),
      cmocka_unit_test(tells_changes_property_by_property),
      cmocka_unit_test(leaves_long_values_out_of_the_sentence),
      cmocka_unit_test(column_order_alone_is_cosmetic),
      cmocka_unit_test(a_missing_column_does_not_reorder_the_others),
      cmocka_unit_test(tells_a_rename_and_not_what_follows_from_it),
      cmocka_unit_test(a_definition_that_differs_beyond_a_rename_is_told),
      cmocka_unit_test(another_object_under_another_name_is_no_rename),
      cmocka_unit_test(values_read_well_in_sentences),
      cmocka_unit_test(white_space_in_a_body_is_cosmetic_where_the_language_ignores_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
