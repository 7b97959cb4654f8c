/* One file: text or not. */
#include "project.h"

#include "source.h"

#include <mighar/sql.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>

static void assert_unreadable(const char *file, MigharErrorCode code, const char *message)
{
  g_autoptr(GError) error = NULL;
  assert_null(mighar_source_read(file, &error));
  assert_string_equal(error->message, message);
  assert_true(g_error_matches(error, MIGHAR_ERROR, (int)code));
}

static void keeps_the_bytes(void **state)
{
  (void)state;
  write_file("a.sql", "SELECT 'é';\r\n\r\nSELECT 2;");
  g_autoptr(MigharSource) source = mighar_source_read("a.sql", NULL);
  assert_string_equal(source->text, "SELECT 'é';\r\n\r\nSELECT 2;");
  assert_int_equal(source->length, strlen(source->text));
  assert_string_equal(source->file, "a.sql");
  assert_false(source->has_mark);
}

static void takes_the_byte_order_mark_off(void **state)
{
  (void)state;
  write_file("a.sql", "\xef\xbb\xbfSELECT 1;\n");
  g_autoptr(MigharSource) source = mighar_source_read("a.sql", NULL);
  assert_string_equal(source->text, "SELECT 1;\n");
  assert_int_equal(source->length, strlen("SELECT 1;\n"));
  assert_true(source->has_mark);
}

static void reads_line_by_line(void **state)
{
  (void)state;
  static const struct {
    const char *text, *lines;
  } rows[] = {
      {"", ""},
      {"\n", "1<>"},
      {"a", "1<a>"},
      {"a\n", "1<a>"},
      {"a\r\n\r\nb\r", "1<a>2<>3<b>"},
      {"a\rb\n\n\nc", "1<a\rb>2<>3<>4<c>"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    write_file("a.sql", rows[i].text);
    g_autoptr(MigharSource) source = mighar_source_read("a.sql", NULL);
    g_autoptr(GString) lines = g_string_new(NULL);
    MigharLine line = {0};
    while (mighar_source_next_line(source, &line))
      g_string_append_printf(lines, "%u<%.*s>", line.number, (int)line.length, line.start);
    assert_string_equal(lines->str, rows[i].lines);
  }
}

static void says_where_a_file_is_no_utf8(void **state)
{
  (void)state;
  write_file("latin1.sql", "SELECT 1;\n-- \xc3\xa9\nSELECT 'caf\xe9';\n");
  assert_unreadable("latin1.sql", MIGHAR_ERROR_USAGE,
                    "latin1.sql:3: not UTF-8 text: byte 0xe9 in column 12\n"
                    "hint: save the file as UTF-8; if it is Latin-1: iconv -f LATIN1 -t UTF-8");
  write_bytes("nul.sql", "SELECT 1;\n\0", 11);
  assert_unreadable("nul.sql", MIGHAR_ERROR_USAGE,
                    "nul.sql:2: not UTF-8 text: byte 0x00 in column 1\n"
                    "hint: save the file as UTF-8; if it is Latin-1: iconv -f LATIN1 -t UTF-8");
  write_bytes("utf16.sql", "\xff\xfeS\0E\0", 6);
  assert_unreadable("utf16.sql", MIGHAR_ERROR_USAGE,
                    "utf16.sql:1: not UTF-8 text: byte 0xff in column 1\n"
                    "hint: the file is UTF-16; save it as UTF-8");
  write_file("cut.sql", "SELECT '\xc3");
  assert_unreadable("cut.sql", MIGHAR_ERROR_USAGE,
                    "cut.sql:1: not UTF-8 text: byte 0xc3 in column 9\n"
                    "hint: save the file as UTF-8; if it is Latin-1: iconv -f LATIN1 -t UTF-8");
}

static void refuses_what_is_no_file(void **state)
{
  (void)state;
  assert_int_equal(mkdir("folder.sql", 0755), 0);
  assert_unreadable("folder.sql", MIGHAR_ERROR_USAGE, "folder.sql: is not a regular file");
  assert_int_equal(mkfifo("pipe.sql", 0644), 0);
  assert_unreadable("pipe.sql", MIGHAR_ERROR_USAGE, "pipe.sql: is not a regular file");
  assert_unreadable("gone.sql", MIGHAR_ERROR_ENVIRONMENT,
                    "gone.sql: cannot be read: No such file or directory");
  assert_int_equal(symlink("loop.sql", "loop.sql"), 0);
  g_autofree char *message = g_strdup_printf("loop.sql: cannot be read: %s", g_strerror(ELOOP));
  assert_unreadable("loop.sql", MIGHAR_ERROR_ENVIRONMENT, message);
}

static void refuses_what_is_too_large(void **state)
{
  (void)state;
  int file = open("dump.sql", O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
  assert_int_equal(ftruncate(file, 100 * 1024 * 1024), 0);
  close(file);
  assert_unreadable("dump.sql", MIGHAR_ERROR_USAGE,
                    "dump.sql: 100 MiB are too much for a migration; the limit is 64 MiB\n"
                    "hint: load data of this size with the database's own tools");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(keeps_the_bytes),         project_test(takes_the_byte_order_mark_off),
      project_test(reads_line_by_line),      project_test(says_where_a_file_is_no_utf8),
      project_test(refuses_what_is_no_file), project_test(refuses_what_is_too_large),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
