/* Checksums and templates: what is written into ledgers. */
#include "checksum.h"
#include "ledger.h"

#include <glib/gstdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void read_text(ChecksumFile *file, const char *text)
{
  g_autofree char *path = NULL;
  g_close(g_file_open_tmp("mighar-test-XXXXXX", &path, NULL), NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
  checksum_read(file, path);
  g_unlink(path);
}

static void test_line_ends_and_marks_do_not_count(void **state G_GNUC_UNUSED)
{
  g_auto(ChecksumFile) plain = {0}, dos = {0}, other = {0};
  read_text(&plain, "a\nb\n");
  read_text(&dos, "\xef\xbb\xbf"
                  "a\r\nb\r\n");
  read_text(&other, "a\nc\n");
  g_autofree char *own = checksum_own(&plain);
  g_autofree char *flyway = checksum_flyway(&plain);
  g_autofree char *sqlx = checksum_sqlx(&plain);
  assert_true(checksum_matches(&dos, own));
  assert_true(checksum_matches(&dos, flyway));
  assert_true(checksum_matches(&dos, sqlx));
  assert_false(checksum_matches(&other, own));
  assert_false(checksum_matches(&other, flyway));
  assert_false(checksum_matches(&other, sqlx));
}

/* CRC-32 of "123456789" is 0xcbf43926 by every table of such sums; a line end is not a part of it. */
static void test_flyways_sum_is_over_lines(void **state G_GNUC_UNUSED)
{
  g_auto(ChecksumFile) file = {0};
  read_text(&file, "12345\r\n6789\n");
  g_autofree char *sum = checksum_flyway(&file);
  assert_string_equal(sum, "-873187034");
}

static void test_a_file_that_is_gone_has_no_sum(void **state G_GNUC_UNUSED)
{
  g_auto(ChecksumFile) file = {0};
  checksum_read(&file, "/nonexistent/file.sql");
  assert_null(checksum_own(&file));
  assert_null(checksum_flyway(&file));
  assert_false(checksum_matches(&file, "x"));
}

static void assert_literal(MigharDialect dialect, const char *text, const char *expected)
{
  g_autofree char *literal = template_literal(dialect, text);
  assert_string_equal(literal, expected);
}

static void test_literals_hold_whatever_they_are_given(void **state G_GNUC_UNUSED)
{
  assert_literal(MIGHAR_DIALECT_POSTGRES, "it's", "'it''s'");
  assert_literal(MIGHAR_DIALECT_POSTGRES, "a\\'b", "E'a\\\\''b'");
  assert_literal(MIGHAR_DIALECT_SQLITE, "a\\'b", "'a\\''b'");
  assert_literal(MIGHAR_DIALECT_SQLITE, NULL, "NULL");
}

static void test_values_are_not_read_as_templates(void **state G_GNUC_UNUSED)
{
  TemplateValue values[] = {{"a", "{b}", FALSE}, {"b", "1", TRUE}, {0}};
  g_autofree char *filled = template_fill("x {a} {b} {c} {", MIGHAR_DIALECT_SQLITE, values);
  assert_string_equal(filled, "x '{b}' 1 {c} {");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_line_ends_and_marks_do_not_count),
      cmocka_unit_test(test_flyways_sum_is_over_lines),
      cmocka_unit_test(test_a_file_that_is_gone_has_no_sum),
      cmocka_unit_test(test_literals_hold_whatever_they_are_given),
      cmocka_unit_test(test_values_are_not_read_as_templates),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
