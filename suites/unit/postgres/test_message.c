/* Statements as one message, and back. */
#include "message.h"

#include "scratch.h"

static int no_servers(void **state G_GNUC_UNUSED)
{
  return 0;
}

static void statements_are_joined(void **state G_GNUC_UNUSED)
{
  g_autoptr(MigharScript) script = script_new("-- first\nSELECT 1; -- one\n\nSELECT 2;;\nSELECT 3", TRUE);
  g_autoptr(Message) all = message_new(script, 0, 3, TRUE, TRUE);
  g_autoptr(Message) some = message_new(script, 1, 3, FALSE, FALSE);
  g_autoptr(Message) begin = message_new(script, 0, 0, TRUE, FALSE);
  g_autoptr(Message) commit = message_new(script, 3, 3, FALSE, TRUE);
  assert_string_equal(message_sql(all), "BEGIN;\nSELECT 1;\nSELECT 2;\nSELECT 3;\nCOMMIT");
  assert_string_equal(message_sql(some), "SELECT 2;\nSELECT 3");
  assert_string_equal(message_sql(begin), "BEGIN");
  assert_string_equal(message_sql(commit), "COMMIT");
}

static void commands_belong_to_statements(void **state G_GNUC_UNUSED)
{
  static const guint statements[] = {0, 0, 1, 1, 1, 2, 3, 3};
  g_autoptr(MigharScript) script = script_new("SELECT 1; SELECT 2; SELECT 3; SELECT 4; SELECT 5", TRUE);
  g_array_index(script->statements, MigharStatement, 1).length = strlen("SELECT 2; SELECT 3; SELECT 4");
  g_array_remove_range(script->statements, 2, 2);
  g_autoptr(Message) message = message_new(script, 0, 3, TRUE, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS(statements); i++) {
    assert_int_equal(message_statement(message, i), statements[i]);
    assert_int_equal(message_is_own(message, i), i == 0 || i >= 6);
  }
}

/* The place of "X" in a message, counted as the engine does. */
static gsize position_of_x(const Message *message, gboolean in_bytes)
{
  const char *sql = message_sql(message);
  const char *x = strchr(sql, 'X');
  assert_non_null(x);
  return in_bytes ? x - sql + 1 : g_utf8_pointer_to_offset(sql, x) + 1;
}

static void positions_are_found_again(void **state G_GNUC_UNUSED)
{
  static const char *const texts[] = {"X", "SELECT X", "SELECT 'ä€𝄞'; SELECT 'ä€𝄞', X, 'ä'; SELECT 3",
                                      "-- ä\nSELECT 1; -- ä\nX 'ä'"};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    for (int in_bytes = FALSE; in_bytes <= TRUE; in_bytes++) {
      guint found;
      gsize offset;
      g_autoptr(MigharScript) script = script_new(texts[i], TRUE);
      g_autoptr(Message) message = message_new(script, 0, script->statements->len, TRUE, TRUE);
      assert_true(message_locate(message, position_of_x(message, in_bytes), in_bytes, &found, &offset));
      gsize start = g_array_index(script->statements, MigharStatement, found).start;
      assert_int_equal(texts[i][start + offset], 'X');
    }
}

static void positions_outside_are_no_places(void **state G_GNUC_UNUSED)
{
  guint statement = 7;
  gsize offset = 7;
  g_autoptr(MigharScript) script = script_new("SELECT 1; SELECT 2", TRUE);
  g_autoptr(Message) message = message_new(script, 0, 2, TRUE, TRUE);
  assert_false(message_locate(message, 1, FALSE, &statement, &offset));
  assert_int_equal(statement, 7);
  /* the engine points behind the end when something is missing there */
  assert_true(message_locate(message, 1000, FALSE, &statement, &offset));
  assert_int_equal(statement, 1);
  assert_int_equal(offset, strlen("SELECT 2"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(statements_are_joined),
      cmocka_unit_test(commands_belong_to_statements),
      cmocka_unit_test(positions_are_found_again),
      cmocka_unit_test(positions_outside_are_no_places),
  };
  return cmocka_run_group_tests(tests, no_servers, NULL);
}
