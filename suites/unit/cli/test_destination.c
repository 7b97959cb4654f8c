#include "destination.h"

#include <glib/gstdio.h>
#include <mighar/error.h>
#include <string.h>
#include <sys/stat.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static char *folder;

static int make_folder(void **state)
{
  (void)state;
  folder = g_dir_make_tmp("mighar-test-XXXXXX", NULL);
  return folder != NULL ? 0 : -1;
}

static int remove_folder(void **state)
{
  (void)state;
  int result = g_rmdir(folder);
  g_free(folder);
  return result;
}

static void assert_refused(const char *path, const char *words)
{
  g_autoptr(GError) error = NULL;
  assert_false(destination_check("--junit", path, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
  assert_true(g_str_has_prefix(error->message, "--junit: "));
  assert_non_null(strstr(error->message, words));
}

static void test_what_cannot_be_written_is_refused(void **state)
{
  (void)state;
  g_autofree char *nowhere = g_build_filename(folder, "none", "report.xml", NULL);
  assert_refused(nowhere, "there is no directory");
  assert_refused(folder, "is a directory");
}

static void assert_written(const char *path, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) document = g_string_new(text);
  g_autofree char *found = NULL;
  assert_true(destination_check("--junit", path, &error));
  assert_true(destination_write(path, document, &error));
  assert_true(g_file_get_contents(path, &found, NULL, NULL));
  assert_string_equal(found, text);
}

static void test_a_file_is_made_and_replaced(void **state)
{
  (void)state;
  g_autofree char *path = g_build_filename(folder, "report.xml", NULL);
  assert_written(path, "one");
  assert_written(path, "two");
  assert_int_equal(g_unlink(path), 0);
}

/* A device that were replaced would be gone for everybody. */
static void test_what_is_no_file_is_not_replaced(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) document = g_string_new("text");
  g_autofree char *path = g_build_filename(folder, "null", NULL);
  assert_int_equal(symlink("/dev/null", path), 0);
  assert_true(destination_check("--junit", path, &error));
  assert_true(destination_write(path, document, &error));
  assert_true(g_file_test(path, G_FILE_TEST_IS_SYMLINK));
  assert_int_equal(g_unlink(path), 0);
}

static void test_a_write_that_fails_is_told(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) document = g_string_new("text");
  g_autofree char *nowhere = g_build_filename(folder, "none", "report.xml", NULL);
  assert_false(destination_write(nowhere, document, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  g_clear_error(&error);
  assert_false(destination_write("/dev/full", document, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  assert_non_null(strstr(error->message, "No space left"));
}

static gboolean put_much(FILE *stream, G_GNUC_UNUSED void *data, G_GNUC_UNUSED GError **error)
{
  for (guint i = 0; i < 100000; i++)
    fputs("text", stream);
  return TRUE;
}

/* It is told by the write that failed, long before the last. */
static void test_a_write_that_fails_half_way_is_told(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  assert_false(destination_fill("/dev/full", put_much, NULL, &error));
  assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT));
  assert_non_null(strstr(error->message, "No space left"));
}

static gboolean put_half(FILE *stream, G_GNUC_UNUSED void *data, GError **error)
{
  fputs("half", stream);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "there is no second half");
  return FALSE;
}

static guint count_files(void)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint n = 0;
  while (g_dir_read_name(dir) != NULL)
    n++;
  return n;
}

static void test_half_a_document_replaces_nothing(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(folder, "report.xml", NULL);
  g_autofree char *found = NULL;
  assert_written(path, "one");
  assert_false(destination_fill(path, put_half, NULL, &error));
  assert_string_equal(error->message, "there is no second half");
  assert_true(g_file_get_contents(path, &found, NULL, NULL));
  assert_string_equal(found, "one");
  assert_int_equal(count_files(), 1);
  assert_int_equal(g_unlink(path), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_what_cannot_be_written_is_refused),
      cmocka_unit_test(test_a_file_is_made_and_replaced),
      cmocka_unit_test(test_what_is_no_file_is_not_replaced),
      cmocka_unit_test(test_a_write_that_fails_is_told),
      cmocka_unit_test(test_a_write_that_fails_half_way_is_told),
      cmocka_unit_test(test_half_a_document_replaces_nothing),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
